#include "client/screens/common/care.hpp"
#include "client/screens/rating/rating.hpp"
#include "domain/rating.hpp"

namespace bz::screens {

namespace {

// Three words for the contract's five stars: nobody should have to weigh the fourth star against the fifth.
struct Word {
    int stars;
    std::string_view key;
    ui::Icon icon;
};
constexpr Word words[] = {{5, "good", ui::Icon::smile}, {3, "fair", ui::Icon::meh}, {1, "bad", ui::Icon::frown}};

const Word& word_of(int stars) { return words[stars >= 4 ? 0 : stars == 3 ? 1 : 2]; }

void given(Page& page, const api::Rating& rating, const Send<Rating::Msg>& send) {
    ui::Ui& ui = page.ui;
    const std::string title = page.t("rating.given.title");
    ui.heading(title, 1);
    ui.status(title);
    ui.space(12);
    const Word& word = word_of(rating.stars);
    ui.begin_card();
    ui.icon_text(word.icon, page.t("rating.word." + std::string(word.key)), ui::TextStyle::strong, ui::Color::ink);
    if (rating.text) {
        ui.space(4);
        ui.text(*rating.text);
    }
    ui.end_card();
    ui.space(12);
    ui.text(page.t("rating.given.text"), ui::TextStyle::body, ui::Color::ink2);
    const bool open = !is_past(page.shared, rating.changeable_until);
    const Page::Used used =
        page.end({.id = "rating.home",
                  .label = page.t("rating.home.go"),
                  .emergency = false,
                  .second_id = open ? "rating.change" : "",
                  .second_label = page.t("rating.change.until", {{"time", day_clock(page, rating.changeable_until)}})});
    if (used.primary) send(Rating::HomePressed{});
    if (used.second) send(Rating::ChangePressed{});
}

void ask(Page& page, const Rating::Model& model, const Send<Rating::Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    if (model.missing && draft.rating_stars == 0) {
        const ui::ErrorLink link{"rating.good", page.t("rating.error.missing")};
        ui.error_summary(page.t("common.errors.title", {{"n", "1"}}), {&link, 1});
    }
    if (!model.problem.empty()) {
        ui.banner(ui::Icon::circle_alert, problem_text(ui, model.problem), ui::Tone::amber,
                  page.t("rating.problem.kept"));
        ui.space(12);
    }
    ui.heading(page.t("rating.page.title"), 1);
    ui.space(4);
    ui.text(page.t("rating.page.who_sees"), ui::TextStyle::body, ui::Color::ink2);
    ui.space(12);
    ui.begin_group(ui::Role::radiogroup, "rating.word", page.t("rating.page.title"));
    for (const Word& word : words) {
        if (ui.choice("rating.word", "rating." + std::string(word.key),
                      {.title = page.t("rating.word." + std::string(word.key)),
                       .selected = draft.rating_stars != 0 && word_of(draft.rating_stars).stars == word.stars}))
            send(Rating::StarsChosen{word.stars});
        ui.space(8);
    }
    ui.end_group();
    ui.space(8);
    ui::FieldOptions field;
    field.label = page.t("rating.words.label");
    field.hints.max_length = domain::rating_text_max;
    field.hints.multiline = true;
    field.rows = 3;
    if (auto text = ui.field("rating.words", draft.rating_text, field)) send(Rating::WordsTyped{std::move(*text)});
    const Page::Used used = page.end({.id = "rating.send",
                                      .label = page.t("rating.send.now"),
                                      .busy = model.sending,
                                      .emergency = false,
                                      .second_id = "rating.home",
                                      .second_label = page.t("rating.home.without")});
    if (used.primary) send(Rating::SendPressed{});
    if (used.second) send(Rating::HomePressed{});
}

}  // namespace

void Rating::view(Page& page, const Model& model, const Send<Msg>& send) {
    const state::Shared& shared = page.shared;
    page.begin({.name = "rating", .title = page.t("rating.page.bar"), .bar_detail = bar_detail(page), .saved = true});
    if (shared.rating && !model.changing) return given(page, *shared.rating.value, send);
    // "Not found" is the usual answer: nothing was said yet.
    const bool asked = shared.rating.load == state::Load::failed && shared.rating.error == "not_found";
    if (asked || model.changing) return ask(page, model, send);
    page.ui.heading(page.t("rating.page.title"), 1);
    page.ui.space(12);
    if (page.load_panel(shared.rating.load, shared.rating.error, "rating.try_again")) send(TryAgainPressed{});
    if (page.end({.id = "rating.home", .label = page.t("rating.home.go"), .emergency = false}).primary)
        send(HomePressed{});
}

}  // namespace bz::screens

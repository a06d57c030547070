#include "base/money.hpp"
#include "base/text.hpp"
#include "client/screens/home/home.hpp"
#include "client/state/journey.hpp"
#include "client/ui/home_header.hpp"
#include "client/ui/surroundings.hpp"
#include "domain/supply.hpp"

namespace bz::screens {

namespace {

using state::Route;

constexpr int adult_age = 18;

// The key of a greeting for this hour of the day; without a clock (the prerendered page) a greeting that is always
// right.
std::string_view greeting_key(const state::Shared& shared) {
    if (shared.context.now == 0 || !shared.signed_in) return "home.greeting.plain";
    const int hour = civil(shared.context.now, shared.context.utc_offset_minutes).hour;
    if (hour < 5 || hour >= 18) return "home.greeting.evening";
    if (hour < 11) return "home.greeting.morning";
    return hour < 13 ? "home.greeting.noon" : "home.greeting.afternoon";
}

bool is_han(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF); }

// "Mr Ren" in Chinese; the whole name for children, for other scripts and in English, where guessing would go wrong.
std::string address_of(const Page& page, const api::Person& person) {
    std::size_t end = 0;
    const bool han = !person.name.empty() && is_han(next_code_point(person.name, end));
    if (!han || page.shared.english || person.age < adult_age) return person.name;
    const std::string compounds = page.t("home.surnames.compound");
    for (const std::string_view compound : split(compounds, ' '))
        if (person.name.size() > compound.size() && person.name.starts_with(compound)) end = compound.size();
    return page.t(person.sex == "female" ? "home.greeting.ms" : "home.greeting.mr",
                  {{"surname", person.name.substr(0, end)}});
}

std::string greeting(const Page& page) {
    const std::string words = page.t(greeting_key(page.shared));
    const api::Person* person = page.shared.signed_in ? page.shared.own_person() : nullptr;
    if (person == nullptr || person->name.empty()) return words;
    return page.t("home.greeting.named", {{"name", address_of(page, *person)}, {"greeting", words}});
}

// Steps still to do before the request can be sent, counting the one the person is at.
int steps_left(Route next, bool refill) {
    switch (next) {
    case Route::review: return 1;
    case Route::refill: return 2;
    case Route::records: return refill ? 3 : 2;
    case Route::complaint: return 3;
    default: return 4;
    }
}

void resume_card(Page& page, const Send<Home::Msg>& send) {
    const state::Shared& shared = page.shared;
    const Route next = state::next_route(shared);
    if (next == Route::home) return;
    // What the server knows of is named only once it has said how it stands.
    if (next == Route::waiting && !shared.visit && shared.visit.load != state::Load::failed) return;
    const bool refill = shared.draft.kind == domain::VisitKind::refill;
    std::string title, detail;
    ui::Icon icon = ui::Icon::square_pen;
    switch (next) {
    case Route::pay_return:
        title = page.t("home.resume.pay");
        detail = page.t("home.resume.pay_detail");
        icon = ui::Icon::wallet;
        break;
    case Route::waiting:
        title = page.t("home.resume.waiting");
        if (shared.visit && shared.visit->promised_by)
            detail = page.t("home.resume.waiting_by", {{"time", shared.clock(*shared.visit->promised_by)}});
        else
            detail = page.t("home.resume.open");
        icon = ui::Icon::clock;
        break;
    case Route::chat:
        title = page.t("home.resume.chat");
        detail = page.t("home.resume.open");
        icon = ui::Icon::message_square_text;
        break;
    case Route::terminated:
    case Route::summary:
        title = page.t("home.resume.answered");
        detail = page.t("home.resume.open");
        icon = ui::Icon::stethoscope;
        break;
    case Route::fulfilment:
    case Route::bill:
        title = page.t("home.resume.medicine");
        detail = page.t("home.resume.medicine_detail");
        icon = ui::Icon::pill;
        break;
    case Route::order:
        title = page.t("home.resume.order");
        detail = page.t("home.resume.open");
        icon = ui::Icon::truck;
        break;
    default:
        title = page.t(refill ? "home.resume.refill" : "home.resume.consultation");
        detail = page.t("home.resume.steps", {{"n", std::to_string(steps_left(next, refill))}});
        break;
    }
    if (page.ui.home_card("home.resume", {.icon = icon, .title = title, .lines = {detail}, .tone = ui::Tone::amber}))
        send(Home::ResumePressed{});
    page.ui.space(14);
}

// "Atorvastatin lasts 5 more days", and the way to the same again.
void repeat_card(Page& page, const Send<Home::Msg>& send) {
    const api::Supply* supply = supply_to_repeat(page.shared);
    if (supply == nullptr) return;
    const auto runs_out = parse_date(supply->runs_out_on);
    const int days = runs_out ? domain::days_left(*runs_out, state::today(page.shared)) : 0;
    const std::string name = supply->medicines.size() == 1
                                 ? supply->medicines.front()
                                 : page.t("home.repeat.several", {{"name", supply->medicines.front()},
                                                                  {"n", std::to_string(supply->medicines.size())}});
    const std::string_view key = days > 1 ? "home.repeat.days" : days == 1 ? "home.repeat.last" : "home.repeat.out";
    if (page.ui.home_card("home.repeat", {.icon = ui::Icon::pill,
                                          .title = page.t(key, {{"name", name}, {"n", std::to_string(days)}}),
                                          .lines = {page.t("home.repeat.action")},
                                          .tone = ui::Tone::amber}))
        send(Home::RepeatPressed{});
    page.ui.space(14);
}

void refill_card(Page& page, const Send<Home::Msg>& send) {
    const auto& hospital = page.shared.hospital;
    ui::HomeCardOptions card{.icon = ui::Icon::pill, .title = page.t("home.refill.title"), .primary = true};
    card.lines = {page.t(page.ui.elder() ? "home.refill.reason_short" : "home.refill.reason")};
    if (!page.ui.elder()) {
        if (hospital) {
            const auto& rules = hospital->rules;
            card.facts = {
                {ui::Icon::wallet, page.t(rules.refill_insured_fen > 0 ? "home.fee.insured" : "home.fee.plain",
                                          {{"yuan", yuan_text_short(rules.refill_fee_fen)}})},
                {ui::Icon::clock, page.t("home.reply.minutes", {{"n", std::to_string(rules.typical_minutes)}})}};
        } else {
            card.facts = {{ui::Icon::wallet, page.t("home.fee.unknown")}};
        }
    }
    if (page.ui.home_card("home.refill", card)) send(Home::CardPressed{domain::VisitKind::refill});
}

void ask_card(Page& page, const Send<Home::Msg>& send) {
    const auto& hospital = page.shared.hospital;
    ui::HomeCardOptions card{.icon = ui::Icon::message_circle_question_mark, .title = page.t("home.ask.title")};
    if (!page.ui.elder()) card.lines.push_back(page.t("home.ask.reason"));
    card.lines.push_back(page.t("home.ask.limit"));
    if (hospital && !page.ui.elder())
        card.lines.push_back(page.t("home.ask.facts", {{"yuan", yuan_text_short(hospital->rules.consultation_fee_fen)},
                                                       {"n", std::to_string(hospital->rules.typical_minutes)}}));
    if (page.ui.home_card("home.ask", card)) send(Home::CardPressed{domain::VisitKind::consultation});
}

void orders_and_records(Page& page, const Home::Model& model, const Send<Home::Msg>& send) {
    const auto& account = page.shared.account;
    const bool order = account && account->open_order_id;
    const std::string order_note = order ? page.t("home.orders.under_way") : std::string{};
    const std::string records_note = account && account->records_count > 0
                                         ? page.t("home.records.count", {{"n", std::to_string(account->records_count)}})
                                         : std::string{};
    const std::size_t others = account && account->people.size() > 1 ? account->people.size() - 1 : 0;
    const std::string people_note =
        others > 0 ? page.t("home.people.count", {{"n", std::to_string(others)}}) : std::string{};
    bool orders_pressed = false, records_pressed = false, people_pressed = false;
    if (page.ui.elder()) {
        page.ui.begin_list(page.t("home.mine.name"));
        orders_pressed = page.ui.list_row("home.orders", {.icon = ui::Icon::package,
                                                          .title = page.t("home.orders.title"),
                                                          .tag = order_note,
                                                          .tag_tone = ui::Tone::amber,
                                                          .chevron = true});
        records_pressed = page.ui.list_row("home.records", {.icon = ui::Icon::folder_heart,
                                                            .title = page.t("home.records.title"),
                                                            .trailing = records_note,
                                                            .chevron = true});
        people_pressed = page.ui.list_row(
            "home.people",
            {.icon = ui::Icon::users, .title = page.t("home.people.title"), .trailing = people_note, .chevron = true});
        page.ui.end_list();
    } else {
        const std::array<ui::TileOptions, 3> tiles = {{
            {.id = "home.orders",
             .icon = ui::Icon::package,
             .title = page.t("home.orders.title"),
             .note = order_note,
             .note_is_tag = order},
            {.id = "home.records",
             .icon = ui::Icon::folder_heart,
             .title = page.t("home.records.title"),
             .note = records_note},
            {.id = "home.people", .icon = ui::Icon::users, .title = page.t("home.people.title"), .note = people_note},
        }};
        const std::string pressed = page.ui.tiles(tiles);
        orders_pressed = pressed == "home.orders";
        records_pressed = pressed == "home.records";
        people_pressed = pressed == "home.people";
    }
    if (orders_pressed) send(Home::OrdersPressed{});
    if (records_pressed) send(Home::RecordsPressed{});
    if (people_pressed) send(Home::PeoplePressed{});
    if (!model.orders_empty || order) return;
    page.ui.space(14);
    const std::string text = page.t(page.shared.signed_in ? "home.orders.none" : "home.orders.signed_out");
    page.ui.banner(ui::Icon::package, text, ui::Tone::plain, page.t("home.orders.none_detail"));
    page.ui.status(text);
    if (!page.shared.signed_in) {
        page.ui.space(8);
        if (page.ui.button("home.sign_in", page.t("home.sign_in.action"), {.kind = ui::ButtonKind::secondary}))
            send(Home::SignInPressed{});
    }
}

void sign_out(Page& page, const Send<Home::Msg>& send) {
    if (!page.shared.signed_in || ui::embedded()) return;
    const std::string label = page.shared.account
                                  ? page.t("home.sign_out.action", {{"phone", page.shared.account->phone_masked}})
                                  : page.t("home.sign_out.plain");
    page.ui.space(8);
    if (page.ui.button("home.sign_out", label, {.kind = ui::ButtonKind::text})) send(Home::SignOutPressed{});
}

void sign_out_dialog(Page& page, const Home::Model& model, const Send<Home::Msg>& send) {
    page.ui.begin_dialog("home.sign_out.dialog", page.t("home.sign_out.question"), page.t("home.sign_out.consequence"));
    if (page.ui.button("home.sign_out.yes", page.t("home.sign_out.yes"), {.busy = model.signing_out}))
        send(Home::SignOutConfirmed{});
    page.ui.space(8);
    if (page.ui.button("home.sign_out.no", page.t("home.sign_out.no"), {.kind = ui::ButtonKind::secondary}))
        send(Home::SignOutDropped{});
    page.ui.end_dialog();
}

void header(Page& page) {
    const state::Shared& shared = page.shared;
    ui::Ui& ui = page.ui;
    const bool elder = ui.elder();
    ui.glaze_header(elder ? 250 : 248);
    const auto used =
        ui::home_header(ui, {.brand = page.t("home.brand"),
                             .size_label = page.t(elder ? "home.size.standard" : "home.size.elder"),
                             .language_label = page.t("home.language.label"),
                             .language_name = page.t("home.language.name"),
                             .seal = page.t("home.licence.seal"),
                             .hospital = shared.hospital ? shared.hospital_name() : page.t("home.licence.unknown")});
    if (used.size) page.chrome.push_back(ChromeMsg::toggle_size);
    if (used.language) page.chrome.push_back(ChromeMsg::toggle_language);
    if (used.licence) page.chrome.push_back(ChromeMsg::licence);
}

}  // namespace

void Home::view(Page& page, const Model& model, const Send<Msg>& send) {
    const state::Shared& shared = page.shared;
    ui::Ui& ui = page.ui;
    const bool elder = ui.elder();
    ui.begin_screen("home", page.t("home.title"));
    if (ui::embedded())
        ui.space(ui.metrics().margin);
    else
        header(page);

    ui.begin_main();
    page.read_key();
    ui.space(elder ? 2 : 8);
    const std::string words = greeting(page);
    const float height = ui.paint_text(words, ui::TextStyle::display, ui::Color::ink, ui.x(), ui.y(), ui.width());
    ui::Node& heading = ui.node(ui::Role::heading, "h1", words, {ui.x(), ui.y(), ui.width(), height});
    heading.level = 1;
    heading.variant = "display";
    ui.space(height);
    if (!elder) {
        ui.space(2);
        ui.text(page.t("home.greeting.question"), ui::TextStyle::body, ui::Color::ink2);
    }
    ui.space(elder ? 18 : 20);
    page.state_banners();

    if (!elder) resume_card(page, send);
    repeat_card(page, send);
    refill_card(page, send);
    ui.space(14);
    ask_card(page, send);
    ui.space(14);
    if (elder) resume_card(page, send);
    orders_and_records(page, model, send);
    ui.space(14);
    ui.centered(page.t("home.promise.no_adverts"));
    if (shared.hospital && shared.hospital->sandbox) ui.centered(page.t("home.sandbox.note"));
    ui.space(8);
    if (ui.button("home.settings", page.t("home.settings.action"),
                  {.kind = ui::ButtonKind::text, .icon = ui::Icon::settings}))
        page.chrome.push_back(ChromeMsg::settings);
    sign_out(page, send);
    page.begin_bottom();
    page.end_bottom(true);
    if (model.sign_out_asked) sign_out_dialog(page, model, send);
}

}  // namespace bz::screens

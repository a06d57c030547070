#include "client/screens/common/care.hpp"
#include "client/screens/common/words.hpp"
#include "client/screens/fulfilment/fulfilment.hpp"
#include "domain/phone.hpp"

namespace bz::screens {
namespace {

using domain::PrescriptionState;
using Msg = Fulfilment::Msg;
using Model = Fulfilment::Model;

std::string error_of(const Page& page, const Model& model, std::string_view field) {
    for (const Fulfilment::FieldProblem& problem : model.errors)
        if (problem.field == field) return page.t(problem.key);
    return {};
}

void problems(Page& page, const Model& model) {
    ui::Ui& ui = page.ui;
    if (!model.errors.empty()) {
        std::vector<ui::ErrorLink> links;
        for (const Fulfilment::FieldProblem& problem : model.errors)
            links.push_back({problem.field == "saved" ? "fulfilment.saved." + page.shared.draft.address_id
                                                      : "fulfilment." + problem.field,
                             page.t(problem.key)});
        ui.error_summary(page.t("fulfilment.error.title", {{"n", std::to_string(links.size())}}), links);
    }
    if (!model.problem.empty()) {
        ui.banner(ui::Icon::circle_alert, problem_text(ui, model.problem), ui::Tone::amber,
                  page.t("fulfilment.problem.kept"));
        ui.space(12);
    }
}

// -- the prescription's states in which nothing can be chosen

struct Notice {
    std::string_view title, text, button;
    ui::Icon icon;
};

void notice(Page& page, const Notice& words, const Send<Msg>& send, const Msg& msg) {
    ui::Ui& ui = page.ui;
    ui.heading(page.t(words.title), 1);
    ui.space(12);
    ui.begin_card({.fill = ui::Color::celadon100, .stroke = ui::Color::celadon200, .elevation = 0});
    ui.icon_text(words.icon, page.t(words.text), ui::TextStyle::body, ui::Color::ink);
    ui.end_card();
    ui.status(page.t(words.title));
    if (page.end({.id = "fulfilment.go_on", .label = page.t(words.button)}).primary) send(msg);
}

// True when the page is done because there is nothing to choose.
bool not_ready(Page& page, const Send<Msg>& send) {
    const state::Shared& shared = page.shared;
    ui::Ui& ui = page.ui;
    if (!shared.prescription) {
        ui.heading(page.t("fulfilment.page.title"), 1);
        ui.space(12);
        const bool visit_failed = !shared.visit && shared.visit.load == state::Load::failed;
        if (page.load_panel(visit_failed ? state::Load::failed : shared.prescription.load,
                            visit_failed ? shared.visit.error : shared.prescription.error, "fulfilment.try_again"))
            send(Fulfilment::TryAgainPressed{});
        page.end({});
        return true;
    }
    const api::Prescription& prescription = *shared.prescription.value;
    switch (prescription.state) {
    case PrescriptionState::signed_:
    case PrescriptionState::in_review:
        notice(page, {"fulfilment.in_review.title", "fulfilment.in_review.text", "fulfilment.chat.go", ui::Icon::clock},
               send, Fulfilment::ChatPressed{});
        return true;
    case PrescriptionState::returned:
        notice(page, {"fulfilment.returned.title", "fulfilment.returned.text", "fulfilment.chat.go", ui::Icon::undo_2},
               send, Fulfilment::ChatPressed{});
        return true;
    case PrescriptionState::ordered:
        notice(page, {"fulfilment.ordered.title", "fulfilment.ordered.text", "fulfilment.order.go", ui::Icon::package},
               send, Fulfilment::OrderPressed{});
        return true;
    case PrescriptionState::expired:
        notice(page, {"fulfilment.expired.title", "fulfilment.expired.text", "fulfilment.home.go", ui::Icon::clock},
               send, Fulfilment::HomePressed{});
        return true;
    case PrescriptionState::approved:
    case PrescriptionState::confirmed: break;
    }
    if (is_past(shared, prescription.valid_until)) {
        notice(page, {"fulfilment.expired.title", "fulfilment.expired.text", "fulfilment.home.go", ui::Icon::clock},
               send, Fulfilment::HomePressed{});
        return true;
    }
    return false;
}

// -- how to get it

void approved_card(Page& page, const api::Prescription& prescription) {
    ui::Ui& ui = page.ui;
    ui.begin_card({.fill = ui::Color::celadon100, .stroke = ui::Color::celadon200, .elevation = 0});
    ui.icon_text(ui::Icon::badge_check,
                 prescription.pharmacist_name
                     ? page.t("fulfilment.approved.by", {{"name", *prescription.pharmacist_name}})
                     : page.t("fulfilment.approved.unnamed"),
                 ui::TextStyle::strong, ui::Color::ink);
    ui.space(2);
    ui.caption(page.t("fulfilment.approved.until", {{"until", day_clock(page, prescription.valid_until)}}));
    ui.end_card();
    ui.space(ui.metrics().gap_sections);
}

void way(Page& page, domain::Fulfilment how, const Send<Msg>& send) {
    const state::Shared& shared = page.shared;
    const api::Quote* quote = quote_for(shared, how);
    if (quote == nullptr) return;
    const bool delivery = how == domain::Fulfilment::delivery;
    const std::string ready = day_clock(page, quote->ready_by);
    ui::ChoiceOptions options;
    options.title = page.t(delivery ? "fulfilment.delivery.title" : "fulfilment.pickup.title");
    options.reason = delivery ? page.t("fulfilment.delivery.by", {{"time", ready}})
                              : page.t("fulfilment.pickup.by", {{"pharmacy", quote->pharmacy}, {"time", ready}});
    if (!delivery && quote->pharmacy_place && !page.ui.elder())
        options.reason += "\n" + shared.say(*quote->pharmacy_place);
    options.price = yuan_short(page.ui, quote->courier_fen);
    if (delivery) options.price_note = page.t("fulfilment.delivery.price_note");
    options.selected = shared.draft.fulfilment == how;
    if (page.ui.choice("fulfilment.how", delivery ? "fulfilment.delivery" : "fulfilment.pickup", options))
        send(Fulfilment::Chosen{how});
    page.ui.space(12);
}

void typed_fields(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    if (AddressTyped typed = address_fields(page, "fulfilment", model.errors); typed.name || typed.phone || typed.line)
        send(Fulfilment::Typed{std::move(typed)});
    ui.space(8);
    if (const auto on =
            ui.checkbox("fulfilment.keep", page.t("fulfilment.keep.title"), {}, page.shared.draft.keep_address))
        send(Fulfilment::KeepToggled{*on});
}

// Those of the book, and a place for another one.
void book(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const api::SavedAddress* chosen = chosen_address(shared);
    if (std::string error = error_of(page, model, "saved"); !error.empty())
        ui.icon_text(ui::Icon::circle_alert, error, ui::TextStyle::error, ui::Color::amber700);
    ui.begin_group(ui::Role::radiogroup, "fulfilment.saved", page.t("fulfilment.address.title"));
    for (const api::SavedAddress& one : shared.addresses->items) {
        if (ui.choice("fulfilment.saved", "fulfilment.saved." + one.id,
                      {.title = one.line,
                       .reason = page.t("addresses.entry.who",
                                        {{"name", one.name}, {"phone", domain::grouped_phone(one.phone)}}),
                       .selected = chosen == &one}))
            send(Fulfilment::AddressChosen{one.id});
        ui.space(8);
    }
    if (ui.choice("fulfilment.saved", "fulfilment.saved.other",
                  {.title = page.t("fulfilment.address.other"), .selected = chosen == nullptr}))
        send(Fulfilment::AddressChosen{std::string(typed_address)});
    ui.end_group();
    ui.space(8);
    if (chosen == nullptr) {
        ui.space(4);
        typed_fields(page, model, send);
    }
    if (ui.button("fulfilment.book", page.t("fulfilment.address.book"), {.kind = ui::ButtonKind::text, .fit = true}))
        send(Fulfilment::BookPressed{});
}

void address(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    ui.heading(page.t("fulfilment.address.title"), 2);
    ui.space(12);
    if (page.shared.addresses && !page.shared.addresses->items.empty())
        book(page, model, send);
    else
        typed_fields(page, model, send);
    ui.space(ui.metrics().gap_sections);
}

void medicines(Page& page, const api::Prescription& prescription) {
    ui::Ui& ui = page.ui;
    if (prescription.items.empty()) return;
    const bool pickup = page.shared.draft.fulfilment == domain::Fulfilment::pickup;
    ui.heading(page.t("fulfilment.items.title"), 2);
    ui.space(8);
    ui.begin_list(page.t("fulfilment.items.title"));
    std::string at_hospital;
    for (const api::PrescriptionItem& item : prescription.items) {
        ui::RowOptions row;
        row.title = item.name;
        row.subtitle = page.t("fulfilment.item.weeks", {{"n", std::to_string(item.weeks)}});
        if (!ui.elder() && !item.usage.empty())
            row.subtitle = item.usage + page.t("fulfilment.item.and") + row.subtitle;
        if (item.hospital_only) {
            row.subtitle =
                page.t(is_cold_chain(page.shared, item.name) ? "fulfilment.item.cold" : "fulfilment.item.no_courier");
            row.tag = page.t("fulfilment.item.at_hospital");
            row.tag_tone = ui::Tone::amber;
            if (!at_hospital.empty()) at_hospital += page.t("fulfilment.item.comma");
            at_hospital += item.name;
        } else {
            row.tag = page.t(pickup ? "fulfilment.item.at_pharmacy" : "fulfilment.item.by_courier");
        }
        ui.fact_row(row);
    }
    ui.end_list();
    if (!at_hospital.empty()) {
        ui.space(12);
        ui.caption(page.t("fulfilment.hospital_only.how", {{"names", at_hospital}}), ui::Icon::info);
    }
    ui.space(12);
}

void how(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const api::Prescription& prescription = *shared.prescription.value;
    problems(page, model);
    approved_card(page, prescription);
    ui.heading(page.t("fulfilment.how.title"), 1);
    ui.space(12);
    const bool quoted = shared.quotes.value.has_value();
    const bool any = quote_for(shared, domain::Fulfilment::delivery) != nullptr ||
                     quote_for(shared, domain::Fulfilment::pickup) != nullptr;
    if (!quoted) {
        if (page.load_panel(shared.quotes.load, shared.quotes.error, "fulfilment.try_again"))
            send(Fulfilment::TryAgainPressed{});
        ui.space(12);
    } else if (!any) {
        ui.banner(ui::Icon::store, page.t("fulfilment.no_stock.title"), ui::Tone::amber,
                  page.t("fulfilment.no_stock.text"));
        ui.space(12);
    } else {
        ui.begin_group(ui::Role::radiogroup, "fulfilment.how", page.t("fulfilment.how.title"));
        way(page, domain::Fulfilment::delivery, send);
        way(page, domain::Fulfilment::pickup, send);
        ui.end_group();
        for (const api::Quote& quote : shared.quotes->items)
            if (!quote.in_stock) {
                ui.caption(page.t(quote.fulfilment == domain::Fulfilment::delivery ? "fulfilment.delivery.no_stock"
                                                                                   : "fulfilment.pickup.no_stock",
                                  {{"pharmacy", quote.pharmacy}}),
                           ui::Icon::info);
                ui.space(8);
            }
        ui.space(ui.metrics().gap_sections - 12);
        if (shared.draft.fulfilment == domain::Fulfilment::delivery) address(page, model, send);
    }
    medicines(page, prescription);
    if (!any) {
        if (page.end({.id = "fulfilment.go_on", .label = page.t("fulfilment.chat.go")}).primary)
            send(Fulfilment::ChatPressed{});
        return;
    }
    std::string_view label = "fulfilment.bill.go";
    if (shared.draft.fulfilment == domain::Fulfilment::delivery) label = "fulfilment.bill.go_delivery";
    if (shared.draft.fulfilment == domain::Fulfilment::pickup) label = "fulfilment.bill.go_pickup";
    if (page.end({.id = "fulfilment.bill", .label = page.t(label)}).primary) send(Fulfilment::BillPressed{});
}

// -- what it costs

std::string lines_note(const Page& page, const api::Quote& quote) {
    if (quote.lines.size() == 1)
        return page.t("fulfilment.bill.one_medicine",
                      {{"name", quote.lines.front().name}, {"n", std::to_string(quote.lines.front().weeks)}});
    return page.t("fulfilment.bill.medicines", {{"n", std::to_string(quote.lines.size())}});
}

void bill_card(Page& page, const api::Quote& quote) {
    using Look = ui::BillLineView::Look;
    ui::Ui& ui = page.ui;
    const auto minus = [&](std::int64_t fen) { return page.t("fulfilment.bill.minus", {{"money", yuan(ui, fen)}}); };
    ui.begin_card();
    ui.bill_line({.look = Look::strong,
                  .label = page.t("fulfilment.bill.medicine"),
                  .note = lines_note(page, quote),
                  .amount = yuan(ui, quote.medicine_fen)});
    if (quote.lines.size() > 1)
        for (const api::QuoteLine& line : quote.lines)
            ui.bill_line({.look = Look::small,
                          .label = page.t("fulfilment.bill.one_medicine",
                                          {{"name", line.name}, {"n", std::to_string(line.weeks)}}),
                          .amount = yuan(ui, line.amount_fen)});
    std::vector<std::pair<float, ui::Color>> parts;
    const auto part = [&](std::string_view key, std::int64_t fen, ui::Color color, bool taken_off) {
        if (fen <= 0) return;
        ui.bill_line({.label = page.t(key), .amount = taken_off ? minus(fen) : yuan(ui, fen), .dot = color});
        parts.emplace_back(static_cast<float>(fen), color);
    };
    part("fulfilment.bill.insurance", quote.insurance_pooled_fen, ui::Color::celadon700, true);
    part("fulfilment.bill.account", quote.personal_account_fen, ui::Color::celadon400, true);
    part("fulfilment.bill.self", quote.self_pay_fen, ui::Color::amber500, false);
    if (parts.size() > 1) {
        ui.space(4);
        ui.split_bar(parts, page.t("fulfilment.bill.split", {{"insurance", yuan(ui, quote.insurance_pooled_fen)},
                                                             {"account", yuan(ui, quote.personal_account_fen)},
                                                             {"self", yuan(ui, quote.self_pay_fen)}}));
    }
    if (quote.courier_fen > 0) {
        ui.divider();
        ui.bill_line({.label = page.t("fulfilment.bill.courier"),
                      .note = page.t("fulfilment.bill.courier_note"),
                      .amount = yuan(ui, quote.courier_fen)});
    }
    ui.divider();
    ui.bill_line(
        {.look = Look::total, .label = page.t("fulfilment.bill.total"), .amount = yuan(ui, quote.total_due_fen)});
    ui.end_card();
    if (!quote.hospital_only.empty()) {
        std::string names;
        for (const std::string& name : quote.hospital_only) {
            if (!names.empty()) names += page.t("fulfilment.item.comma");
            names += name;
        }
        ui.space(8);
        ui.caption(page.t("fulfilment.bill.at_hospital", {{"names", names}}), ui::Icon::hospital);
    }
    if (page.shared.hospital && page.shared.hospital->insurance_notice) {
        ui.space(8);
        ui.caption(page.shared.say(*page.shared.hospital->insurance_notice), ui::Icon::info);
    }
    ui.space(12);
}

void bill(Page& page, const Model& model, const Send<Msg>& send) {
    ui::Ui& ui = page.ui;
    const state::Shared& shared = page.shared;
    const state::Draft& draft = shared.draft;
    const api::Quote* quote = draft.fulfilment ? quote_for(shared, *draft.fulfilment) : nullptr;
    if (quote == nullptr) {
        ui.heading(page.t("fulfilment.bill.title_plain"), 1);
        ui.space(12);
        if (shared.quotes)
            ui.banner(ui::Icon::store, page.t("fulfilment.no_stock.title"), ui::Tone::amber,
                      page.t("fulfilment.no_stock.other"));
        else if (page.load_panel(shared.quotes.load, shared.quotes.error, "fulfilment.try_again"))
            send(Fulfilment::TryAgainPressed{});
        if (page.end({.id = "fulfilment.change", .label = page.t("fulfilment.change.go"), .emergency = false}).primary)
            send(Fulfilment::ChangePressed{});
        return;
    }
    const std::string total = yuan(ui, quote->total_due_fen);
    const bool delivery = quote->fulfilment == domain::Fulfilment::delivery;
    ui.heading(page.t("fulfilment.bill.title", {{"money", total}}), 1);
    ui.space(12);
    problems(page, model);
    if (model.requoted) {
        ui.banner(ui::Icon::refresh_cw, page.t("fulfilment.requoted.title"), ui::Tone::amber,
                  page.t("fulfilment.requoted.text"));
        ui.space(12);
    }
    bill_card(page, *quote);

    ui.begin_list(page.t(delivery ? "fulfilment.where.delivery" : "fulfilment.where.pickup"));
    const std::string ready = day_clock(page, quote->ready_by);
    const api::Address to = order_address(shared);
    const std::string where =
        delivery ? page.t("fulfilment.where.delivery_value", {{"time", ready}, {"line", to.line}, {"name", to.name}})
                 : page.t("fulfilment.where.pickup_value", {{"time", ready}, {"pharmacy", quote->pharmacy}});
    if (ui.value_row("fulfilment.where", page.t(delivery ? "fulfilment.where.delivery" : "fulfilment.where.pickup"),
                     where, page.t("fulfilment.where.change")))
        send(Fulfilment::ChangePressed{});
    ui.end_list();
    ui.space(12);

    if (auto given = ui.checkbox("fulfilment.share", page.t("fulfilment.share.title", {{"pharmacy", quote->pharmacy}}),
                                 page.t(delivery ? "fulfilment.share.reason" : "fulfilment.share.reason_pickup"),
                                 draft.share_consent, error_of(page, model, "share")))
        send(Fulfilment::ShareToggled{*given});
    ui.space(12);

    const std::string label =
        quote->total_due_fen > 0 ? page.t("fulfilment.pay.now", {{"money", total}}) : page.t("fulfilment.pay.free");
    if (page.end({.id = "fulfilment.pay", .label = label, .busy = model.paying, .emergency = false}).primary)
        send(Fulfilment::PayPressed{});
}

}  // namespace

void Fulfilment::view(Page& page, const Model& model, const Send<Msg>& send) {
    const state::Shared& shared = page.shared;
    const bool is_bill = page.route == state::Route::bill;
    Page::Options options{.name = is_bill ? "bill" : "fulfilment"};
    options.title = page.t(is_bill ? "fulfilment.bill.bar" : "fulfilment.page.title");
    options.bar_detail = bar_detail(page);
    options.saved = true;
    if (is_bill && shared.draft.fulfilment && shared.hospital && !page.ui.elder())
        if (const api::Quote* quote = quote_for(shared, *shared.draft.fulfilment))
            options.bar_detail =
                page.t("fulfilment.bill.bar_detail",
                       {{"hospital", shared.say(shared.hospital->short_name)}, {"pharmacy", quote->pharmacy}});
    page.begin(options);
    if (not_ready(page, send)) return;
    if (is_bill)
        bill(page, model, send);
    else
        how(page, model, send);
}

}  // namespace bz::screens

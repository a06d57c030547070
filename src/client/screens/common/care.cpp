#include "client/screens/common/care.hpp"

#include "base/money.hpp"
#include "base/text.hpp"

namespace bz::screens {
namespace {

struct Moment {
    Date date;
    bool has_clock = false;
};

Moment moment_of(const state::Shared& shared, std::string_view time) {
    if (const auto instant = parse_rfc3339(time)) return {date_of(*instant, shared.context.utc_offset_minutes), true};
    if (const auto date = parse_date(time)) return {*date, false};
    return {};
}

std::string words(const Page& page, Date date) {
    const Date today = date_of(page.shared.context.now, page.shared.context.utc_offset_minutes);
    switch (days_since_epoch(date) - days_since_epoch(today)) {
    case -1: return page.t("care.day.yesterday");
    case 0: return page.t("care.day.today");
    case 1: return page.t("care.day.tomorrow");
    default: break;
    }
    static constexpr std::string_view months[] = {"care.month.1", "care.month.2",  "care.month.3",  "care.month.4",
                                                  "care.month.5", "care.month.6",  "care.month.7",  "care.month.8",
                                                  "care.month.9", "care.month.10", "care.month.11", "care.month.12"};
    return page.t("care.day.date", {{"month", page.t(months[date.month - 1])}, {"day", std::to_string(date.day)}});
}

// A deadline at a day's last minute is "24:00" to people.
std::string clock_words(const Page& page, std::string_view time) {
    std::string clock = page.shared.clock(time);
    return clock == "23:59" ? "24:00" : clock;
}

}  // namespace

std::string yuan(const ui::Ui& ui, std::int64_t fen) { return ui.t("care.money.yuan", {{"n", yuan_text(fen)}}); }

std::string yuan_short(const ui::Ui& ui, std::int64_t fen) {
    return ui.t("care.money.yuan", {{"n", yuan_text_short(fen)}});
}

std::string day_words(const Page& page, std::string_view time) {
    const Moment moment = moment_of(page.shared, time);
    return moment.date.valid() ? words(page, moment.date) : std::string{};
}

std::string day_clock(const Page& page, std::string_view time) {
    const Moment moment = moment_of(page.shared, time);
    if (!moment.date.valid()) return {};
    const std::string clock = moment.has_clock ? clock_words(page, time) : std::string("24:00");
    return page.t("care.day.clock", {{"day", words(page, moment.date)}, {"clock", clock}});
}

std::string short_clock(const Page& page, std::string_view time) {
    const Moment moment = moment_of(page.shared, time);
    const Date today = date_of(page.shared.context.now, page.shared.context.utc_offset_minutes);
    if (moment.has_clock && moment.date == today) return clock_words(page, time);
    return day_clock(page, time);
}

int minutes_since(const state::Shared& shared, std::string_view time) {
    const auto instant = parse_rfc3339(time);
    if (!instant) return -1;
    if (shared.context.now <= *instant) return 0;
    return static_cast<int>((shared.context.now - *instant) / ms_per_minute);
}

bool is_past(const state::Shared& shared, std::string_view time) {
    if (const auto instant = parse_rfc3339(time)) return shared.context.now > *instant;
    if (const auto date = parse_date(time))
        return date_of(shared.context.now, shared.context.utc_offset_minutes) > *date;
    return false;
}

std::string doctor_words(const ui::Ui& ui, std::string_view name) {
    return name.empty() ? std::string{} : ui.t("care.doctor.name", {{"name", std::string(name)}});
}

std::string initial_of(std::string_view name) {
    if (name.empty()) return {};
    std::size_t end = 0;
    (void)next_code_point(name, end);
    return std::string(name.substr(0, end));
}

std::string bar_detail(const Page& page) {
    const state::Shared& shared = page.shared;
    if (page.ui.elder() || !shared.hospital || !shared.visit || !shared.visit->doctor) return {};
    const api::Doctor& doctor = *shared.visit->doctor;
    return page.t("care.bar.detail", {{"hospital", shared.say(shared.hospital->short_name)},
                                      {"doctor", doctor.name},
                                      {"department", shared.say(doctor.department)}});
}

std::string visit_id_of(const state::Shared& shared) {
    if (!shared.draft.visit_id.empty()) return shared.draft.visit_id;
    if (shared.visit) return shared.visit->id;
    if (shared.account && shared.account->open_visit_id) return *shared.account->open_visit_id;
    return {};
}

std::int64_t paid_fen(const api::Visit& visit) {
    if (visit.payment) return visit.payment->amount_fen;
    return visit.fee_fen - visit.fee_insured_fen;
}

void finish_journey(state::Shared& shared) {
    state::Draft fresh;
    fresh.phone = std::move(shared.draft.phone);
    fresh.terms_agreed = shared.draft.terms_agreed;
    fresh.address_name = std::move(shared.draft.address_name);
    fresh.address_phone = std::move(shared.draft.address_phone);
    fresh.address_line = std::move(shared.draft.address_line);
    fresh.address_id = std::move(shared.draft.address_id);
    shared.draft = std::move(fresh);
    shared.visit = {};
    shared.messages = {};
    shared.prescription = {};
    shared.quotes = {};
    shared.order = {};
    shared.rating = {};
    shared.earlier_care = {};  // what was handed over lasts for a while from now on
    if (shared.account.value) {
        // Until the account is read again home must not offer what is over.
        shared.account.value->open_visit_id.reset();
        shared.account.value->open_order_id.reset();
    }
}

}  // namespace bz::screens

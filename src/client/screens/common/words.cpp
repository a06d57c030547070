#include "client/screens/common/words.hpp"

#include "base/date.hpp"
#include "client/screens/common/care.hpp"
#include "client/state/journey.hpp"

namespace bz::screens {

std::string record_kind_name(const ui::Ui& ui, domain::RecordKind kind) {
    return ui.t("records.kind." + std::string(to_string(kind)));
}

std::string record_title(const ui::Ui& ui, const api::Record& record) {
    const std::size_t dot = record.title.rfind('.');
    const bool file_name = dot != std::string::npos && record.title.size() - dot <= sizeof(".jpeg");
    return record.title.empty() || file_name ? record_kind_name(ui, record.kind) : record.title;
}

ui::Icon record_kind_icon(domain::RecordKind kind) {
    switch (kind) {
    case domain::RecordKind::outpatient: return ui::Icon::clipboard_list;
    case domain::RecordKind::inpatient: return ui::Icon::bed;
    case domain::RecordKind::discharge_summary: return ui::Icon::file_heart;
    case domain::RecordKind::diagnosis_certificate: return ui::Icon::badge_check;
    case domain::RecordKind::examination_report: return ui::Icon::test_tube;
    case domain::RecordKind::imaging: return ui::Icon::scan;
    case domain::RecordKind::other: break;
    }
    return ui::Icon::file_text;
}

std::string past_day(const Page& page, std::string_view wire) {
    Date day;
    if (const auto instant = parse_rfc3339(wire))
        day = date_of(*instant, page.shared.context.utc_offset_minutes);
    else if (const auto date = parse_date(wire))
        day = *date;
    const std::string words = day_words(page, wire);
    if (words.empty() || day.year == state::today(page.shared).year) return words;
    return page.t("records.day.with_year", {{"year", std::to_string(day.year)}, {"day", words}});
}

std::string journey_title(const ui::Ui& ui, domain::VisitKind kind) {
    return ui.t(kind == domain::VisitKind::refill ? "records.title.refill" : "records.title.consultation");
}

bool is_cold_chain(const state::Shared& shared, std::string_view medicine) {
    if (!shared.hospital || !shared.hospital->rules.cold_chain) return false;
    for (const std::string& name : *shared.hospital->rules.cold_chain)
        if (!name.empty() && medicine.contains(name)) return true;
    return false;
}

std::string bytes_text(std::int64_t bytes) {
    constexpr std::int64_t kilo = 1024, mega = kilo * kilo;
    if (bytes < mega) return std::to_string((bytes + kilo - 1) / kilo) + " KB";
    const std::int64_t tenths = (bytes * 10 + mega / 2) / mega;
    std::string text = std::to_string(tenths / 10);
    if (tenths % 10 != 0 && tenths < 100) text += "." + std::to_string(tenths % 10);
    return text + " MB";
}

}  // namespace bz::screens

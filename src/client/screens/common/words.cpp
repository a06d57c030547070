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
    // "Chest 5.0" is no file's name.
    const bool number = dot + 1 < record.title.size() && record.title[dot + 1] >= '0' && record.title[dot + 1] <= '9';
    const bool file_name = dot != std::string::npos && record.title.size() - dot <= sizeof(".jpeg") && !number;
    return record.title.empty() || file_name ? record_kind_name(ui, record.kind) : record.title;
}

bool is_scan(const api::Record& record) { return record.media_type == "application/dicom"; }

std::string pages_words(const ui::Ui& ui, int pages, bool scan) {
    const bool one = pages == 1;
    const std::string_view key = scan  ? one ? "records.slices.one" : "records.slices"
                                 : one ? "records.pages.one"
                                       : "records.pages.many";
    return ui.t(key, {{"n", std::to_string(pages)}});
}

std::string pages_words(const ui::Ui& ui, const api::Record& record) {
    return pages_words(ui, record.pages ? static_cast<int>(record.pages->size()) : 1, is_scan(record));
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

std::string full_day(const Page& page, std::string_view wire) {
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

std::vector<std::string> journey_steps(const ui::Ui& ui, domain::VisitKind kind) {
    if (kind == domain::VisitKind::refill)
        return {ui.t("gate.step"), ui.t("records.step"), ui.t("refill.step"), ui.t("review.step")};
    return {ui.t("gate.step"), ui.t("complaint.step"), ui.t("records.step"), ui.t("review.step")};
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

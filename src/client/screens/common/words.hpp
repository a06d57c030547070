// Words that the screens from records to read-back say alike: kinds of record, days with their year, journey titles.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/screens/common/page.hpp"

namespace bz::screens {

std::string record_kind_name(const ui::Ui& ui, domain::RecordKind kind);
// What a hospital's system calls it ("胸部 CT"), else its kind; a file's name tells nobody anything.
std::string record_title(const ui::Ui& ui, const api::Record& record);
// X-ray, CT or MRI, by slices.
bool is_scan(const api::Record& record);
// "3 页", of a scan "120 张".
std::string pages_words(const ui::Ui& ui, int pages, bool scan);
std::string pages_words(const ui::Ui& ui, const api::Record& record);
ui::Icon record_kind_icon(domain::RecordKind kind);

// Like day_words, with the year when it is another one: "2023 年 11 月 8 日".
std::string full_day(const Page& page, std::string_view wire);

// "复诊开药" or "问医生": the name of the journey in the top bar.
std::string journey_title(const ui::Ui& ui, domain::VisitKind kind);
// Its four steps up to sending.
std::vector<std::string> journey_steps(const ui::Ui& ui, domain::VisitKind kind);

// Whether a medicine goes by no courier because it must stay cold, rather than because the law says so.
bool is_cold_chain(const state::Shared& shared, std::string_view medicine);

// "2.4 MB", "18 KB"
std::string bytes_text(std::int64_t bytes);

}  // namespace bz::screens

// The words of the printed export, in both languages: for the contract's fields, for its codes, for lines of the log.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace bz::server {

struct PrintedWord {
    std::string_view key, zh, en;
    [[nodiscard]] std::string_view in(bool english) const { return english ? en : zh; }
};

// Null when it is not in the table.
[[nodiscard]] inline const PrintedWord* printed_word(std::span<const PrintedWord> table, std::string_view key) {
    const auto found = std::ranges::find(table, key, &PrintedWord::key);
    return found == table.end() ? nullptr : &*found;
}

// Null when the field has none.
[[nodiscard]] const PrintedWord* field_word(std::string_view field);
// Null for a field whose text is nobody's code, and for a code that has no word.
[[nodiscard]] const PrintedWord* value_word(std::string_view field, std::string_view value);
// What nobody reads on paper: ids, addresses of the API, codes that have no words.
[[nodiscard]] bool is_left_out(std::string_view field);

// A line of the log: "您看了病历", "a doctor looked at records".
[[nodiscard]] std::string act_words(std::string_view actor, std::string_view action, bool english);

}  // namespace bz::server

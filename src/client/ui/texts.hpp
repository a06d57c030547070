// Looks texts up by key in one language's table (assets/text/<lang>.json) and fills their {placeholders}.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bz::ui {

struct TextArg {
    const char* name;
    std::string value;
};

class Texts {
public:
    Texts() = default;
    Texts(Texts&&) = default;
    Texts& operator=(Texts&&) = default;
    Texts(const Texts&) = delete;  // the views below are of its own table
    Texts& operator=(const Texts&) = delete;

    // Keys and texts in turns, each with a zero at its end; false, and nothing changed, when it is not that.
    bool load(std::string_view table);
    bool has(std::string_view key) const;
    // An unknown key comes back as itself, so that a hole is seen; the tidy suite finds it before.
    std::string operator()(std::string_view key, std::initializer_list<TextArg> args = {}) const;

private:
    std::vector<char> table_;
    std::unordered_map<std::string_view, std::string_view> texts_;
};

}  // namespace bz::ui

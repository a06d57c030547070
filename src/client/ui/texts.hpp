// Looks texts up by key in one language's table (assets/text/<lang>.json) and fills their {placeholders}.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bz::ui {

struct TextArg {
    const char* name;
    std::string value;
};

class Texts {
public:
    // Flat JSON object of strings; false when it is not one.
    bool load(std::string_view json);
    bool has(std::string_view key) const;
    // An unknown key comes back as itself, so that a hole is seen; the tidy suite finds it before.
    std::string operator()(std::string_view key, std::initializer_list<TextArg> args = {}) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> table_;
};

}  // namespace bz::ui

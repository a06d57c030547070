#include "server/handlers/printed.hpp"

#include "base/date.hpp"
#include "base/money.hpp"
#include "server/handlers/printed_words.hpp"

#include <algorithm>
#include <map>

namespace bz::server {

namespace {

using api::Json;

// In the order of the page. A list that is not here comes after them.
constexpr std::string_view parts[] = {
    "people",      "linked_accounts", "consents",  "identity_checks", "guardianships", "papers", "carers",
    "past_carers", "mandates",        "addresses", "records",         "visits",        "orders", "payments",
    "complaints",  "help_sessions",   "sessions",  "past_sessions",   "audit_events",
};

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string day_words(Date day, bool english) {
    static constexpr const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                             "July",    "August",   "September", "October", "November", "December"};
    const std::string year = std::to_string(day.year);
    if (english) return std::to_string(day.day) + ' ' + months[day.month - 1] + ' ' + year;
    return year + "年" + std::to_string(day.month) + "月" + std::to_string(day.day) + "日";
}

std::string time_words(Instant at, bool english) {
    const DateTime time = civil(at, china_offset_minutes);
    return day_words(time.date, english) + (english ? ", " : " ") + two(time.hour) + ':' + two(time.minute);
}

std::string size_words(std::int64_t bytes) {
    constexpr std::int64_t kilo = 1000, mega = 1000 * kilo;
    if (bytes < kilo) return std::to_string(bytes) + " B";
    if (bytes < mega) return std::to_string(bytes / kilo) + " KB";
    return std::to_string(bytes / mega) + '.' + std::to_string(bytes % mega / (mega / 10)) + " MB";
}

// Names of what other parts point to by id.
using Names = std::map<std::string, std::string, std::less<>>;

void collect_names(const Json& json, Names& names) {
    if (json.is_array()) {
        for (const Json& item : json) collect_names(item, names);
        return;
    }
    if (!json.is_object()) return;
    for (const char* key : {"name", "title", "worker_name"})
        if (json.contains("id") && json.contains(key) && json["id"].is_string() && json[key].is_string())
            names.emplace(json["id"].get<std::string>(), json[key].get<std::string>());
    for (const auto& [key, item] : json.items()) collect_names(item, names);
}

class Printer {
public:
    explicit Printer(bool english) : english_(english) {}

    std::string page(const Json& account) {
        collect_names(account, names_);
        out_ = english_ ? "<!doctype html>\n<html lang=\"en\">\n" : "<!doctype html>\n<html lang=\"zh-CN\">\n";
        const char* title = english_ ? "My data" : "我的资料";
        out_ += std::string("<head><meta charset=\"utf-8\"><title>") + title + "</title></head>\n<body>\n<h1>" + title +
                "</h1>\n";
        // What is said of the whole comes first, then part by part.
        Json whole = Json::object(), rest = account;
        for (const auto& [key, value] : account.items())
            if (!value.is_array()) whole[key] = value;
        fields(whole);
        for (const std::string_view part : parts) {
            if (const auto found = rest.find(part); found != rest.end() && found->is_array()) {
                section(part, *found);
                rest.erase(found);
            }
        }
        for (const auto& [key, value] : rest.items())
            if (value.is_array()) section(key, value);
        return out_ + "</body>\n</html>\n";
    }

private:
    std::string_view word(std::string_view field) const {
        const PrintedWord* known = field_word(field);
        return known ? known->in(english_) : field;
    }

    void section(std::string_view part, const Json& items) {
        out_ += "<h2>" + escaped(word(part)) + "</h2>\n";
        if (items.empty()) out_ += english_ ? "<p>None.</p>\n" : "<p>没有。</p>\n";
        if (is_log(items)) return list(part, items);
        for (const Json& item : items) {
            value(part, item);
            out_ += "<hr>\n";
        }
    }

    void fields(const Json& object) {
        const bool by_system = object.value("from", std::string()) == "system";
        out_ += "<dl>\n";
        for (const auto& [key, item] : object.items()) {
            if (is_left_out(key) || (is_reference(key) && !is_known(item))) continue;
            out_ += "<dt>" + escaped(word(key)) + "</dt><dd>";
            value(key == "text" && by_system ? "system_text" : std::string_view(key), item);
            out_ += "</dd>\n";
        }
        out_ += "</dl>\n";
    }

    static bool is_reference(std::string_view field) { return field.ends_with("_id") || field.ends_with("_ids"); }
    bool is_known(const Json& id) const {
        if (id.is_array()) return std::ranges::any_of(id, [this](const Json& one) { return is_known(one); });
        return id.is_string() && names_.contains(id.get_ref<const std::string&>());
    }

    static bool is_act(const Json& json) {
        return json.is_object() && json.contains("action") && json.contains("actor");
    }
    static bool is_log(const Json& items) { return items.is_array() && !items.empty() && is_act(items.front()); }

    // "2026年11月22日 15:10 王芳：帮忙的工作人员指了一处"
    void act(const Json& json) {
        const auto text = [&json](const char* key) { return json.value(key, std::string()); };
        out_ += escaped(plain("at", text("at"))) + ' ';
        for (const char* name : {"name", "actor_name"})
            if (json.contains(name)) out_ += escaped(text(name)) + (english_ ? ": " : "：");
        out_ += escaped(act_words(text("actor"), text("action"), english_));
    }

    void list(std::string_view field, const Json& items) {
        out_ += "<ul>\n";
        for (const Json& item : items) {
            if (is_reference(field) && !is_known(item)) continue;
            out_ += "<li>";
            value(field, item);
            out_ += "</li>\n";
        }
        out_ += "</ul>\n";
    }

    void value(std::string_view field, const Json& json) {
        const bool text_in_two = json.is_object() && json.size() == 2 && json.contains("zh") && json.contains("en");
        if (text_in_two)
            value(field, json[english_ ? "en" : "zh"]);
        else if (is_act(json))
            act(json);
        else if (json.is_object())
            fields(json);
        else if (json.is_array())
            list(field, json);
        else if (const auto* flag = json.get_ptr<const bool*>())
            out_ += english_ ? (*flag ? "yes" : "no") : (*flag ? "是" : "否");
        else if (const auto* text = json.get_ptr<const std::string*>())
            out_ += escaped(plain(field, *text));
        else
            out_ += escaped(number(field, json));
    }

    std::string number(std::string_view field, const Json& json) const {
        if (!json.is_number_integer()) return api::dump(json);
        const auto amount = json.get<std::int64_t>();
        if (field.ends_with("_fen")) return english_ ? "¥" + yuan_text(amount) : yuan_text(amount) + " 元";
        return field == "bytes" ? size_words(amount) : std::to_string(amount);
    }

    std::string plain(std::string_view field, const std::string& text) const {
        if (const PrintedWord* known = value_word(field, text)) return std::string(known->in(english_));
        if (is_reference(field))
            if (const auto name = names_.find(text); name != names_.end()) return name->second;
        if (field == "at" || field == "since" || field.ends_with("_at") || field.ends_with("_by") ||
            field.ends_with("_until"))
            if (const auto at = parse_rfc3339(text)) return time_words(*at, english_);
        if (field.ends_with("_on"))
            if (const auto day = parse_date(text)) return day_words(*day, english_);
        return text;
    }

    bool english_;
    Names names_;
    std::string out_;
};

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string printed_account(const api::Json& account, std::string_view lang) {
    return Printer(lang == "en").page(account);
}

}  // namespace bz::server

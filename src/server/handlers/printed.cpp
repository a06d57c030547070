#include "server/handlers/printed.hpp"

namespace bz::server {

namespace {

using api::Json;

struct Label {
    std::string_view key, zh, en;
};

// Parts first, then the fields that people look for; what is not here is shown by its name in the contract.
constexpr Label labels[] = {
    {"people", "就诊人", "People"},
    {"consents", "同意记录", "Consents"},
    {"identity_checks", "身份核对", "Identity checks"},
    {"guardianships", "监护关系", "Guardianships"},
    {"carers", "亲友代办", "Carers"},
    {"addresses", "收货地址", "Addresses"},
    {"sessions", "登录的设备", "Signed-in devices"},
    {"records", "病历资料", "Records"},
    {"visits", "问诊和开药", "Visits"},
    {"orders", "订单", "Orders"},
    {"payments", "付款", "Payments"},
    {"complaints", "投诉", "Complaints"},
    {"audit_events", "谁看过、改过我的资料", "Who looked at or changed my data"},
    {"messages", "对话", "Messages"},
    {"prescriptions", "处方", "Prescriptions"},
    {"rating", "评价", "Rating"},
    {"stars", "星", "Stars"},
    {"earlier_care", "以前的看病和用药", "Earlier care"},
    {"medicines", "用过的药", "Medicines"},
    {"hospital", "医院", "Hospital"},
    {"phone", "手机号", "Phone"},
    {"exported_at", "导出时间", "Exported at"},
    {"name", "姓名或名称", "Name"},
    {"number", "证件号", "Document number"},
    {"document_type", "证件种类", "Document"},
    {"born_on", "出生日期", "Date of birth"},
    {"age", "年龄", "Age"},
    {"sex", "性别", "Sex"},
    {"relationship", "关系", "Relationship"},
    {"created_at", "时间", "Made at"},
    {"at", "时间", "Time"},
    {"state", "状态", "State"},
    {"kind", "种类", "Kind"},
    {"title", "标题", "Title"},
    {"text", "内容", "Text"},
    {"from", "发送者", "From"},
    {"by", "由", "By"},
    {"line", "地址", "Address"},
    {"amount_fen", "金额（分）", "Amount (fen)"},
    {"purpose", "用途", "Purpose"},
    {"given", "是否同意", "Given"},
    {"version", "版本", "Version"},
    {"action", "操作", "Action"},
    {"actor", "操作者", "Actor"},
    {"items", "药品", "Items"},
    {"complaint", "哪里不舒服", "What is the matter"},
    {"draft", "填写的内容", "What was filled in"},
    {"content", "文件位置", "Where the file is"},
};

class Printer {
public:
    explicit Printer(bool english) : english_(english) {}

    std::string page(const Json& account) {
        out_ = english_ ? "<!doctype html>\n<html lang=\"en\">\n" : "<!doctype html>\n<html lang=\"zh-CN\">\n";
        const char* title = english_ ? "My data" : "我的资料";
        out_ += std::string("<head><meta charset=\"utf-8\"><title>") + title + "</title></head>\n<body>\n<h1>" + title +
                "</h1>\n";
        // What is said of the whole comes first, then part by part.
        Json whole = Json::object();
        for (const auto& [key, value] : account.items())
            if (!value.is_array()) whole[key] = value;
        fields(whole);
        for (const Label& label : labels)
            if (const auto part = account.find(label.key); part != account.end() && part->is_array())
                section(label, *part);
        return out_ + "</body>\n</html>\n";
    }

private:
    std::string_view word(std::string_view key) const {
        for (const Label& label : labels)
            if (label.key == key) return english_ ? label.en : label.zh;
        return key;
    }

    void section(const Label& label, const Json& items) {
        out_ += "<h2>" + escaped(english_ ? label.en : label.zh) + "</h2>\n";
        if (items.empty()) out_ += english_ ? "<p>None.</p>\n" : "<p>没有。</p>\n";
        for (const Json& item : items) {
            value(item);
            out_ += "<hr>\n";
        }
    }

    void fields(const Json& object) {
        out_ += "<dl>\n";
        for (const auto& [key, item] : object.items()) {
            out_ += "<dt>" + escaped(word(key)) + "</dt><dd>";
            value(item);
            out_ += "</dd>\n";
        }
        out_ += "</dl>\n";
    }

    void value(const Json& json) {
        const bool text_in_two = json.is_object() && json.size() == 2 && json.contains("zh") && json.contains("en");
        if (text_in_two) {
            value(json[english_ ? "en" : "zh"]);
        } else if (json.is_object()) {
            fields(json);
        } else if (json.is_array()) {
            out_ += "<ul>\n";
            for (const Json& item : json) {
                out_ += "<li>";
                value(item);
                out_ += "</li>\n";
            }
            out_ += "</ul>\n";
        } else if (const auto* flag = json.get_ptr<const bool*>()) {
            out_ += english_ ? (*flag ? "yes" : "no") : (*flag ? "是" : "否");
        } else if (const auto* text = json.get_ptr<const std::string*>()) {
            out_ += escaped(*text);
        } else {
            out_ += escaped(api::dump(json));
        }
    }

    bool english_;
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

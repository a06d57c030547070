// Who did what, on paper: lines of the log.
#include "server/handlers/printed_words.hpp"

namespace bz::server {

namespace {

constexpr PrintedWord actors[] = {
    {"patient", "您（或照顾您的人）", "You (or who cares for you)"},
    {"doctor", "医生", "A doctor"},
    {"pharmacist", "药师", "A pharmacist"},
    {"pharmacy", "药店", "The pharmacy"},
    {"courier", "快递员", "The courier"},
    {"clerk", "核对的工作人员", "The staff who check"},
    {"helper", "帮忙的工作人员", "The staff who help"},
    {"family", "家人", "Someone of the family"},
    {"community", "社区工作人员", "The community worker"},
    {"system", "医院的系统", "The hospital's system"},
    {"", "没登录的人", "Someone not signed in"},
};

// Of help, each act has its own words.
constexpr PrintedWord help_acts[] = {
    {"help.asked", "请人帮忙", "asked for help"},
    {"help.called", "打了电话", "called"},
    {"help.ended", "结束了帮忙", "ended the help"},
    {"help.joined", "来帮忙了", "came to help"},
    {"help.knocked", "打开了链接", "followed the link"},
    {"help.let_in", "同意了", "said yes"},
    {"help.opened", "打开了一页", "opened a page"},
    {"help.pointed", "指了一处", "pointed at something"},
    {"help.proposed", "建议了填什么", "suggested what to fill in"},
    {"help.refused", "想做不能做的事，没做成", "tried what is not allowed, and was stopped"},
    {"help.resynced", "重新看了画面", "asked for the picture anew"},
    {"help.said", "说了一句话", "said a line"},
    {"help.seen", "看到了请求", "saw the request"},
    {"help.turned_away", "没有同意", "said no"},
    {"help.withdrawn", "收回了建议", "took a suggestion back"},
};

// Parts of an operation's path; what is more special stands before what is more general.
constexpr PrintedWord objects[] = {
    {"/audit-events", "这份记录", "this list"},
    {"/account/export", "资料导出", "the copy of your data"},
    {"/account/delete", "账号", "the account"},
    {"/earlier-care", "以前的用药", "earlier medicines"},
    {"/prescri", "处方", "a prescription"},
    {"/messages", "对话", "messages"},
    {"/records", "病历", "records"},
    {"/identity", "身份核对", "the identity check"},
    {"/guardianships", "监护材料", "the guardian's paper"},
    {"/carers", "亲友代办", "who cares for whom"},
    {"/consents", "同意的事", "consents"},
    {"mandate", "社区代办", "the mandate"},
    {"/desk/batch", "社区代办", "the mandate"},
    {"pickup.", "取药的证件", "the documents at the pick-up"},
    {"/sessions", "登录", "signing in"},
    {"/hand-overs", "换设备", "going on on another device"},
    {"/sms-codes", "登录", "signing in"},
    {"/orders", "订单", "an order"},
    {"/payments", "付款", "a payment"},
    {"/pay/", "付款", "a payment"},
    {"/addresses", "收货地址", "addresses"},
    {"/uploads", "传的文件", "files"},
    {"/rating", "评价", "a rating"},
    {"/complaints", "投诉", "a complaint"},
    {"/visits", "问诊", "a visit"},
    {"/people", "个人资料", "personal details"},
    {"/account", "账号", "the account"},
};

std::string object_words(std::string_view action, bool english) {
    for (const PrintedWord& object : objects)
        if (action.contains(object.key)) return std::string(object.in(english));
    return english ? "something else" : "别的事";
}

}  // namespace

std::string act_words(std::string_view actor, std::string_view action, bool english) {
    const PrintedWord* known = printed_word(actors, actor);
    const std::string who((known ? *known : *printed_word(actors, "")).in(english));
    const char* space = english ? " " : "";
    if (const PrintedWord* help = printed_word(help_acts, action)) return who + space + std::string(help->in(english));
    const bool looked = action.starts_with("GET ");
    const char* did = english ? (looked ? "looked at" : "handled") : (looked ? "看了" : "办了");
    return who + space + did + space + object_words(action, english);
}

}  // namespace bz::server

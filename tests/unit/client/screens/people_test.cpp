#include "client/screens/people/people.hpp"

#include <algorithm>

#include "client/screens/common/start_fixtures.hpp"
#include "client/state/journey.hpp"
#include "client/state/who.hpp"
#include "frame.hpp"

using namespace bz;
using screens::People;
using state::Call;
using state::Effects;
using state::Focus;
using state::Go;
using state::Reply;
using state::Route;
using test::Frame;
using test::use;
using ui::Role;
using Kind = ui::UiEvent::Kind;

namespace {

Reply reply(std::string purpose, int status, std::string body = {}) {
    return {.purpose = std::move(purpose), .status = status, .body = std::move(body), .etag = {}};
}

// The family of the fixtures, as it is on one of their pages.
state::Shared shared_of(std::string_view fixture) {
    for (auto& one : People::fixtures())
        if (one.name == fixture) return one.shared;
    FAIL("there is no such fixture");
    return {};
}

struct At {
    People::Model model;
    state::Shared shared;
    explicit At(std::string_view fixture) : shared(shared_of(fixture)) {}
    template <class Msg>
    Effects press(Msg msg) {
        return People::update(model, shared, msg);
    }
    Frame<People> frame(Route route) const { return Frame<People>(model, shared, route); }
};

const Call& call_of(const Effects& effects) {
    REQUIRE_FALSE(effects.empty());
    REQUIRE(std::holds_alternative<Call>(effects[0]));
    return std::get<Call>(effects[0]);
}

}  // namespace

TEST_CASE("people: nobody is cared for before one's own identity is known") {
    const At at("unregistered");
    const Frame<People> frame = at.frame(Route::people);
    CHECK_FALSE(frame.find(Role::button, "我来照顾一位家人"));
    CHECK(frame.find(Role::button, "去登记"));
}

TEST_CASE("people: a code that is read out is sent as digits, and what is wrong with it is said") {
    At at("code_empty");
    CHECK(at.press(People::CodeSent{}) == Effects{Focus{"errors.title"}});
    CHECK(at.frame(Route::care).find(Role::link, "请填 8 位码。"));
    at.press(People::CodeTyped{"4820 731"});
    CHECK(at.press(People::CodeSent{}) == Effects{Focus{"errors.title"}});
    CHECK(at.frame(Route::care).says("码是 8 个数字。请他再念一遍。"));
    at.press(People::CodeTyped{"4820 7315"});
    const Call call = call_of(at.press(People::CodeSent{}));
    CHECK(call.path == "/carers/accept");
    CHECK(call.body == R"({"code":"48207315"})");
    CHECK(at.press(People::CodeSent{}).empty());  // once

    api::Problem wrong;
    wrong.code = "code_wrong";
    wrong.attempts_left = 4;
    CHECK(People::on_reply(at.model, at.shared, reply("people.accept", 422, api::write(wrong))) ==
          Effects{Focus{"errors.title"}});
    CHECK(at.frame(Route::care).says("还能试 4 次"));
    CHECK(at.shared.draft.care_code == "4820 7315");  // nothing typed is lost
}

TEST_CASE("people: taken up, the person's page says what one may do") {
    At at("code_wrong");
    at.press(People::CodeSent{});
    const api::Carer carer{.id = "carer-2",
                           .side = "received",
                           .state = "active",
                           .person_id = "person-3",
                           .person_name = "周桂兰",
                           .relationship = "parent",
                           .carer_name = "任长河",
                           .created_at = "2026-07-20T09:30:00+08:00"};
    const Effects effects = People::on_reply(at.model, at.shared, reply("people.accept", 200, api::write(carer)));
    CHECK(effects.back() == state::Effect{Go{Route::person, true}});
    CHECK(at.frame(Route::person).says("加好了，可以照顾周桂兰了"));
    CHECK(at.shared.draft.care_code.empty());
}

TEST_CASE("people: letting someone in asks who it is, makes one code, shows it large and once") {
    At at("let_in");
    CHECK(at.press(People::MakeCodePressed{}) == Effects{Focus{"errors.title"}});
    at.press(People::RelationshipChosen{"parent"});
    const Call first = call_of(at.press(People::MakeCodePressed{}));
    CHECK(first.body == R"({"person_id":"person-1","relationship":"parent"})");
    // A lost answer: the same try, also after a reload, which forgets the model.
    at.model = {};
    at.shared.context.fresh_id = "fresh-2";
    CHECK(call_of(at.press(People::MakeCodePressed{})).idempotency_key == first.idempotency_key);
    const api::Carer carer{.id = "carer-3",
                           .side = "given",
                           .state = "invited",
                           .person_id = "person-1",
                           .person_name = "任长河",
                           .relationship = "parent",
                           .created_at = "2026-07-20T09:30:00+08:00",
                           .code = "48207315",
                           .code_expires_at = "2026-07-20T09:40:00+08:00"};
    People::on_reply(at.model, at.shared, reply("people.invite", 201, api::write(carer)));
    const Frame<People> frame = at.frame(Route::care_code);
    CHECK(frame.says("4 8 2 0 7 3 1 5"));
    CHECK(frame.says("09:40 前能用，只能用一次"));
    CHECK(api::write(at.shared.draft.care_code).find("48207315") == std::string::npos);
    at.press(People::DonePressed{});
    CHECK_FALSE(at.frame(Route::care_code).says("4 8 2 0 7 3 1 5"));
}

TEST_CASE("people: the one who made a code sees when it was taken") {
    At at("let_in");
    at.model.made = {"carer-1", "48207315", "2026-07-20T09:40:00+08:00"};
    CHECK(at.frame(Route::care_code).says("任晓梅可以帮忙了"));
}

TEST_CASE("people: care ends from either side, after a question that says what stops") {
    At at("cared_for");
    const Frame<People> asked = use<People>(at.model, at.shared, Route::person, Role::button, "不再照顾他");
    REQUIRE(asked.sent.size() == 1);
    People::update(at.model, at.shared, asked.sent[0]);
    CHECK(at.frame(Route::person).says("您看不到他的病历和订单了"));
    at.shared.draft.person_id = "person-3";
    const Call call = call_of(at.press(People::EndConfirmed{}));
    CHECK(call.method == "DELETE");
    CHECK(call.path == "/carers/carer-2");
    const Effects effects = People::on_reply(at.model, at.shared, reply("people.end", 204));
    CHECK(effects.back() == state::Effect{Go{Route::people, true}});
    CHECK(at.shared.draft.person_id.empty());

    At given("end_given");
    given.press(People::EndCareAsked{"carer-1"});
    CHECK(given.frame(Route::people).says("不让任晓梅帮忙了吗？"));
    given.press(People::EndConfirmed{});
    People::on_reply(given.model, given.shared, reply("people.end", 0));
    CHECK(given.model.problem == "offline");
    CHECK_FALSE(given.model.asked_carer.empty());  // the question stays, and can be answered again
}

TEST_CASE("people: a mandate is seen where it holds, and taken back after a question") {
    At at("family");
    CHECK(at.frame(Route::people).says("槐荫社区卫生服务站。替任长河续药、取药，到 2027 年 3 月 1 日"));
    const Frame<People> asked = use<People>(at.model, at.shared, Route::people, Role::button, "收回 何秀英");
    REQUIRE(asked.sent.size() == 1);
    People::update(at.model, at.shared, asked.sent[0]);
    CHECK(at.frame(Route::people).says("不让何秀英替任长河续药、取药了吗？"));
    const Call call = call_of(at.press(People::EndConfirmed{}));
    CHECK(call.method == "DELETE");
    CHECK(call.path == "/mandates/mandate-1");
    People::on_reply(at.model, at.shared, reply("people.end", 0));
    CHECK(at.frame(Route::people).says("不让何秀英替任长河续药、取药了吗？"));  // offline: the question stays
    at.press(People::EndConfirmed{});
    const Effects effects = People::on_reply(at.model, at.shared, reply("people.end", 204));
    CHECK_FALSE(at.model.asks_end());
    CHECK(std::ranges::any_of(effects, [](const state::Effect& one) {
        const Call* load = std::get_if<Call>(&one);
        return load != nullptr && load->path == "/mandates";
    }));

    At photographed("mandate_paper");
    const Frame<People> looked =
        use<People>(photographed.model, photographed.shared, Route::people, Role::button, "看看 何秀英的委托书照片");
    REQUIRE(looked.sent.size() == 1);
    CHECK(People::update(photographed.model, photographed.shared, looked.sent[0]) == Effects{state::Go{Route::viewer}});
    CHECK(photographed.shared.viewing.source == "mandate:mandate-1");
    CHECK_FALSE(At("family").frame(Route::people).says("委托书照片"));

    At child("child");  // somebody else's page does not show it
    CHECK_FALSE(child.frame(Route::person).says("何秀英"));
    At over("self");
    CHECK(over.frame(Route::person).says("何秀英"));
    over.shared.mandates.value->items[0].state = "ended";
    CHECK_FALSE(over.frame(Route::person).says("何秀英"));
}

TEST_CASE("people: a guardian's paper goes when it is there, and is asked for when it is not") {
    At at("guardian");
    CHECK(at.press(People::PaperSent{}) == Effects{Focus{"errors.title"}});
    CHECK(at.frame(Route::guardian).find(Role::heading, "有 2 处要改一下"));
    at.press(People::BasisChosen{domain::GuardianshipBasis::parent});
    state::FileNews news;
    news.file = "f1";
    news.picker = "people.paper";
    news.state = "picked";
    CHECK(People::on_file(at.model, at.shared, news) == Effects{state::Upload{"f1"}});
    CHECK(at.press(People::PaperSent{}).empty());
    news.state = "done";
    news.upload_id = "upload-1";
    const Call call = call_of(People::on_file(at.model, at.shared, news));
    CHECK(call.path == "/guardianships");
    CHECK(call.body == R"({"basis":"parent","document_upload_id":"upload-1","person_id":"person-2"})");
    const Effects effects = People::on_reply(at.model, at.shared, reply("people.guardian", 201, "{}"));
    CHECK(effects.back() == state::Effect{Go{Route::person, true}});
}

TEST_CASE("people: with several in the account a request asks whom it is for; a young child needs its guardian there") {
    At at("who");
    state::Draft& draft = at.shared.draft;
    draft.started = true;
    draft.red_flags_none = true;
    draft.diagnosed = domain::Diagnosed::yes;
    draft.changed = domain::Changed::same;
    CHECK(state::next_route(at.shared) == Route::who);
    CHECK(at.press(People::WhoContinued{}) == Effects{Focus{"errors.title"}});
    at.press(People::WhoChosen{"person-2"});
    CHECK(at.press(People::WhoContinued{}) == Effects{Focus{"errors.title"}});
    CHECK(at.frame(Route::who).says("6 岁以下要监护人陪着，请先勾上。"));
    at.press(People::PresenceTicked{true});
    CHECK(at.press(People::WhoContinued{}) == Effects{Go{Route::records, true}});
    CHECK(state::visit_draft(draft).guardian_present == true);
}

TEST_CASE("people: another person's request starts without the first one's papers and medicines") {
    At at("who");
    state::Draft& draft = at.shared.draft;
    at.press(People::WhoChosen{"person-1"});
    draft.visit_id = "visit-1";
    draft.medicine_ids = {"m1"};
    draft.uploads.push_back(
        {.file = "f1", .name = "a.jpg", .state = "sending", .upload_id = {}, .record_id = {}, .error = {}});
    at.shared.earlier_care.value = api::EarlierCare{};
    const Effects effects = state::choose_person(at.shared, "person-3");
    CHECK(std::ranges::contains(effects, state::Effect{state::StopUpload{"f1", true}}));
    CHECK(call_of(effects).path == "/visits/visit-1/cancel");
    CHECK(draft.visit_id.empty());
    CHECK(draft.medicine_ids.empty());
    CHECK(draft.uploads.empty());
    CHECK_FALSE(at.shared.earlier_care);
    CHECK(state::choose_person(at.shared, "person-3").empty());
}

TEST_CASE("people: a child's details begin empty, with what a child has") {
    At at("family");
    at.shared.draft.name = "任长河";
    at.shared.draft.number = "990101195303150115";
    CHECK(at.press(People::ChildPressed{}) == Effects{Go{Route::identity}});
    CHECK(at.shared.draft.name.empty());
    CHECK(at.shared.draft.number.empty());
    CHECK(at.shared.draft.relationship == "child");
    CHECK(at.shared.draft.document_type == domain::DocumentType::household_register);
}

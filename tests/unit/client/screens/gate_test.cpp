#include "client/screens/gate/gate.hpp"

#include <algorithm>

#include "client/screens/common/start_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using domain::Changed;
using domain::Diagnosed;
using domain::VisitKind;
using screens::Gate;
using state::Effects;
using state::Focus;
using state::Go;
using state::Route;
using test::Frame;
using test::use;
using ui::Role;

namespace {

struct Begun {
    state::Shared shared = screens::start_visitor();
    Gate::Model model;
    explicit Begun(VisitKind kind = VisitKind::refill) {
        shared.draft.started = true;
        shared.draft.kind = kind;
    }
    template <class Msg>
    Effects press(Msg msg) {
        return Gate::update(model, shared, msg);
    }
};

}  // namespace

TEST_CASE("gate: a refill is asked three questions, then signs in") {
    Begun begun;
    CHECK(begun.press(Gate::NonePressed{}) == Effects{Go{Route::diagnosed}});
    begun.press(Gate::DiagnosedChosen{Diagnosed::yes});
    CHECK(begun.press(Gate::DiagnosedContinued{}) == Effects{Go{Route::changed}});
    begun.press(Gate::ChangedChosen{Changed::same});
    CHECK(begun.press(Gate::ChangedContinued{}) == Effects{Go{Route::sign_in}});
    CHECK(begun.shared.draft.kind == VisitKind::refill);
}

TEST_CASE("gate: a consultation is asked about danger only") {
    Begun begun(VisitKind::consultation);
    CHECK(begun.press(Gate::NonePressed{}) == Effects{Go{Route::sign_in}});
    const Frame<Gate> frame(begun.model, begun.shared, Route::red_flags);
    CHECK_FALSE(frame.says("个问题"));
    CHECK(frame.says("问医生"));
}

TEST_CASE("gate: danger ends at 120") {
    Begun begun;
    const auto yes = use<Gate>(begun.model, begun.shared, Route::red_flags, Role::button, "有，现在打 120");
    REQUIRE(yes.sent.size() == 1);
    CHECK(Gate::update(begun.model, begun.shared, yes.sent[0]) == Effects{Go{Route::emergency}});
    CHECK_FALSE(begun.shared.draft.red_flags_none);

    const auto named = use<Gate>(begun.model, begun.shared, Route::red_flags, Role::button, "喘不上气，躺不平");
    REQUIRE(named.sent.size() == 1);
    CHECK(Gate::update(begun.model, begun.shared, named.sent[0]) == Effects{Go{Route::emergency}});
    const Frame<Gate> frame(begun.model, begun.shared, Route::emergency);
    CHECK(frame.says("您选了“喘不上气，躺不平”。"));
    CHECK(frame.at(Role::link, "拨打 120").href == "tel:120");

    // Back, and it was a slip: the way is open again.
    CHECK(begun.press(Gate::NonePressed{}) == Effects{Go{Route::diagnosed}});
    CHECK(begun.shared.draft.red_flag.empty());
}

TEST_CASE("gate: what to say on the phone is read out") {
    for (const auto& fixture : screens::Gate::fixtures()) {
        if (fixture.name != "emergency_named") continue;
        const auto frame = use<Gate>(fixture.model, fixture.shared, fixture.route, Role::button, "大声念出来");
        REQUIRE(frame.sent.size() == 1);
        Gate::Model model;
        state::Shared shared = fixture.shared;
        CHECK(Gate::update(model, shared, frame.sent[0]) ==
              Effects{state::Speak{
                  "我叫任长河，73 岁。\n胸口压着疼，超过 15 分钟。\n我在江岸区柳堤路 18 号 3 栋 501。\n"}});
    }
}

TEST_CASE("gate: nobody says none to a list that is not there") {
    Begun begun;
    begun.shared.hospital = {};
    begun.shared.hospital.load = state::Load::failed;
    begun.shared.hospital.error = "offline";
    const Frame<Gate> frame(begun.model, begun.shared, Route::red_flags);
    CHECK_FALSE(frame.find(Role::button, "都没有，继续"));
    CHECK(frame.find(Role::button, "有，现在打 120"));
    CHECK(begun.press(Gate::RetryPressed{}) == Effects{state::load_hospital()});
    CHECK(begun.press(Gate::RetryPressed{}).empty());
}

TEST_CASE("gate: an unanswered question is named, not guessed") {
    Begun begun;
    begun.shared.draft.red_flags_none = true;
    CHECK(begun.press(Gate::DiagnosedContinued{}) == Effects{Focus{"errors.title"}});
    CHECK(Frame<Gate>(begun.model, begun.shared, Route::diagnosed).find(Role::link, "请选一个。"));
    CHECK(begun.press(Gate::ChangedContinued{}) == Effects{Focus{"errors.title"}});
    CHECK(Frame<Gate>(begun.model, begun.shared, Route::changed).find(Role::link, "请选一个。"));
}

TEST_CASE("gate: not diagnosed is not a refill, and leads somewhere") {
    Begun begun;
    begun.press(Gate::NonePressed{});
    const auto chosen = use<Gate>(begun.model, begun.shared, Route::diagnosed, Role::radio, "没有，第一次看",
                                  ui::UiEvent::Kind::toggle);
    REQUIRE(chosen.sent.size() == 1);
    begun.press(chosen.sent[0]);
    CHECK(begun.press(Gate::DiagnosedContinued{}) == Effects{Go{Route::not_refill}});
    const Frame<Gate> frame(begun.model, begun.shared, Route::not_refill);
    CHECK(frame.find(Role::link, "打 400-000-6120"));
    CHECK(frame.says("医院 1 楼服务台"));
    CHECK(frame.says("诊察费 15 元，只解答，不开药。"));

    Begun again = begun;
    CHECK(again.press(Gate::AnswerAgainPressed{}) == Effects{Go{Route::diagnosed}});
    CHECK(again.shared.draft.diagnosed == Diagnosed::unanswered);
    CHECK(begun.press(Gate::AskInsteadPressed{}) == Effects{Go{Route::sign_in}});
    CHECK(begun.shared.draft.kind == VisitKind::consultation);
}

TEST_CASE("gate: who does not know gets a person") {
    Begun begun;
    begun.press(Gate::NonePressed{});
    begun.press(Gate::DiagnosedChosen{Diagnosed::unsure});
    CHECK(begun.press(Gate::DiagnosedContinued{}) == Effects{Go{Route::help}});
}

TEST_CASE("gate: a change makes it a consultation and keeps everything") {
    for (const Changed answer : {Changed::changed, Changed::unsure}) {
        Begun begun;
        begun.press(Gate::NonePressed{});
        begun.press(Gate::DiagnosedChosen{Diagnosed::yes});
        begun.shared.draft.medicine_ids = {"m1"};
        begun.shared.draft.uploads.push_back(
            {.file = "f", .name = "a.jpg", .state = "recorded", .upload_id = "u", .record_id = "r", .error = {}});
        begun.press(Gate::ChangedChosen{answer});
        begun.press(Gate::ChangeTyped{"走快路气短"});
        const Frame<Gate> frame(begun.model, begun.shared, Route::changed);
        CHECK(frame.says("先让医生问清楚，这次不开药"));
        CHECK(frame.says("您填的、传的都留着"));
        CHECK(frame.find(Role::button, "好，先问医生"));
        CHECK(begun.press(Gate::ChangedContinued{}) == Effects{Go{Route::sign_in}});
        CHECK(begun.shared.draft.kind == VisitKind::consultation);
        CHECK(begun.shared.draft.complaint == "走快路气短");
        CHECK(begun.shared.draft.medicine_ids.size() == 1);
        CHECK(begun.shared.draft.uploads.size() == 1);
        // A changed mind on the same page is possible.
        begun.press(Gate::ChangedChosen{Changed::same});
        begun.press(Gate::ChangedContinued{});
        CHECK(begun.shared.draft.kind == VisitKind::refill);
    }
}

TEST_CASE("gate: elder size keeps the danger signs, in short words") {
    Begun begun;
    begun.shared.elder = true;
    const Frame<Gate> frame(begun.model, begun.shared, Route::red_flags);
    CHECK(frame.find(Role::button, "胸口压着疼"));
    CHECK(frame.find(Role::button, "有，现在打 120"));
}

TEST_CASE("gate: the hospital's own questions come in its order, with its words") {
    auto fixtures = Gate::fixtures();
    const auto fixture =
        *std::find_if(fixtures.begin(), fixtures.end(), [](auto& one) { return one.name == "question"; });
    state::Shared shared = fixture.shared;
    Gate::Model model;
    CHECK(Gate::update(model, shared, Gate::NonePressed{}) == Effects{Go{Route::question}});
    const Frame<Gate> frame(model, shared, Route::question);
    CHECK(frame.says("您现在怀孕或在喂奶吗？"));
    CHECK(frame.says("第 2 个问题，共 3 个"));
    CHECK(Gate::update(model, shared, Gate::QuestionContinued{}) == Effects{Focus{"errors.title"}});
    Gate::update(model, shared, Gate::QuestionAnswered{"pregnant", "no"});
    CHECK(Gate::update(model, shared, Gate::QuestionContinued{}) == Effects{Go{Route::diagnosed}});
    // It names no question about changes, so none is asked.
    Gate::update(model, shared, Gate::DiagnosedChosen{Diagnosed::yes});
    CHECK(Gate::update(model, shared, Gate::DiagnosedContinued{}) == Effects{Go{Route::sign_in}});
    const api::VisitDraft draft = state::visit_draft(shared.draft);
    REQUIRE(draft.gate->answers);
    CHECK(draft.gate->answers->front().question == "pregnant");
    CHECK(draft.gate->answers->front().answer == "no");
}

TEST_CASE("gate: where the answers to own questions lead") {
    auto fixtures = Gate::fixtures();
    const auto fixture =
        *std::find_if(fixtures.begin(), fixtures.end(), [](auto& one) { return one.name == "question"; });
    const auto after = [&](std::string answer, domain::GateLead lead) {
        state::Shared shared = fixture.shared;
        (*shared.hospital.value->gate)[0].answers[1].leads_to = lead;
        Gate::Model model;
        Gate::update(model, shared, Gate::QuestionAnswered{"pregnant", std::move(answer)});
        const Effects effects = Gate::update(model, shared, Gate::QuestionContinued{});
        return std::pair(std::get<Go>(effects.front()).route, shared.draft.kind);
    };
    CHECK(after("yes", domain::GateLead::emergency).first == Route::emergency);
    CHECK(after("yes", domain::GateLead::stop).first == Route::not_refill);
    CHECK(after("yes", domain::GateLead::staff).first == Route::help);
    CHECK(after("yes", domain::GateLead::consultation) == std::pair(Route::sign_in, VisitKind::consultation));
}

TEST_CASE("gate: on days with an exception a new illness may come, too") {
    auto fixtures = Gate::fixtures();
    auto fixture =
        *std::find_if(fixtures.begin(), fixtures.end(), [](auto& one) { return one.name == "diagnosed_first_visits"; });
    const Frame<Gate> frame(fixture.model, fixture.shared, Route::diagnosed);
    CHECK(frame.says("流感季，新发的发烧咳嗽也能在网上看。"));
    Gate::update(fixture.model, fixture.shared, Gate::DiagnosedChosen{Diagnosed::no});
    CHECK(Gate::update(fixture.model, fixture.shared, Gate::DiagnosedContinued{}) == Effects{Go{Route::sign_in}});
    fixture.shared.hospital.value->first_visits_today = false;
    CHECK(Gate::update(fixture.model, fixture.shared, Gate::DiagnosedContinued{}) == Effects{Go{Route::not_refill}});
}

TEST_CASE("gate: for the same again, nothing changed is one press") {
    Begun begun;
    begun.shared.draft.repeat = true;
    begun.shared.draft.diagnosed = Diagnosed::yes;
    CHECK(begun.press(Gate::NonePressed{}) == Effects{Go{Route::changed}});
    const auto pressed = use<Gate>(begun.model, begun.shared, Route::changed, Role::button, "没变化，和以前一样");
    REQUIRE(pressed.sent.size() == 1);
    CHECK(Gate::update(begun.model, begun.shared, pressed.sent[0]) == Effects{Go{Route::sign_in}});
    begun.press(Gate::ChangedAnswered{Changed::changed});
    CHECK_FALSE(begun.shared.draft.repeat);
    const Frame<Gate> usual(begun.model, begun.shared, Route::changed);
    CHECK(usual.find(Role::textbox, "哪里变了？"));
}

#include "client/screens/home/home.hpp"

#include <algorithm>

#include "client/screens/common/start_fixtures.hpp"
#include "client/state/journey.hpp"
#include "frame.hpp"

using namespace bz;
using screens::Home;
using state::Effects;
using state::Go;
using state::Route;
using test::Frame;
using test::use;
using ui::Role;

namespace {

api::Visit visit(domain::VisitState state) {
    api::Visit made;
    made.id = "visit-1";
    made.kind = domain::VisitKind::refill;
    made.state = state;
    return made;
}

void under_way(state::Shared& shared, domain::VisitState state) {
    shared.account.value->open_visit_id = "visit-1";
    shared.draft.visit_id = "visit-1";
    shared.draft.started = true;
    shared.visit.load = state::Load::loaded;
    shared.visit.value = visit(state);
}

}  // namespace

TEST_CASE("home: the prerendered page makes sense with no data") {
    const Frame<Home> frame({}, {}, Route::home);
    CHECK(frame.find(Role::heading, "您好"));
    CHECK(frame.find(Role::button, "复诊开药"));
    CHECK(frame.find(Role::button, "问医生"));
    CHECK(frame.says("付钱前，先告诉您多少钱、等多久"));
    CHECK(frame.find(Role::link, "打电话"));
    CHECK_FALSE(frame.says("0 元"));
}

TEST_CASE("home: fees and minutes come from the hospital's rules") {
    const Frame<Home> frame({}, screens::start_visitor(), Route::home);
    CHECK(frame.says("诊察费 15 元，医保可报"));
    CHECK(frame.says("约 18 分钟回复"));
    CHECK(frame.says("15 元，约 18 分钟回复"));
    CHECK(frame.find(Role::button, "青岚市第一人民医院互联网医院"));
}

TEST_CASE("home: greets by name, with care for names") {
    state::Shared shared = screens::start_signed_in(true);
    CHECK(Frame<Home>({}, shared, Route::home).find(Role::heading, "任先生，上午好"));
    shared.account.value->people[0].name = "欧阳明月";
    shared.account.value->people[0].sex = "female";
    CHECK(Frame<Home>({}, shared, Route::home).find(Role::heading, "欧阳女士，上午好"));
    shared.account.value->people[0].name = "Jared";
    CHECK(Frame<Home>({}, shared, Route::home).find(Role::heading, "Jared，上午好"));
    shared.english = true;
    CHECK(Frame<Home>({}, shared, Route::home).find(Role::heading, "Good morning, Jared"));
    shared.english = false;
    shared.account.value->people[0] = {"p", "任小河", "self", "", 6, "male", true};
    CHECK(Frame<Home>({}, shared, Route::home).find(Role::heading, "任小河，上午好"));
}

TEST_CASE("home: a card begins with the danger signs and keeps what was typed") {
    state::Shared shared = screens::start_visitor();
    shared.draft.complaint = "头晕";
    shared.draft.red_flags_none = true;
    shared.draft.changed = domain::Changed::same;
    Home::Model model;
    const auto frame = use<Home>(model, shared, Route::home, Role::button, "问医生");
    REQUIRE(frame.sent.size() == 1);
    CHECK(Home::update(model, shared, frame.sent[0]) == Effects{Go{Route::red_flags}});
    CHECK(shared.draft.kind == domain::VisitKind::consultation);
    CHECK(shared.draft.started);
    CHECK_FALSE(shared.draft.red_flags_none);
    CHECK(shared.draft.changed == domain::Changed::unanswered);
    CHECK(shared.draft.complaint == "头晕");
}

TEST_CASE("home: while something is under way both cards lead to it") {
    state::Shared shared = screens::start_signed_in(true);
    under_way(shared, domain::VisitState::in_consultation);
    Home::Model model;
    CHECK(Home::update(model, shared, Home::CardPressed{domain::VisitKind::refill}) == Effects{Go{Route::chat}});
    CHECK(Home::update(model, shared, Home::ResumePressed{}) == Effects{Go{Route::chat}});
    CHECK(shared.draft.visit_id == "visit-1");
}

TEST_CASE("home: a draft that the server holds too is no obstacle to the other choice") {
    state::Shared shared = screens::start_signed_in(true);
    under_way(shared, domain::VisitState::draft);
    Home::Model model;
    CHECK(Home::update(model, shared, Home::CardPressed{domain::VisitKind::consultation}) ==
          Effects{Go{Route::red_flags}});
    CHECK(shared.draft.visit_id == "visit-1");
}

TEST_CASE("home: a finished journey leaves nothing in the next one") {
    state::Shared shared = screens::start_signed_in(true);
    under_way(shared, domain::VisitState::concluded);
    shared.account.value->open_visit_id.reset();
    shared.draft.complaint = "头晕";
    shared.draft.submit_key = "old";
    Home::Model model;
    CHECK(Home::update(model, shared, Home::CardPressed{domain::VisitKind::refill}) == Effects{Go{Route::red_flags}});
    CHECK(shared.draft.visit_id.empty());
    CHECK(shared.draft.complaint.empty());
    CHECK(shared.draft.submit_key.empty());
    CHECK(shared.draft.phone == "13900002468");
}

TEST_CASE("home: the card that goes on says where things stand") {
    for (const auto& fixture : screens::Home::fixtures()) {
        const Frame<Home> frame(fixture.model, fixture.shared, fixture.route);
        if (fixture.name == "draft") {
            CHECK(frame.find(Role::button, "接着填上次的续方"));
            CHECK(frame.says("还差 2 步"));
            CHECK(frame.says("有一单在办"));
            CHECK(frame.says("12 份"));
        }
        if (fixture.name == "waiting") CHECK(frame.says("最晚 15:10 前回复您"));
        if (fixture.name == "visitor") CHECK_FALSE(frame.says("接着填"));
    }
}

TEST_CASE("home: an emergency in the draft is asked about afresh") {
    state::Shared shared = screens::start_visitor();
    shared.draft.started = true;
    shared.draft.red_flag = "chest_pain";
    Home::Model model;
    CHECK(Home::update(model, shared, Home::ResumePressed{}) == Effects{Go{Route::red_flags}});
}

TEST_CASE("home: orders") {
    state::Shared shared = screens::start_signed_in(true);
    Home::Model model;
    CHECK(Home::update(model, shared, Home::OrdersPressed{}) == Effects{});
    CHECK(Frame<Home>(model, shared, Route::home).says("还没有订单"));
    shared.account.value->open_order_id = "order-1";
    CHECK(Home::update(model, shared, Home::OrdersPressed{}) ==
          Effects{state::load_order("order-1"), Go{Route::order}});
    CHECK(shared.draft.order_id == "order-1");
}

TEST_CASE("home: looks belong to the frame, not to the screen") {
    const state::Shared shared = screens::start_visitor();
    using screens::ChromeMsg;
    CHECK(use<Home>({}, shared, Route::home, Role::button, "长辈版").chrome == std::vector{ChromeMsg::toggle_size});
    CHECK(use<Home>({}, shared, Route::home, Role::button, "English").chrome ==
          std::vector{ChromeMsg::toggle_language});
    CHECK(use<Home>({}, shared, Route::home, Role::button, "青岚市第一人民医院互联网医院").chrome ==
          std::vector{ChromeMsg::licence});
}

TEST_CASE("home: entering loads what is missing, once") {
    state::Shared shared;
    shared.signed_in = true;
    Home::Model model;
    CHECK(Home::on_enter(model, shared, Route::home) == Effects{state::load_hospital(), state::load_account()});
    CHECK(Home::on_enter(model, shared, Route::home) == Effects{});
}

TEST_CASE("home: while something is open news are listened to") {
    state::Shared shared = screens::start_signed_in(true);
    shared.account.load = state::Load::loading;
    shared.earlier_care.load = state::Load::loading;
    Home::Model model;
    CHECK(Home::on_change(model, shared, Route::home) == Effects{});
    shared.account.value->open_order_id = "order-1";
    CHECK(Home::on_change(model, shared, Route::home) == Effects{state::Listen{true}});
}

TEST_CASE("home: how long medicine lasts is asked anew each time, for some may have come since") {
    state::Shared shared = screens::start_signed_in(true);
    shared.account.load = state::Load::loading;  // not what this is about
    shared.earlier_care.load = state::Load::loaded;
    shared.earlier_care.value.emplace();
    Home::Model model;
    const std::string id = shared.person()->id;
    CHECK(Home::on_enter(model, shared, Route::home) == Effects{state::load_earlier_care(id)});
    CHECK(Home::on_change(model, shared, Route::home) == Effects{});  // under way
}

TEST_CASE("home: signing out asks, tells the server, and leaves nothing behind") {
    state::Shared shared = screens::start_signed_in(true);
    shared.elder = true;
    shared.draft.name = "任长河";
    Home::Model model;
    CHECK(Home::update(model, shared, Home::SignOutPressed{}) == Effects{});
    CHECK(Frame<Home>(model, shared, Route::home).find(Role::dialog, "退出登录吗？"));
    const Effects asked = Home::update(model, shared, Home::SignOutConfirmed{});
    REQUIRE(asked.size() == 1);
    CHECK(std::get<state::Call>(asked[0]).path == "/sessions/current");
    CHECK(Home::update(model, shared, Home::SignOutConfirmed{}) == Effects{});
    CHECK(Home::on_reply(model, shared, {.purpose = "home.sign_out", .status = 0, .body = {}, .etag = {}}) ==
          Effects{state::KeepSession{}});
    CHECK_FALSE(shared.signed_in);
    CHECK_FALSE(shared.account);
    CHECK(shared.draft.name.empty());
    CHECK(shared.elder);
    CHECK(shared.hospital);
}

TEST_CASE("home: what runs out soon is offered again, in three presses to the read-back") {
    auto fixtures = Home::fixtures();
    auto fixture = *std::find_if(fixtures.begin(), fixtures.end(), [](auto& one) { return one.name == "repeat"; });
    state::Shared& shared = fixture.shared;
    shared.account.value->records_count = 2;
    const auto pressed = use<Home>(fixture.model, shared, Route::home, Role::button, "阿托伐他汀钙片还能吃 5 天");
    REQUIRE(pressed.sent.size() == 1);
    CHECK(Home::update(fixture.model, shared, pressed.sent[0]) == Effects{Go{Route::red_flags}});
    CHECK(shared.draft.repeat);
    CHECK(shared.draft.medicine_ids == std::vector<std::string>{"m1"});
    CHECK(shared.draft.weeks == 4);
    CHECK_FALSE(shared.draft.red_flags_none);
    CHECK(shared.draft.changed == domain::Changed::unanswered);
    // The two questions that are about now, a press each; then everything is there to be read.
    CHECK(state::next_route(shared) == Route::red_flags);
    shared.draft.red_flags_none = true;
    CHECK(state::next_route(shared) == Route::changed);
    shared.draft.changed = domain::Changed::same;
    CHECK(state::next_route(shared) == Route::review);
}

TEST_CASE("home: a reminder comes when it is time, and not beside something begun") {
    auto fixtures = Home::fixtures();
    auto fixture = *std::find_if(fixtures.begin(), fixtures.end(), [](auto& one) { return one.name == "repeat"; });
    state::Shared& shared = fixture.shared;
    const auto says = [&](std::string_view words) { return Frame<Home>({}, shared, Route::home).says(words); };
    CHECK(says("还能吃 5 天"));
    shared.earlier_care.value->supply->runs_out_on = "2026-07-21";
    CHECK(says("阿托伐他汀钙片今天吃完"));
    shared.earlier_care.value->supply->runs_out_on = "2026-08-20";
    CHECK_FALSE(says("接着开同样的药"));
    shared.earlier_care.value->supply->runs_out_on = "2026-07-25";
    under_way(shared, domain::VisitState::queued);
    CHECK_FALSE(says("接着开同样的药"));
}

TEST_CASE("home: more weeks than are simple are asked for anew") {
    auto fixtures = Home::fixtures();
    auto fixture = *std::find_if(fixtures.begin(), fixtures.end(), [](auto& one) { return one.name == "repeat"; });
    fixture.shared.earlier_care.value->supply->weeks = 12;
    Home::update(fixture.model, fixture.shared, Home::RepeatPressed{});
    CHECK(fixture.shared.draft.weeks == 4);
    CHECK_FALSE(fixture.shared.draft.long_supply_confirmed);
}

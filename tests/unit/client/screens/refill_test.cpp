#include "client/screens/refill/refill.hpp"

#include <algorithm>

#include "client/screens/common/journey_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using ui::Role;

namespace {

struct Start {
    Refill::Model model;
    Shared shared = sample_journey(domain::VisitKind::refill);
    Effects update(Refill::Msg msg) { return Refill::update(model, shared, msg); }
};

const RefillFixture& fixture(std::string_view name) {
    static const auto all = Refill::fixtures();
    return *std::ranges::find(all, name, &RefillFixture::name);
}

test::Frame<Refill> drawn(std::string_view name) {
    return test::Frame<Refill>(fixture(name).model, fixture(name).shared, Route::refill);
}

}  // namespace

TEST_CASE("medicines are ticked and unticked") {
    Start at;
    at.update(Refill::MedicineToggled{"m1", true});
    at.update(Refill::MedicineToggled{"m2", true});
    at.update(Refill::MedicineToggled{"m1", true});
    CHECK(at.shared.draft.medicine_ids == std::vector<std::string>{"m2", "m1"});
    at.update(Refill::MedicineToggled{"m2", false});
    CHECK(at.shared.draft.medicine_ids == std::vector<std::string>{"m1"});
}

TEST_CASE("weeks stay within the hospital's limits, and a changed number needs a new confirmation") {
    Start at;
    for (int i = 0; i < 20; ++i) at.update(Refill::MorePressed{});
    CHECK(at.shared.draft.weeks == 12);
    at.update(Refill::LongSupplyToggled{true});
    CHECK(at.shared.draft.long_supply_confirmed);
    at.update(Refill::FewerPressed{});
    CHECK_FALSE(at.shared.draft.long_supply_confirmed);
    for (int i = 0; i < 20; ++i) at.update(Refill::FewerPressed{});
    CHECK(at.shared.draft.weeks == 1);
}

TEST_CASE("going on needs a medicine, and a confirmation for many weeks") {
    Start at;
    CHECK(at.update(Refill::NextPressed{}) == Effects{Focus{"errors.title"}});
    CHECK(at.model == Refill::Model{.none_chosen = true, .unconfirmed = false});
    at.update(Refill::MedicineTyped{"  "});
    at.update(Refill::NextPressed{});
    CHECK(at.model.none_chosen);
    at.update(Refill::MedicineTyped{"美托洛尔"});
    at.shared.draft.weeks = 6;
    at.update(Refill::NextPressed{});
    CHECK(at.model == Refill::Model{.none_chosen = false, .unconfirmed = true});
    CHECK(at.shared.draft.medicine_text == "美托洛尔");
    at.update(Refill::LongSupplyToggled{true});
    at.shared.draft.uploads = {sample_upload("recorded", domain::RecordKind::outpatient)};
    const Effects effects = at.update(Refill::NextPressed{});
    REQUIRE(effects.size() == 2);
    CHECK(std::get<Call>(effects[0]).purpose == "sync.create");
    CHECK(effects[1] == Effect{Go{Route::review}});
}

TEST_CASE("changing anything asks for a new read-back") {
    Start at;
    at.shared.draft.reviewed = true;
    at.update(Refill::MorePressed{});
    CHECK_FALSE(at.shared.draft.reviewed);
}

TEST_CASE("earlier care is loaded once, and medicines that are gone do not stay chosen unseen") {
    Start at;
    at.shared.earlier_care = {};
    CHECK(Refill::on_enter(at.model, at.shared, Route::refill) == Effects{load_earlier_care("p1")});
    CHECK(Refill::on_enter(at.model, at.shared, Route::refill).empty());
    at.shared = sample_journey(domain::VisitKind::refill);
    at.shared.draft.medicine_ids = {"m1", "old"};
    CHECK(Refill::on_change(at.model, at.shared, Route::refill).empty());
    CHECK(at.shared.draft.medicine_ids == std::vector<std::string>{"m1"});
}

TEST_CASE("refill: things are found by role and name") {
    const auto listed = drawn("listed");
    CHECK(listed.find(Role::heading, "和上次一样吗？"));
    CHECK_FALSE(listed.find(Role::checkbox, "阿托伐他汀钙片")->checked);
    CHECK(listed.find(Role::text, "去医院取"));
    CHECK(listed.says("国家规定这种药不能网上卖"));
    CHECK(listed.says("6 月 15 日处方里的药，能送到家"));
    CHECK(listed.says("大约吃到 8 月 17 日"));
    CHECK(listed.find(Role::textbox, "还要别的药？写在这里"));
    CHECK(drawn("chosen").find(Role::checkbox, "替格瑞洛片")->checked);
    CHECK(drawn("long_supply").find(Role::checkbox, "我要 6 周的量")->invalid);
    CHECK(drawn("none_chosen").find(Role::link, "请点一下要开的药，或写下药名。"));
    CHECK(drawn("nothing_earlier").find(Role::textbox, "药的名字")->invalid);

    auto sent = test::use<Refill>({}, fixture("listed").shared, Route::refill, Role::checkbox, "阿托伐他汀钙片",
                                  ui::UiEvent::Kind::toggle)
                    .sent;
    REQUIRE(sent.size() == 1);
    CHECK(std::get<Refill::MedicineToggled>(sent[0]).id == "m1");
    CHECK(std::get<Refill::MedicineToggled>(sent[0]).on);
    sent = test::use<Refill>({}, fixture("listed").shared, Route::refill, Role::button, "多一周").sent;
    CHECK(std::holds_alternative<Refill::MorePressed>(sent.at(0)));
    sent = test::use<Refill>({}, fixture("listed").shared, Route::refill, Role::button, "下一步，核对").sent;
    CHECK(std::holds_alternative<Refill::NextPressed>(sent.at(0)));
}

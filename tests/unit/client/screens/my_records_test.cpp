#include "client/screens/my_records/my_records.hpp"

#include "client/screens/common/journey_fixtures.hpp"
#include "drawn.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using ui::Role;

TEST_CASE("my records are loaded each time, and adding goes to the records screen") {
    MyRecords::Model model;
    Shared shared = sample_journey(domain::VisitKind::refill);
    CHECK(MyRecords::on_enter(model, shared, Route::my_records) == Effects{load_records()});
    CHECK(MyRecords::on_enter(model, shared, Route::my_records).empty());  // under way
    CHECK(MyRecords::update(model, shared, MyRecords::AddPressed{}) == Effects{Go{Route::records}});
}

TEST_CASE("my records: every state is drawn well") {
    for (const MyRecordsFixture& one : MyRecords::fixtures()) tests::check_fixture<MyRecords>(one);
}

TEST_CASE("my records: things are found by role and name") {
    const auto all = MyRecords::fixtures();
    const auto drawn = [&](std::string_view name) {
        const auto& fixture = *std::ranges::find(all, name, &MyRecordsFixture::name);
        return tests::draw<MyRecords>(fixture.model, fixture.shared, Route::my_records);
    };
    const auto list = drawn("list");
    CHECK(list.node(Role::heading, "今年"));
    CHECK(list.node(Role::heading, "2023 年"));
    CHECK(list.node(Role::text, "出院小结")->description == "IMG_2031.jpg · 11 月 8 日");
    CHECK(list.node(Role::button, "添加资料"));
    CHECK(drawn("empty").says("还没有资料"));
    CHECK_FALSE(drawn("nobody").node(Role::button, "添加资料"));
    CHECK(drawn("failed").node(Role::button, "再试一次"));
}

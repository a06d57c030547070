#include "client/screens/addresses/addresses.hpp"

#include "client/screens/common/care_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::test::fixture_named;
using bz::test::press;
using bz::test::show;

TEST_CASE("addresses: a new one is checked, kept, and becomes the order's") {
    auto fixture = fixture_named(Addresses::fixtures(), "empty");
    Shared& shared = fixture.shared;
    CHECK(press<Addresses>(fixture, "加一个地址").got<Addresses::AddPressed>());
    Addresses::update(fixture.model, shared, Addresses::AddPressed{});
    CHECK(shared.draft.address_name == "任国安");  // known already
    CHECK(Addresses::update(fixture.model, shared, Addresses::SavePressed{}) == Effects{Focus{"errors.title"}});
    CHECK(show<Addresses>(fixture).says("写送药的地址"));
    Addresses::update(fixture.model, shared, Addresses::Typed{{.line = "柳堤路 18 号 3 单元"}});
    const Effects effects = Addresses::update(fixture.model, shared, Addresses::SavePressed{});
    REQUIRE(effects.size() == 1);
    CHECK(std::get<Call>(effects[0]).method == "POST");
    CHECK(Addresses::on_reply(
              fixture.model, shared,
              {.purpose = "addresses.save", .status = 201, .body = api::write(care_addresses().items[0])}) ==
          Effects{load_addresses()});
    CHECK(shared.draft.address_id == "address-1");
    CHECK_FALSE(fixture.model.form);
}

TEST_CASE("addresses: one is changed, made the first, and removed after a question") {
    auto fixture = fixture_named(Addresses::fixtures(), "list");
    Shared& shared = fixture.shared;
    CHECK(press<Addresses>(fixture, "改第 2 个").got<Addresses::ChangePressed>());
    Addresses::update(fixture.model, shared, Addresses::ChangePressed{"address-2"});
    CHECK(shared.draft.address_line == "学府路 7 号 2 栋 1101");
    const Effects changed = Addresses::update(fixture.model, shared, Addresses::SavePressed{});
    CHECK(std::get<Call>(changed[0]).method == "PATCH");
    CHECK(std::get<Call>(changed[0]).path == "/addresses/address-2");
    Addresses::on_reply(fixture.model, shared,
                        {.purpose = "addresses.save", .status = 200, .body = api::write(care_addresses().items[1])});
    CHECK(press<Addresses>(fixture, "把第 2 个设成常用").got<Addresses::DefaultPressed>());
    CHECK(press<Addresses>(fixture, "删第 2 个").got<Addresses::RemovePressed>());
    Addresses::update(fixture.model, shared, Addresses::RemovePressed{"address-2"});
    CHECK(show<Addresses>(fixture).says("删掉这个地址吗？"));
    const Effects removed = Addresses::update(fixture.model, shared, Addresses::RemoveConfirmed{});
    CHECK(std::get<Call>(removed[0]).method == "DELETE");
    CHECK(Addresses::on_reply(fixture.model, shared, {.purpose = "addresses.remove.address-2", .status = 404}) ==
          Effects{load_addresses()});
    CHECK(fixture.model.problem.empty());
}

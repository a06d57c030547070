#include "client/screens/complaint/complaint.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "client/screens/common/journey_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using ui::Role;

namespace {

struct Start {
    Complaint::Model model;
    Shared shared = sample_journey(domain::VisitKind::consultation);
    Effects update(Complaint::Msg msg) { return Complaint::update(model, shared, msg); }
    const std::string& words() const { return shared.draft.complaint; }
};

}  // namespace

TEST_CASE("since when becomes the last line, and only one") {
    Start at;
    at.update(Complaint::ComplaintTyped{"爬楼气短"});
    at.update(Complaint::DurationChosen{"多久了：", "多久了：今天才有"});
    CHECK(at.words() == "爬楼气短\n多久了：今天才有");
    at.update(Complaint::DurationChosen{"多久了：", "多久了：两三天了"});
    CHECK(at.words() == "爬楼气短\n多久了：两三天了");
    at.update(Complaint::ComplaintTyped{""});
    at.update(Complaint::DurationChosen{"多久了：", "多久了：两三天了"});
    CHECK(at.words() == "多久了：两三天了");
    at.update(Complaint::DurationChosen{"多久了：", "多久了：一两周了"});
    CHECK(at.words() == "多久了：一两周了");
}

TEST_CASE("a complaint needs words of its own") {
    Start at;
    at.update(Complaint::ComplaintTyped{" \n"});
    CHECK(at.update(Complaint::NextPressed{"多久了："}) == Effects{Focus{"errors.title"}});
    CHECK(at.model.empty);
    at.update(Complaint::DurationChosen{"多久了：", "多久了：两三天了"});
    at.update(Complaint::NextPressed{"多久了："});
    CHECK(at.model.empty);
    at.update(Complaint::ComplaintTyped{"头晕\n多久了：两三天了"});
    const Effects effects = at.update(Complaint::NextPressed{"多久了："});
    CHECK_FALSE(at.model.empty);
    REQUIRE(effects.size() == 2);
    CHECK(effects[1] == Effect{Go{Route::records}});
}

TEST_CASE("a complaint always fits the draft and the wire") {
    Start at;
    std::string words;
    for (int i = 0; i < 5000; ++i) words += "𬭎";  // four bytes each
    at.update(Complaint::ComplaintTyped{words});
    CHECK(count_code_points(at.words()) == complaint_characters_max);
    CHECK(restore(save(at.shared.draft)).has_value());
}

TEST_CASE("complaint: things are found by role and name") {
    const auto all = Complaint::fixtures();
    const auto fixture = [&](std::string_view name) -> const ComplaintFixture& {
        return *std::ranges::find(all, name, &ComplaintFixture::name);
    };
    const auto empty = test::Frame<Complaint>({}, fixture("empty").shared, Route::complaint);
    const ui::Node* field = empty.find(Role::textbox, "跟医生说说");
    REQUIRE(field);
    CHECK(field->hints.multiline);
    CHECK(empty.find(Role::heading, "哪里不舒服？"));
    CHECK(empty.find(Role::button, "下一步，传资料"));
    CHECK(test::Frame<Complaint>(fixture("error").model, fixture("error").shared, Route::complaint)
              .find(Role::textbox, "跟医生说说")
              ->invalid);
    CHECK(test::Frame<Complaint>({}, fixture("written").shared, Route::complaint)
              .find(Role::button, "两三天了")
              ->pressed);
    const auto sent =
        test::use<Complaint>({}, fixture("written").shared, Route::complaint, Role::button, "今天才有").sent;
    CHECK(std::get<Complaint::DurationChosen>(sent.at(0)).line == "多久了：今天才有");
}

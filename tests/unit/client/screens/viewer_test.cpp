#include "client/screens/viewer/viewer.hpp"

#include <algorithm>

#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using ui::Role;

namespace {

const ViewerFixture& fixture(const std::vector<ViewerFixture>& all, std::string_view name) {
    const auto found = std::ranges::find(all, name, &ViewerFixture::name);
    REQUIRE(found != all.end());
    return *found;
}

Viewer::Model told(std::initializer_list<std::string_view> news, Viewer::Model model = {}) {
    Shared shared;
    for (const std::string_view one : news)
        CHECK(Viewer::update(model, shared, Viewer::PainterTold{std::string(one)}).empty());
    return model;
}

}  // namespace

TEST_CASE("viewer: without anything to view one is led to the records") {
    Viewer::Model model;
    Shared shared;
    CHECK(Viewer::on_enter(model, shared, Route::viewer) == Effects{Go{Route::my_records, true}});
    shared.viewing = {.source = "record:r", .title = "x", .day = {}, .pages = 4, .page = 3};
    model.zoom = 3;
    CHECK(Viewer::on_enter(model, shared, Route::viewer).empty());
    CHECK(model.zoom == 1);
    CHECK(model.frame == 2);
    CHECK(model.frames == 4);
}

TEST_CASE("viewer: the painter tells what it opened") {
    const auto model = told({"opened grey 120 CT 40 400", "shown 0"});
    CHECK(model.opened);
    CHECK(model.ct);
    CHECK(model.frames == 120);
    CHECK(model.own == Viewer::Level{40, 400});
    CHECK_FALSE(told({"opened grey 1 CR 2048 4096"}).ct);
    CHECK_FALSE(told({"opened colour 3 US 128 256"}).grey);
    CHECK(told({"failed dicom.broken"}).problem == "dicom.broken");
    CHECK(told({"failed dicom.broken", "shown 0"}).problem.empty());
    CHECK(told({"progress 250"}).percent == 100);
    // What is no news is passed over.
    CHECK(told({"", "moved", "moved a b", "opened", "shown x y", "opened grey -4 CT 0 0"}).frames == 1);
}

TEST_CASE("viewer: zoom and pan stay inside the picture") {
    Shared shared;
    auto model = told({"opened grey 1 CR 0 1"});
    Viewer::update(model, shared, Viewer::Panned{0.25f, 0});
    CHECK(model.x == 0.5f);
    for (int i = 0; i < 20; ++i) Viewer::update(model, shared, Viewer::Zoomed{1.5f});
    CHECK(model.zoom == 8);
    for (int i = 0; i < 99; ++i) Viewer::update(model, shared, Viewer::Panned{0.25f, -0.25f});
    CHECK(model.x == doctest::Approx(0.9375));
    CHECK(model.y == doctest::Approx(0.0625));
    for (int i = 0; i < 20; ++i) Viewer::update(model, shared, Viewer::Zoomed{1 / 1.5f});
    CHECK(model.zoom == 1);
    CHECK(model.x == 0.5f);
    model = told({"moved 990000 -5 70000"}, model);
    CHECK(model.zoom == 8);
    CHECK(model.x == doctest::Approx(0.0625));
}

TEST_CASE("viewer: windows, brightness and contrast") {
    Shared shared;
    auto model = told({"opened grey 9 CT 50 350"});
    CHECK(Viewer::level(model) == Viewer::Level{50, 350});
    Viewer::update(model, shared, Viewer::WindowPicked{Viewer::Window::lungs});
    CHECK(Viewer::level(model) == Viewer::Level{-600, 1500});
    Viewer::update(model, shared, Viewer::BrightnessMoved{100});
    CHECK(Viewer::level(model).centre == -2100);  // lower: more of it is bright
    Viewer::update(model, shared, Viewer::ContrastMoved{50});
    CHECK(Viewer::level(model).width == 750);  // narrower: steeper
    Viewer::update(model, shared, Viewer::WindowPicked{Viewer::Window::lungs});
    CHECK(Viewer::level(model) == Viewer::Level{50, 350});
    Viewer::update(model, shared, Viewer::ContrastMoved{900});
    CHECK(model.contrast == 100);
    Viewer::update(model, shared, Viewer::Zoomed{2});
    Viewer::update(model, shared, Viewer::ResetPressed{});
    CHECK(model.zoom == 1);
    CHECK(Viewer::level(model) == Viewer::Level{50, 350});
    CHECK(Viewer::view_text(model, {.source = "record:r", .title = {}, .day = {}, .pages = 9, .page = 1}) ==
          "0 9 10000 5000 5000 50 350 0 0 0");
}

TEST_CASE("viewer: keys do what gestures do") {
    const auto all = Viewer::fixtures();
    const auto& ct = fixture(all, "ct");
    Shared shared = ct.shared;
    const auto after = [&](Viewer::Model model, std::string_view key) {
        for (const auto& msg : test::use<Viewer>(model, shared, Route::viewer, Role::button, key).sent)
            Viewer::update(model, shared, msg);
        return model;
    };
    CHECK(after(ct.model, "下一张").frame == 48);
    CHECK(after(ct.model, "上一张").frame == 46);
    CHECK(after(ct.model, "放大").zoom == 1.5f);
    CHECK(after(ct.model, "看骨头").window == Viewer::Window::bones);
    CHECK(after(ct.model, "复原").window == Viewer::Window::own);
    const auto& zoomed = fixture(all, "zoomed");
    CHECK(after(zoomed.model, "往左看").x < zoomed.model.x);
    CHECK(after(zoomed.model, "往下看").y > zoomed.model.y);
    CHECK(after(zoomed.model, "缩小").zoom < zoomed.model.zoom);
    const auto slid =
        test::Frame<Viewer>(ct.model, shared, Route::viewer, {ui::UiEvent::Kind::input, "viewer.slice", "100", false});
    REQUIRE(slid.sent.size() == 1);
    CHECK(std::get<Viewer::FramePicked>(slid.sent[0]).frame == 99);
    const auto news = test::Frame<Viewer>(ct.model, shared, Route::viewer,
                                          {ui::UiEvent::Kind::picture, "viewer.picture", "shown 47", false});
    REQUIRE(news.sent.size() == 1);
    CHECK(std::get<Viewer::PainterTold>(news.sent[0]).news == "shown 47");
}

TEST_CASE("viewer: only what helps is on the screen") {
    const auto all = Viewer::fixtures();
    const auto drawn = [&](std::string_view name) {
        const auto& one = fixture(all, name);
        return test::Frame<Viewer>(one.model, one.shared, Route::viewer);
    };
    CHECK(drawn("ct").find(Role::button, "看肺")->pressed);
    CHECK(drawn("ct").says("第 48 张，共 120 张"));
    CHECK_FALSE(drawn("ct").find(Role::button, "往左看"));
    CHECK(drawn("zoomed").says("放大 3.2 倍"));
    CHECK_FALSE(drawn("xray").find(Role::button, "看肺"));
    CHECK(drawn("xray").find(Role::slider, "亮度"));
    CHECK_FALSE(drawn("xray").find(Role::button, "下一张"));
    CHECK(drawn("photo").find(Role::button, "下一张"));
    CHECK_FALSE(drawn("photo").says("窗位"));
    CHECK(drawn("opening").says("正在打开"));
    CHECK_FALSE(drawn("opening").find(Role::button, "放大"));
    CHECK(drawn("broken").says("坏了"));
    CHECK(drawn("broken").find(Role::button, "再试一次"));
    const auto image = drawn("next_slice").find(Role::image, "胸部 CT，第 49 张，共 120 张");
    REQUIRE(image);
}

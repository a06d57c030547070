#include "client/screens/my_records/my_records.hpp"

#include <algorithm>

#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/my_records/entries.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using ui::Role;

namespace {

MyRecordsFixture fixture(std::string_view name) {
    const auto all = MyRecords::fixtures();
    return *std::ranges::find(all, name, &MyRecordsFixture::name);
}

auto drawn(std::string_view name) {
    const MyRecordsFixture one = fixture(name);
    return test::Frame<MyRecords>(one.model, one.shared, Route::my_records);
}

}  // namespace

TEST_CASE("everything is loaded each time, and adding goes to the records screen") {
    MyRecords::Model model;
    Shared shared = sample_journey(domain::VisitKind::refill);
    CHECK(MyRecords::on_enter(model, shared, Route::my_records) ==
          Effects{load_records(), load_visits(), load_orders()});
    CHECK(MyRecords::on_enter(model, shared, Route::my_records).empty());  // under way
    CHECK(MyRecords::update(model, shared, MyRecords::AddPressed{}) == Effects{Go{Route::records}});
}

TEST_CASE("my records: visits, medicine and papers stand on one string, newest first, by month") {
    const auto list = drawn("list");
    std::vector<std::string> months, titles;
    for (const ui::Node& node : list.tree.nodes) {
        if (node.role == Role::heading && node.level == 2) months.push_back(node.name);
        if (node.variant == "row") titles.push_back(node.name);
    }
    CHECK(months == std::vector<std::string>{"7 月", "6 月", "4 月", "2025 年 12 月", "2023 年 11 月"});
    CHECK(titles == std::vector<std::string>{"复诊开药，等医生", "送药到家", "处方", "复诊开药，开了药", "检查检验报告",
                                             "问医生，医生请您去医院", "出院小结"});
    CHECK(list.find(Role::button, "出院小结")->description == "3 页 · 青岚市第一人民医院 · 11 月 8 日");
    CHECK(list.find(Role::button, "改出院小结，2023 年 11 月 8 日"));
    CHECK(list.find(Role::button, "添加资料"));
    MyRecordsFixture named = fixture("list");
    named.shared.records.value->items[0].title = "血脂四项";
    CHECK(test::Frame<MyRecords>(named.model, named.shared, Route::my_records).find(Role::button, "血脂四项"));
    CHECK(drawn("empty").says("还没有资料"));
    CHECK_FALSE(drawn("nobody").find(Role::button, "添加资料"));
    CHECK(drawn("failed").find(Role::button, "再试一次"));
    CHECK(drawn("offline").find(Role::button, "出院小结"));  // what is known stays
}

TEST_CASE("my records: filters, and a page that tells nothing") {
    CHECK_FALSE(drawn("records_only").find(Role::button, "处方"));
    CHECK(drawn("none_of_kind").says("这里还没有。"));
    const auto hidden = drawn("hidden");
    CHECK_FALSE(hidden.says("出院小结"));
    CHECK_FALSE(hidden.says("病"));
    CHECK(hidden.find(Role::button, "接着看"));
}

TEST_CASE("my records: each row leads on") {
    MyRecordsFixture at = fixture("list");
    const auto go = [&](const MyRecords::Msg& msg) { return MyRecords::update(at.model, at.shared, msg); };
    CHECK(go(MyRecords::RecordOpened{"r1", "报告"}) == Effects{OpenRecord{"r1", 1}});  // a PDF
    CHECK(go(MyRecords::RecordOpened{"r2", "出院小结"}) == Effects{Go{Route::viewer}});
    CHECK(at.shared.viewing.source == "record:r2");
    CHECK(at.shared.viewing.pages == 3);
    CHECK(go(MyRecords::RecordChanged{"r2"}) == Effects{Go{Route::document}});
    CHECK(go(MyRecords::VisitOpened{"v-1"}) == Effects{Go{Route::terminated}});
    CHECK(at.shared.visit->id == "v-1");
    CHECK(go(MyRecords::OrderOpened{"o1"}) == Effects{Go{Route::order}});
    CHECK(at.shared.draft.order_id == "o1");
    // A journey under way is not forgotten for an older visit.
    const auto busy = drawn("journey_under_way");
    CHECK(busy.find(Role::button, "复诊开药，等医生"));
    CHECK(busy.find(Role::text, "问医生，医生请您去医院"));
}

TEST_CASE("my records: long lists come in parts, and nothing is left out between them") {
    MyRecordsFixture at = fixture("long");
    CHECK(entries(at.shared, MyRecords::Filter::all).size() == 507);
    const auto rows = [&] {
        const auto page = test::Frame<MyRecords>(at.model, at.shared, Route::my_records);
        return std::ranges::count(page.tree.nodes, "row", &ui::Node::variant);
    };
    CHECK(rows() == MyRecords::shown_at_first);
    CHECK(MyRecords::update(at.model, at.shared, MyRecords::OlderPressed{}).empty());
    CHECK(rows() == 2 * MyRecords::shown_at_first);
    at.shared.visits.value->items.pop_back();
    at.shared.visits.value->next_cursor = "v0";
    CHECK(entries(at.shared, MyRecords::Filter::visits).size() == 2);
    for (const Entry& entry : entries(at.shared, MyRecords::Filter::all))
        CHECK(entry.at >= *parse_rfc3339("2026-06-15T09:30:00+08:00"));
    CHECK(MyRecords::update(at.model, at.shared, MyRecords::OlderPressed{}) == Effects{load_more("visits", "v0")});
    api::VisitList more;
    more.items = {sample_visit(domain::VisitKind::consultation, domain::VisitState::concluded)};
    more.items[0].id = "v-2";
    more.items[0].created_at = "2020-01-01T00:00:00Z";
    CHECK(store_reply(at.shared, {.purpose = "load.more.visits", .status = 200, .body = api::write(more), .etag = {}}));
    CHECK(at.shared.visits->items.size() == 3);
    CHECK_FALSE(at.shared.visits->next_cursor);
}

TEST_CASE("my records: what lies outside the view is not painted") {
    MyRecordsFixture at = fixture("long");
    at.model.shown = 600;
    const ui::Texts& texts = test::texts(false);
    ui::FixedMeasure fixed;
    ui::CachedMeasure measure(fixed);
    const ui::Theme theme;
    const ui::Viewport viewport{.scroll = 9000};
    ui::Ui ui(measure, texts, theme, viewport, {});
    std::vector<ChromeMsg> chrome;
    Page page{ui, at.shared, Route::my_records, chrome};
    std::vector<MyRecords::Msg> sent;
    MyRecords::view(page, at.model, Send<MyRecords::Msg>(sent));
    const ui::Output output = ui.end_screen();
    CHECK(std::ranges::count(output.tree.nodes, "row", &ui::Node::variant) == 507);
    CHECK(output.paint.content.size() < 1000);
}

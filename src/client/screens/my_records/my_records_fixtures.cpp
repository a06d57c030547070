#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/my_records/my_records.hpp"

namespace bz::screens {

using domain::VisitKind;
using domain::VisitState;

namespace {

template <class T>
void fill(state::Remote<T>& remote, T value) {
    remote = {.load = state::Load::loaded, .value = std::move(value), .etag = {}, .error = {}};
}

api::VisitList visits() {
    api::Visit waiting = sample_visit(VisitKind::refill, VisitState::queued);
    waiting.submitted_at = "2026-07-20T14:55:00+08:00";
    api::Visit earlier = sample_visit(VisitKind::refill, VisitState::prescribed);
    earlier.id = "v0";
    earlier.created_at = "2026-06-15T09:30:00+08:00";
    earlier.prescription_id = "rx0";
    earlier.doctor = api::Doctor{"d1", "周敏", {"心内科", "Cardiology"}, {"主任医师", "Chief physician"}};
    api::Visit ended = sample_visit(VisitKind::consultation, VisitState::terminated);
    ended.id = "v-1";
    ended.created_at = "2025-12-01T10:00:00+08:00";
    return {.items = {waiting, earlier, ended}, .next_cursor = {}};
}

api::OrderList orders() {
    api::Order order;
    order.id = "o1";
    order.visit_id = "v0";
    order.fulfilment = domain::Fulfilment::delivery;
    order.state = domain::OrderState::delivered;
    order.tracking = {{"created", "2026-06-15T11:00:00+08:00"}};
    return {.items = {order}, .next_cursor = {}};
}

MyRecordsFixture full(std::string_view name) {
    MyRecordsFixture one{name, {}, sample_journey(VisitKind::refill)};
    one.shared.draft.started = false;
    fill(one.shared.records, sample_records());
    fill(one.shared.visits, visits());
    fill(one.shared.orders, orders());
    return one;
}

MyRecordsFixture empty(std::string_view name) {
    MyRecordsFixture one = full(name);
    fill(one.shared.records, api::RecordList{});
    fill(one.shared.visits, api::VisitList{});
    fill(one.shared.orders, api::OrderList{});
    return one;
}

// As long as a life with an illness: 500 papers.
MyRecordsFixture long_one() {
    MyRecordsFixture one = full("long");
    for (int i = 0; i < 500; ++i) {
        api::Record record = one.shared.records.value->items.front();
        record.id = "many" + std::to_string(i);
        record.issued_on = date_text(add_days({2026, 4, 1}, -3 * i));
        one.shared.records.value->items.push_back(std::move(record));
    }
    return one;
}

}  // namespace

std::vector<MyRecordsFixture> MyRecords::fixtures() {
    std::vector<MyRecordsFixture> all = {full("list"), empty("empty"), empty("nobody")};
    all.back().shared.account.value->people.clear();
    const auto add = [&](MyRecordsFixture fixture) -> MyRecordsFixture& {
        return all.emplace_back(std::move(fixture));
    };
    MyRecordsFixture& loading = add(full("loading"));
    loading.shared.records = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    loading.shared.visits = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    loading.shared.orders = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    MyRecordsFixture& failed = add(loading);
    failed.name = "failed";
    failed.shared.records.load = state::Load::failed;
    failed.shared.records.error = "server";
    MyRecordsFixture& offline = add(full("offline"));
    offline.shared.online = false;
    offline.shared.records.load = state::Load::failed;
    offline.shared.records.error = "offline";
    add(full("records_only")).model.filter = Filter::records;
    MyRecordsFixture& none = add(empty("none_of_kind"));
    none.shared.visits = full("").shared.visits;
    none.model.filter = Filter::records;
    add(full("hidden")).model.hidden = true;
    add(full("not_opened")).model.problem = "offline";
    MyRecordsFixture& journey = add(full("journey_under_way"));
    journey.shared.draft.started = true;
    journey.shared.draft.visit_id = "v1";
    add(long_one());
    add(full("elder")).shared.elder = true;
    return all;
}

}  // namespace bz::screens

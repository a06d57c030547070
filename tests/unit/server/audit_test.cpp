#include <doctest/doctest.h>

#include "server/store/audit.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;

namespace {

AuditEntry entry(int n) {
    return {0, noon + n, "qinglan", "doctor", "sta_1", "acc_1", "GET /desk/visits/{id}", "vis_" + std::to_string(n)};
}

void fill(Store& store, int count) {
    for (int n = 0; n < count; ++n) store::append_audit(store, entry(n));
}

}  // namespace

TEST_CASE("audit: an untouched log holds, and its head changes with each line") {
    Bench bench;
    Store store{bench.db, bench.sealer};
    CHECK(store::verify_audit(bench.db).entries == 0);
    fill(store, 3);
    const auto three = store::verify_audit(bench.db);
    CHECK(three.entries == 3);
    CHECK(three.broken_at == 0);
    store::append_audit(store, entry(3));
    CHECK(store::verify_audit(bench.db).head != three.head);
}

TEST_CASE("audit: a changed, removed or slipped in line shows at its place") {
    const auto broken_by = [](const char* sql) {
        Bench bench;
        Store store{bench.db, bench.sealer};
        fill(store, 5);
        bench.db.script(sql);
        return store::verify_audit(bench.db).broken_at;
    };
    CHECK(broken_by("UPDATE audit SET object='vis_9' WHERE seq=3") == 3);
    CHECK(broken_by("UPDATE audit SET actor_id='sta_', account_id='1acc_1' WHERE seq=2") == 2);
    CHECK(broken_by("DELETE FROM audit WHERE seq=2") == 3);
    CHECK(
        broken_by("INSERT INTO audit SELECT 6, at, hospital_id, actor_kind, actor_id, account_id, action, object, hash"
                  " FROM audit WHERE seq=5") == 6);
}

TEST_CASE("audit: lists are the account's or the hospital's own, newest first, in pages") {
    Bench bench;
    Store store{bench.db, bench.sealer};
    fill(store, 3);
    AuditEntry other = entry(7);
    other.account_id = "acc_2";
    other.hospital_id = "other";
    store::append_audit(store, other);
    const auto first = store::audit_of_account(store, "acc_1", {"", 2});
    REQUIRE(first.size() == 3);  // one more than the page tells that there is another
    CHECK(first[0].object == "vis_2");
    const auto rest = store::audit_of_account(store, "acc_1", {std::to_string(first[1].seq), 2});
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].object == "vis_0");
    CHECK(store::audit_of_hospital(store, "other", {}).size() == 1);
}

TEST_CASE("audit: help that has become an account's is in its list from the beginning") {
    Bench bench;
    Store store{bench.db, bench.sealer};
    const auto help = [&](const char* account, const char* action, const char* object) {
        store::append_audit(store, {0, noon, "qinglan", "helper", "sta_1", account, action, object});
    };
    help("", "help.joined", "hlp_1");
    help("", "POST /uploads", "hlp_1");  // no help: another thing of that id
    help("", "help.joined", "hlp_2");
    help("acc_2", "help.said", "hlp_2");
    CHECK(store::audit_of_account(store, "acc_1", {}).empty());
    help("acc_1", "help.said", "hlp_1");
    fill(store, 1);
    const auto mine = store::audit_of_account(store, "acc_1", {});
    REQUIRE(mine.size() == 3);
    CHECK(mine[0].object == "vis_0");
    CHECK(mine[1].action == "help.said");
    CHECK(mine[2].action == "help.joined");
    CHECK(mine[2].object == "hlp_1");
    const auto rest = store::audit_of_account(store, "acc_1", {std::to_string(mine[1].seq), 5});
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].seq == mine[2].seq);
}

TEST_CASE("audit: the help of an account, as its export tells it, begins before signing in, and is in order") {
    Bench bench;
    Store store{bench.db, bench.sealer};
    const auto help = [&](const char* account, const char* action, const char* object) {
        store::append_audit(store, {0, noon, "qinglan", "helper", "sta_1", account, action, object});
    };
    help("", "help.joined", "hlp_1");
    help("acc_1", "help.said", "hlp_1");
    help("", "help.joined", "hlp_2");
    fill(store, 1);  // no help
    const auto mine = store::help_in_audit(store, "acc_1");
    REQUIRE(mine.size() == 2);
    CHECK(mine[0].action == "help.joined");
    CHECK(mine[1].action == "help.said");
    CHECK(store::help_in_audit(store, "acc_2").empty());
}

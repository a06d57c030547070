#include <doctest/doctest.h>

#include "server/store/writer.hpp"
#include "server/support.hpp"

#include <atomic>

using namespace bz::server;
using namespace bz::server::test;

static void make_table(Db& db) { db.script("CREATE TABLE t(x INTEGER PRIMARY KEY) STRICT"); }

static std::int64_t rows(const std::string& path) {
    Db db(path, Db::Mode::reader);
    Query query = db.query("SELECT count(*) FROM t");
    return query.next() ? query.integer(0) : -1;
}

TEST_CASE("writer: jobs of one group succeed and fail each alone") {
    const Folder folder;
    const std::string path = folder.path + "/w.db";
    std::atomic<int> durable = 0;
    {
        Writer writer(path, make_table);
        for (int i = 0; i < 100; ++i) {
            const bool sent = writer.submit({[i](Db& db) {
                                                 db.run("INSERT INTO t(x) VALUES(?)", i);
                                                 if (i % 10 == 3) throw std::runtime_error("no");
                                                 return i % 10 != 7;
                                             },
                                             [&durable](bool ok) { durable += ok; }});
            CHECK(sent);
        }
        writer.stop();
        CHECK_FALSE(writer.submit({[](Db&) { return true; }, {}}));
    }
    CHECK(durable == 100);
    CHECK(rows(path) == 80);
}

TEST_CASE("writer: what is reported done is there for a reader at once") {
    const Folder folder;
    const std::string path = folder.path + "/w.db";
    Writer writer(path, make_table);
    for (int i = 0; i < 5; ++i) {
        writer.run_and_wait([i](Db& db) {
            db.run("INSERT INTO t(x) VALUES(?)", i);
            return true;
        });
        CHECK(rows(path) == i + 1);
    }
}

TEST_CASE("db: one statement used twice at once gives each its own rows") {
    const Folder folder;
    Db db(folder.path + "/d.db", Db::Mode::writer);
    make_table(db);
    for (int i = 0; i < 3; ++i) db.run("INSERT INTO t(x) VALUES(?)", i);
    const auto all = [&db] { return db.query("SELECT x FROM t ORDER BY x"); };
    Query outer = all();
    int seen = 0;
    while (outer.next()) {
        Query inner = all();
        while (inner.next()) ++seen;
    }
    CHECK(seen == 9);
}

#include <doctest/doctest.h>

#include "server/support.hpp"

using namespace bz::server;
using namespace bz::server::test;

static std::int64_t applied(Db& db) {
    Query query = db.query("SELECT count(*) FROM migrations");
    return query.next() ? query.integer(0) : -1;
}

TEST_CASE("migrations: applied once, however often the server starts") {
    const Folder folder;
    Db db(folder.path + "/a.db", Db::Mode::writer);
    migrate(db, migrations(), noon);
    const auto count = applied(db);
    CHECK(count == static_cast<std::int64_t>(migrations().size()));
    migrate(db, migrations(), noon + 1);
    CHECK(applied(db) == count);
}

TEST_CASE("migrations: a step that was edited, or a newer database, is refused") {
    const Folder folder;
    Db db(folder.path + "/a.db", Db::Mode::writer);
    const Migration old[] = {{1, "CREATE TABLE a(x INTEGER) STRICT"}, {2, "CREATE TABLE b(x INTEGER) STRICT"}};
    const Migration edited[] = {{1, "CREATE TABLE a(y INTEGER) STRICT"}, {2, "CREATE TABLE b(x INTEGER) STRICT"}};
    const Migration fewer[] = {{1, "CREATE TABLE a(x INTEGER) STRICT"}};
    migrate(db, old, noon);
    CHECK_THROWS_AS(migrate(db, edited, noon), DbError);
    CHECK_THROWS_AS(migrate(db, fewer, noon), DbError);
    CHECK(applied(db) == 2);
}

TEST_CASE("migrations: a step that fails leaves nothing of itself") {
    const Folder folder;
    Db db(folder.path + "/a.db", Db::Mode::writer);
    const Migration steps[] = {{1, "CREATE TABLE a(x INTEGER) STRICT"},
                               {2, "CREATE TABLE b(x INTEGER) STRICT; nonsense"}};
    CHECK_THROWS_AS(migrate(db, steps, noon), DbError);
    CHECK(applied(db) == 1);
    CHECK_THROWS_AS(db.run("SELECT * FROM b"), DbError);
}

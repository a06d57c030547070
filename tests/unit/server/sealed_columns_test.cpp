#include <doctest/doctest.h>

#include "server/store/sealed_columns.hpp"
#include "server/support.hpp"

#include <set>

using namespace bz::server;
using namespace bz::server::test;

TEST_CASE("sealed columns: the list for key rotation names every column of the schema, and none besides") {
    Bench bench;
    std::set<std::string> schema;
    Query query = bench.db.query(
        "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
        " WHERE m.type='table' AND (c.name LIKE '%\\_sealed' ESCAPE '\\' OR c.name LIKE '%\\_hash' ESCAPE '\\')");
    while (query.next()) schema.insert(query.text(0));
    std::set<std::string> listed;
    for (const SealedColumn& column : sealed_columns())
        CHECK(listed.insert(std::string(column.table) + '.' + column.column).second);
    for (const HashColumn& column : hash_columns())
        CHECK(listed.insert(std::string(column.table) + '.' + column.column).second);
    CHECK(listed == schema);
}

#include <doctest/doctest.h>

#include "server/store/stock.hpp"
#include "server/support.hpp"

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;

namespace {

struct Shelf {
    Bench bench;
    Store store{bench.db, bench.sealer};

    Shelf() {
        // The orders that keep packs here are beside the point.
        bench.db.script("PRAGMA foreign_keys=OFF");
        store::put_pharmacy(store, {"qinglan", "p1", {"药房", "Pharmacy"}, {"一楼", "Ground floor"}});
        CHECK(put(10));
    }
    bool put(std::int64_t packs) {
        StockRow row;
        row.hospital_id = "qinglan";
        row.pharmacy_id = "p1";
        row.medicine = "药";
        row.packs = packs;
        return store::put_stock(store, row);
    }
    StockRow row() { return store::stock_of_pharmacy(store, "qinglan", "p1").at(0); }
    bool reserve(const char* order, std::int64_t packs) { return store::reserve_stock(store, order, row(), packs); }
    void check(std::int64_t packs, std::int64_t reserved) {
        CHECK(row().packs == packs);
        CHECK(row().reserved == reserved);
    }
};

}  // namespace

TEST_CASE("stock: no more is kept than there is") {
    Shelf shelf;
    CHECK(shelf.reserve("a", 6));
    CHECK_FALSE(shelf.reserve("b", 5));
    CHECK(shelf.reserve("b", 4));
    CHECK_FALSE(shelf.reserve("c", 1));
    shelf.check(10, 10);
    CHECK_FALSE(shelf.put(9));
    CHECK(shelf.put(12));
    shelf.check(12, 10);
    CHECK_THROWS_AS(shelf.bench.db.run("UPDATE stock SET reserved=13"), DbError);
    CHECK_THROWS_AS(shelf.bench.db.run("UPDATE stock SET packs=-1"), DbError);
}

TEST_CASE("stock: given back once, however often it is asked for") {
    Shelf shelf;
    REQUIRE(shelf.reserve("a", 3));
    REQUIRE(shelf.reserve("a", 2));  // two lines of one sheet
    shelf.check(10, 5);
    for (int i = 0; i < 3; ++i) store::give_back_stock(shelf.store, "a");
    shelf.check(10, 0);
    store::hand_over_stock(shelf.store, "a");  // nothing is left to hand over
    shelf.check(10, 0);
}

TEST_CASE("stock: handed over, it is gone and not given back") {
    Shelf shelf;
    REQUIRE(shelf.reserve("a", 3));
    REQUIRE(shelf.reserve("b", 4));
    for (int i = 0; i < 2; ++i) store::hand_over_stock(shelf.store, "a");
    shelf.check(7, 4);
    store::give_back_stock(shelf.store, "a");
    shelf.check(7, 4);
}

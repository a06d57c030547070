#include "server/store/stock.hpp"

namespace bz::server::store {

void put_pharmacy(Store& s, const PharmacyRow& row) {
    s.db.run(
        "INSERT INTO pharmacies(hospital_id, id, name_zh, name_en, place_zh, place_en) VALUES(?,?,?,?,?,?)"
        " ON CONFLICT(hospital_id, id) DO UPDATE SET name_zh=excluded.name_zh, name_en=excluded.name_en,"
        " place_zh=excluded.place_zh, place_en=excluded.place_en",
        row.hospital_id, row.id, row.name.zh, row.name.en, row.place.zh, row.place.en);
}

std::vector<PharmacyRow> pharmacies(Store& s, std::string_view hospital_id) {
    std::vector<PharmacyRow> list;
    Query q = s.db.query(
        "SELECT hospital_id, id, name_zh, name_en, place_zh, place_en FROM pharmacies WHERE hospital_id=? ORDER BY id",
        hospital_id);
    while (q.next()) list.push_back({q.text(0), q.text(1), {q.text(2), q.text(3)}, {q.text(4), q.text(5)}});
    return list;
}

#define STOCK_COLUMNS                                                                                           \
    "seq, hospital_id, pharmacy_id, medicine, specification, packs, reserved, week_price_fen, pooled_percent, " \
    "updated_at"

static std::vector<StockRow> stock_rows(Query q) {
    std::vector<StockRow> list;
    while (q.next())
        list.push_back({q.integer(0), q.text(1), q.text(2), q.text(3), q.text(4), q.integer(5), q.integer(6),
                        q.integer(7), static_cast<int>(q.integer(8)), q.integer(9)});
    return list;
}

bool put_stock(Store& s, const StockRow& row) {
    return s.db.run(
               "INSERT INTO stock(hospital_id, pharmacy_id, medicine, specification, packs, reserved, week_price_fen,"
               " pooled_percent, updated_at) VALUES(?,?,?,?,?,0,?,?,?)"
               " ON CONFLICT(hospital_id, pharmacy_id, medicine, specification) DO UPDATE SET packs=excluded.packs,"
               " week_price_fen=excluded.week_price_fen, pooled_percent=excluded.pooled_percent,"
               " updated_at=excluded.updated_at WHERE stock.reserved<=excluded.packs",
               row.hospital_id, row.pharmacy_id, row.medicine, row.specification, row.packs, row.week_price_fen,
               row.pooled_percent, row.updated_at) == 1;
}

std::vector<StockRow> stock_of_pharmacy(Store& s, std::string_view hospital_id, std::string_view pharmacy_id) {
    return stock_rows(s.db.query("SELECT " STOCK_COLUMNS " FROM stock WHERE hospital_id=? AND pharmacy_id=?",
                                 hospital_id, pharmacy_id));
}

std::vector<StockRow> stock_of_hospital(Store& s, std::string_view hospital_id, const Page& page) {
    return stock_rows(s.db.query("SELECT " STOCK_COLUMNS
                                 " FROM stock WHERE hospital_id=?1 AND (?2='' OR seq > (SELECT t.seq FROM stock t"
                                 " WHERE t.hospital_id=?1 AND CAST(t.seq AS TEXT)=?2)) ORDER BY seq LIMIT ?3",
                                 hospital_id, page.cursor, page.limit + 1));
}

bool reserve_stock(Store& s, std::string_view order_id, const StockRow& row, std::int64_t packs) {
    const int kept =
        s.db.run("UPDATE stock SET reserved=reserved+?1 WHERE seq=?2 AND packs-reserved>=?1", packs, row.seq);
    if (kept != 1) return false;
    s.db.run(
        "INSERT INTO stock_holds(order_id, stock_seq, packs, state) VALUES(?,?,?,'held')"
        " ON CONFLICT(order_id, stock_seq) DO UPDATE SET packs=stock_holds.packs+excluded.packs",
        order_id, row.seq, packs);
    return true;
}

struct Hold {
    std::int64_t seq, packs;
};

static std::vector<Hold> end_holds(Store& s, std::string_view order_id, std::string_view state) {
    std::vector<Hold> list;
    {
        Query q = s.db.query("SELECT stock_seq, packs FROM stock_holds WHERE order_id=? AND state='held'", order_id);
        while (q.next()) list.push_back({q.integer(0), q.integer(1)});
    }
    s.db.run("UPDATE stock_holds SET state=? WHERE order_id=? AND state='held'", state, order_id);
    return list;
}

void give_back_stock(Store& s, std::string_view order_id) {
    for (const Hold& hold : end_holds(s, order_id, "given_back"))
        s.db.run("UPDATE stock SET reserved=reserved-? WHERE seq=?", hold.packs, hold.seq);
}

void hand_over_stock(Store& s, std::string_view order_id) {
    for (const Hold& hold : end_holds(s, order_id, "handed_over"))
        s.db.run("UPDATE stock SET reserved=reserved-?1, packs=packs-?1 WHERE seq=?2", hold.packs, hold.seq);
}

}  // namespace bz::server::store

#include "server/store/retention.hpp"

#include "server/store/addresses.hpp"
#include "server/store/sessions.hpp"
#include "server/store/smart.hpp"
#include "server/store/store.hpp"

#include <set>

namespace bz::server::store {

namespace {

using Ids = std::vector<std::string>;
using Files = std::vector<std::string>;

Ids first_column(Query q) {
    Ids list;
    while (q.next()) list.push_back(q.text(0));
    return list;
}

// A sealed nothing, so that a row that others point to can stay without its content.
std::string nothing(Store& s, const char* table, std::string_view id, const char* column, std::string_view blank = "") {
    return s.sealer.seal(blank, {table, id, column});
}

// The number's place is taken by something that is no number but still all its own: numbers of an account differ.
void erase_person(Store& s, const std::string& id) {
    const std::string no_number = "erased " + id;
    s.db.run(
        "UPDATE people SET name_sealed=?, number_sealed=?, number_hash=?, born_on='', sex='unknown', country='',"
        " expires_on='' WHERE id=?",
        Bytes{nothing(s, "people", id, "name")}, Bytes{s.sealer.seal(no_number, {"people", id, "number"})},
        Bytes{s.sealer.blind_index("identity_number", no_number)}, id);
    s.db.run("DELETE FROM earlier_care WHERE person_id=?", id);
}

void erase_draft(Store& s, const std::string& visit_id) {
    s.db.run("UPDATE visits SET draft_sealed=? WHERE id=?", Bytes{nothing(s, "visits", visit_id, "draft", "{}")},
             visit_id);
}

void erase_record(Store& s, const std::string& id, Instant now) {
    s.db.run("UPDATE records SET title_sealed=?, hospital_sealed=NULL, deleted_at=coalesce(deleted_at, ?) WHERE id=?",
             Bytes{nothing(s, "records", id, "title")}, now, id);
}

// The row stays, for others point to it; its bytes and its name go.
void erase_upload(Store& s, const std::string& id, Files& files) {
    if (const auto row = upload(s, id)) {
        files.push_back(row->file);
        if (row->content) {
            files.push_back(row->content->file);
            if (!row->content->preview_file.empty()) files.push_back(row->content->preview_file);
        }
    }
    s.db.run("UPDATE uploads SET metadata_sealed=NULL, used=1, erased=1 WHERE id=?", id);
}

// Records that a doctor may have judged by: named in a visit that a doctor took up.
std::set<std::string> records_of_care(Store& s, std::string_view account_id) {
    std::set<std::string> kept;
    for (const std::string& id :
         first_column(s.db.query("SELECT id FROM visits WHERE account_id=? AND accepted_at IS NOT NULL", account_id)))
        for (const std::string& record_id : visit(s, id)->draft.record_ids.value_or(Ids{})) kept.insert(record_id);
    return kept;
}

void forget_sign_in(Store& s, std::string_view account_id, Instant now) {
    end_sessions(s, account_id, "", now);
    s.db.run("UPDATE sessions SET device='' WHERE account_id=?", account_id);
    forget_phone(s, account_id);
    s.db.run("UPDATE accounts SET deleted_at=? WHERE id=?", now, account_id);
    // Answers kept for retries hold what was answered.
    const std::string scope = std::string(account_id) + ' ';
    const std::string behind = std::string(account_id) + '!';
    s.db.run("DELETE FROM idempotency WHERE scope>=? AND scope<?", scope, behind);
    s.db.run("DELETE FROM events WHERE account_id=?", account_id);
    s.db.run("DELETE FROM hand_overs WHERE account_id=?", account_id);
    forget_subjects(s, account_id);
}

void end_ties(Store& s, std::string_view account_id, Instant now) {
    s.db.run("UPDATE carers SET state='ended', ended_at=? WHERE (owner_id=? OR account_id=?) AND state<>'ended'", now,
             account_id, account_id);
    s.db.run(
        "UPDATE guardianships SET state='ended', ended_at=? WHERE account_id=? AND state IN ('pending','verified')",
        now, account_id);
    s.db.run(
        "UPDATE identity_checks SET state='rejected', reason='abandoned', decided_at=? WHERE account_id=?"
        " AND state IN ('pending','needs_staff')",
        now, account_id);
    delete_addresses(s, account_id);
    s.db.run("DELETE FROM batch_rows WHERE mandate_id IN (SELECT id FROM mandates WHERE account_id=?)", account_id);
    s.db.run(
        "UPDATE mandates SET ended_at=?, ended_by='person', phone_sealed=NULL WHERE account_id=? AND ended_at IS NULL",
        now, account_id);
    s.db.run("UPDATE mandates SET paper_upload_id=NULL WHERE account_id=?", account_id);  // (erased with all uploads)
}

void erase_uncared(Store& s, std::string_view account_id, Instant now, Files& files) {
    for (const std::string& id :
         first_column(s.db.query("SELECT id FROM visits WHERE account_id=? AND accepted_at IS NULL", account_id))) {
        erase_draft(s, id);
        s.db.run("UPDATE visits SET state='cancelled', ended_at=? WHERE id=? AND state='draft'", now, id);
    }
    for (const std::string& id :
         first_column(s.db.query("SELECT p.id FROM people p WHERE p.account_id=? AND NOT EXISTS"
                                 " (SELECT 1 FROM visits v WHERE v.person_id=p.id AND v.accepted_at IS NOT NULL)",
                                 account_id)))
        erase_person(s, id);
    const auto kept = records_of_care(s, account_id);
    for (const std::string& id : first_column(s.db.query("SELECT id FROM records WHERE account_id=?", account_id)))
        if (!kept.contains(id)) erase_record(s, id, now);
    // Pictures of documents proved a name; care does not rest on them.
    std::set<std::string> uploads;
    for (const std::string& id : kept)
        for (std::string& page : kept_page_ids(s, id)) uploads.insert(std::move(page));
    for (std::string& id : first_column(s.db.query("SELECT m.upload_id FROM messages m JOIN visits v ON v.id=m.visit_id"
                                                   " WHERE v.account_id=? AND m.upload_id IS NOT NULL",
                                                   account_id)))
        uploads.insert(std::move(id));
    for (const std::string& id :
         first_column(s.db.query("SELECT id FROM uploads WHERE account_id=? AND erased=0", account_id)))
        if (!uploads.contains(id)) erase_upload(s, id, files);
}

void erase_visit(Store& s, const std::string& id) {
    erase_draft(s, id);
    s.db.run("UPDATE visits SET ending_sealed=NULL, doctor=NULL WHERE id=?", id);
    for (const std::string& prescription : prescription_ids(s, id)) {
        s.db.run(
            "UPDATE prescriptions SET items_sealed=?, doctor_name='', pharmacist_name=NULL, assessment_sealed=NULL,"
            " return_reason_sealed=NULL WHERE id=?",
            Bytes{nothing(s, "prescriptions", prescription, "items", "[]")}, prescription);
        for (const std::string& quote :
             first_column(s.db.query("SELECT id FROM quotes WHERE prescription_id=?", prescription)))
            s.db.run("UPDATE quotes SET body_sealed=? WHERE id=?",
                     Bytes{nothing(s, "quotes", quote, "body", api::write(api::Quote{}))}, quote);
    }
    s.db.run(
        "UPDATE orders SET address_sealed=NULL, pickup_code_sealed=NULL, hospital_code_sealed=NULL,"
        " courier_phone=NULL, tracking_number_sealed=NULL WHERE visit_id=?",
        id);
    s.db.run("UPDATE pickups SET proxy_name_sealed=NULL WHERE order_id IN (SELECT id FROM orders WHERE visit_id=?)",
             id);
    s.db.run("UPDATE ratings SET text_sealed=?, doctor_name='' WHERE visit_id=?",
             Bytes{nothing(s, "ratings", id, "text")}, id);
}

void erase_words(Store& s, std::string_view account_id) {
    for (const std::string& id : first_column(s.db.query(
             "SELECT r.id FROM refunds r JOIN payments p ON p.id=r.payment_id WHERE p.account_id=?", account_id)))
        s.db.run("UPDATE refunds SET reason_sealed=? WHERE id=?", Bytes{nothing(s, "refunds", id, "reason")}, id);
    s.db.run("DELETE FROM complaint_lines WHERE complaint_id IN (SELECT id FROM complaints WHERE account_id=?)",
             account_id);
}

}  // namespace

std::vector<UnderWay> under_way(Store& s, std::string_view account_id) {
    std::vector<UnderWay> list;
    for (std::string& id : first_column(s.db.query(
             "SELECT v.id FROM visits v WHERE v.account_id=? AND (v.state IN ('submitted','queued','in_consultation')"
             " OR (v.state='prescribed' AND EXISTS (SELECT 1 FROM prescriptions p WHERE p.visit_id=v.id"
             " AND p.state NOT IN ('ordered','expired')))) ORDER BY v.seq",
             account_id)))
        list.push_back({"visits", std::move(id)});
    for (std::string& id : first_column(s.db.query("SELECT id FROM orders WHERE account_id=? AND state NOT IN"
                                                   " ('delivered','picked_up','cancelled','refunded') ORDER BY seq",
                                                   account_id)))
        list.push_back({"orders", std::move(id)});
    return list;
}

std::vector<std::string> close_account(Store& s, std::string_view account_id, Instant now) {
    Files files;
    forget_sign_in(s, account_id, now);
    end_ties(s, account_id, now);
    erase_uncared(s, account_id, now, files);
    return files;
}

#define OLD_CHAT                                                                                       \
    " FROM messages WHERE visit_id IN (SELECT v.id FROM visits v JOIN accounts a ON a.id=v.account_id" \
    " WHERE a.deleted_at IS NOT NULL AND a.erased_at IS NULL AND v.ended_at IS NOT NULL AND v.ended_at<?)"

std::vector<std::string> erase_old_chat(Store& s, Instant ended_before) {
    Files files;
    for (const std::string& id :
         first_column(s.db.query("SELECT upload_id" OLD_CHAT " AND upload_id IS NOT NULL", ended_before)))
        erase_upload(s, id, files);
    s.db.run("DELETE" OLD_CHAT, ended_before);
    return files;
}

std::vector<std::string> erase_file(Store& s, const std::string& upload_id) {
    Files files;
    erase_upload(s, upload_id, files);
    return files;
}

std::vector<std::string> erase_old_care(Store& s, Instant ended_before, Instant now) {
    Files files;
    for (const std::string& account : first_column(s.db.query(
             "SELECT a.id FROM accounts a WHERE a.deleted_at IS NOT NULL AND a.erased_at IS NULL AND a.deleted_at<?"
             " AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.account_id=a.id AND"
             " (v.ended_at IS NULL OR v.ended_at>=?)) LIMIT 20",
             ended_before, ended_before))) {
        for (const std::string& id : first_column(s.db.query("SELECT id FROM visits WHERE account_id=?", account)))
            erase_visit(s, id);
        for (const std::string& id : first_column(s.db.query("SELECT id FROM people WHERE account_id=?", account)))
            erase_person(s, id);
        for (const std::string& id : first_column(s.db.query("SELECT id FROM records WHERE account_id=?", account)))
            erase_record(s, id, now);
        for (const std::string& id :
             first_column(s.db.query("SELECT id FROM uploads WHERE account_id=? AND erased=0", account)))
            erase_upload(s, id, files);
        erase_words(s, account);
        s.db.run("UPDATE accounts SET erased_at=? WHERE id=?", now, account);
    }
    return files;
}

std::vector<std::string> identity_check_ids(Store& s, std::string_view account_id) {
    return first_column(
        s.db.query("SELECT id FROM identity_checks WHERE account_id=? ORDER BY created_at DESC, id", account_id));
}
std::vector<std::string> prescription_ids(Store& s, std::string_view visit_id) {
    return first_column(
        s.db.query("SELECT id FROM prescriptions WHERE visit_id=? ORDER BY signed_at DESC, id", visit_id));
}
std::vector<std::string> payment_ids(Store& s, std::string_view account_id) {
    return first_column(
        s.db.query("SELECT id FROM payments WHERE account_id=? ORDER BY created_at DESC, id", account_id));
}

}  // namespace bz::server::store

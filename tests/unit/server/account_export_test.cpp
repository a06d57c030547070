#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "api/account_export.hpp"
#include "server/handlers/account.hpp"
#include "server/handlers/printed.hpp"
#include "server/handlers/printed_words.hpp"
#include "server/support.hpp"

#include <set>

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;

namespace {

// Where a table's rows are in the export, or why they are not. Whoever adds a table says here which.
struct Kept {
    const char* table;
    const char* part;         // of api::AccountExport; null when it is left out
    const char* reason = "";  // for leaving it, or a part of it, out
};
constexpr Kept tables[] = {
    {"accounts", "phone"},
    {"addresses", "addresses"},
    {"audit", "audit_events"},
    {"batch_rows", "mandates"},
    {"carers", "carers"},
    {"code_tries", nullptr, "counts of wrong codes, for an hour"},
    {"complaint_lines", "complaints"},
    {"complaints", "complaints"},
    {"consents", "consents"},
    {"earlier_care", "people"},
    {"events", nullptr, "which of the things here changed, by id, for a week"},
    {"family_names", "help_sessions"},
    {"guardianships", "guardianships"},
    {"hand_overs", nullptr, "a copy of what was typed, on its way to another device for minutes"},
    {"help_sessions", "help_sessions"},
    {"idempotency", nullptr, "copies of answers that were given, for two days, so that a retry does nothing twice"},
    {"identity_checks", "identity_checks"},
    {"key_check", nullptr, "of the server"},
    {"launch_tokens", nullptr, "a way in for a minute; what it proved is in linked_accounts or in phone"},
    {"mandates", "mandates"},
    {"messages", "visits"},
    {"migrations", nullptr, "of the server"},
    {"orders", "orders"},
    {"outbox", nullptr, "which of the things here changed, by id, on its way to the hospital's own systems"},
    {"payments", "payments"},
    {"people", "people"},
    {"pharmacies", nullptr, "of the hospital"},
    {"pickups", "orders"},
    {"prescriptions", "visits"},
    {"quotes", "orders", "offers for an hour that nobody took are left out: they follow from the prescription"},
    {"ratings", "visits"},
    {"read_marks", nullptr, "how far each side has read a talk that is here"},
    {"record_pages", "records"},
    {"records", "records"},
    {"refunds", "payments"},
    {"sessions", "sessions"},
    {"smart_accounts", "linked_accounts"},
    {"smart_attempts", nullptr, "a sign-in under way, for ten minutes; what came of it is in linked_accounts"},
    {"sms_codes", nullptr, "codes that were sent to the phone, for a day"},
    {"staff", nullptr, "of the hospital; whoever acted is named where they did"},
    {"stock", nullptr, "of the hospital"},
    {"stock_holds", nullptr, "which packs an order has on the shelf; the order says which medicine"},
    {"tracking", "orders"},
    {"uploads", "records", "what was sent and never used goes after a day; papers have a list of their own"},
    {"visits", "visits"},
    {"webhooks", nullptr, "of the hospital"},
};

api::Json empty_export() {
    api::Json json;
    api::encode(api::AccountExport{}, json);
    return json;
}

}  // namespace

TEST_CASE("export: every table of the schema is in it, or is left out for a reason") {
    Bench bench;
    std::set<std::string> schema;
    Query query = bench.db.query("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'");
    while (query.next()) schema.insert(query.text(0));
    std::set<std::string> listed;
    for (const Kept& kept : tables) CHECK(listed.insert(kept.table).second);
    CHECK(listed == schema);
}

TEST_CASE("export: what is named as a part of it is one, and nothing of a person is left out without a reason") {
    const api::Json parts = empty_export();
    for (const Kept& kept : tables) {
        CAPTURE(kept.table);
        if (kept.part)
            CHECK(parts.contains(kept.part));
        else
            CHECK(std::string_view(kept.reason).size() > 5);
    }
}

TEST_CASE("export: every part has a heading on paper, in both languages") {
    const api::Json parts = empty_export();
    for (const char* lang : {"zh", "en"}) {
        const std::string page = printed_account(parts, lang);
        for (const auto& [part, value] : parts.items()) {
            CAPTURE(part);
            const PrintedWord* word = field_word(part);
            REQUIRE(word);
            CHECK(page.contains(escaped(word->in(std::string_view(lang) == "en"))));
        }
    }
}

TEST_CASE("export: on paper codes are words, what people wrote stays, and ids are names or nothing") {
    api::AccountExport all;
    api::ExportedPerson person;
    person.person.id = "per_1";
    person.person.name = "任长河";
    person.person.relationship = "self";
    all.people.push_back(person);
    all.help_sessions.emplace_back();
    all.help_sessions[0].id = "hlp_1";
    all.help_sessions[0].asked_at = "2026-07-20T15:10:00+08:00";
    all.help_sessions[0].screen = "sign_in";
    all.help_sessions[0].acts = {{"2026-07-20T15:11:00+08:00", "help.said", "helper", "孙<帮忙>"}};
    api::ExportedMandate mandate;
    mandate.mandate.person_id = "per_1";
    mandate.mandate.signed_on = "2026-07-01";
    all.mandates.push_back(mandate);
    all.complaints.emplace_back();
    all.complaints[0].lines = {{"patient", "self", "", "2026-07-20T15:10:00+08:00"}};
    api::Json json;
    api::encode(all, json);
    const std::string page = printed_account(json, "zh");
    CHECK(page.contains("<dt>就诊人</dt><dd>任长河</dd>"));
    CHECK(page.contains("<dt>签字日期</dt><dd>2026年7月1日</dd>"));
    CHECK(page.contains("<dt>在哪一步</dt><dd>登录</dd>"));
    CHECK(page.contains("2026年7月20日 15:11 孙&lt;帮忙&gt;：帮忙的工作人员说了一句话"));
    CHECK(page.contains("<dt>关系</dt><dd>本人</dd>"));
    CHECK(page.contains("<dt>内容</dt><dd>self</dd>"));
    CHECK_FALSE(page.contains("per_1"));
    CHECK_FALSE(page.contains("hlp_1"));
    CHECK(printed_account(json, "en").contains("20 July 2026, 15:10"));
}

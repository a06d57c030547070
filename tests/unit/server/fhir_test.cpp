#include <doctest/doctest.h>

#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"
#include "server/support.hpp"

#include <nlohmann/json.hpp>

using namespace bz;
using namespace bz::server;
using namespace bz::server::test;
using api::Json;
using domain::PrescriptionState;
using domain::VisitState;

namespace {

VisitRow sent_visit(VisitState state) {
    VisitRow visit;
    visit.id = "vis_abc";
    visit.person_id = "per_abc";
    visit.kind = domain::VisitKind::refill;
    visit.state = state;
    visit.submitted_at = noon;
    visit.draft.medicine_ids = {"m 1", "m2"};
    visit.draft.record_ids = {"rec_abc"};
    visit.draft.weeks = 4;
    return visit;
}

Json task_of(VisitRow visit) {
    return Json::parse(fhir::task({std::move(visit), {}, {{"m 1", "阿托伐他汀钙片"}}, "青岚市医院", "一楼"}));
}

PrescriptionRow sheet(PrescriptionState state) {
    PrescriptionRow row;
    row.id = "rx_abc";
    row.visit_id = "vis_abc";
    row.person_id = "per_abc";
    row.state = state;
    row.items = {{"甲", "1 mg", "每晚 1 片", 4, false}, {"乙", "", "", 2, true}};
    row.signed_at = noon;
    row.valid_until = noon + ms_per_day;
    return row;
}

std::string error_of(std::string_view type, const fhir::Parameters& parameters) {
    const auto search = fhir::parse_search(*fhir::resource_info(type), parameters);
    return search ? "" : std::string(search.error().code) + ' ' + search.error().name;
}

fhir::Search search_of(std::string_view type, const fhir::Parameters& parameters) {
    const auto search = fhir::parse_search(*fhir::resource_info(type), parameters);
    REQUIRE(search);
    return *search;
}

Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

}  // namespace

TEST_CASE("fhir: ids go there and back, and nothing else passes for one") {
    CHECK(fhir::fhir_id("vis_abc9") == "vis-abc9");
    CHECK(fhir::own_id("vis-abc9", "vis") == "vis_abc9");
    for (const char* wrong : {"", "vis", "vis-", "rx-abc", "vis_abc", "vis-a_b", "vis-A", "vis-a-b", "visx-abc"})
        CHECK_FALSE(fhir::own_id(wrong, "vis"));
    CHECK_FALSE(fhir::own_id("vis-" + std::string(61, 'a'), "vis"));
}

TEST_CASE("fhir: times always have their milliseconds") {
    CHECK(fhir::instant_text(noon) == "2026-07-20T12:00:00.000+08:00");
    CHECK(fhir::instant_text(noon + 7) == "2026-07-20T12:00:00.007+08:00");
}

TEST_CASE("fhir: texts are never empty and hold no control characters") {
    Json json = Json::object();
    fhir::put(json, "a", " \n ");
    fhir::put(json, "b", std::string_view("\x01\x02", 2));
    fhir::put(json, "c", "  一\x01二\n ");
    CHECK(json.dump() == R"({"c":"一 二"})");
}

TEST_CASE("fhir: every state has a code") {
    for (const std::string_view state : EnumNames<VisitState>::names)
        if (state != "draft") CHECK_FALSE(fhir::fhir_code(fhir::task_status(), state).empty());
    for (const std::string_view state : EnumNames<PrescriptionState>::names)
        CHECK_FALSE(fhir::fhir_code(fhir::medication_status(), state).empty());
    for (const std::string_view kind : EnumNames<domain::VisitKind>::names)
        CHECK(fhir::fhir_code(fhir::visit_kinds(), kind) == kind);
    for (const std::string_view kind : EnumNames<domain::RecordKind>::names)
        CHECK(fhir::fhir_code(fhir::record_kinds(), kind) == kind);
}

TEST_CASE("fhir: a refill request") {
    const Json task = task_of(sent_visit(VisitState::queued));
    CHECK(task["status"] == "received");
    CHECK(task["code"]["text"] == "Refill Request");
    CHECK(task["focus"]["display"] == "阿托伐他汀钙片");
    CHECK(task["input"].size() == 4);
    CHECK(task["input"][1]["valueReference"]["identifier"]["value"] == "m2");
    CHECK_FALSE(task.contains("output"));
    CHECK_FALSE(task.contains("owner"));
    CHECK_FALSE(task.contains("executionPeriod"));
}

TEST_CASE("fhir: a visit that was opened again has not ended") {
    VisitRow visit = sent_visit(VisitState::in_consultation);
    visit.accepted_at = noon + 1;
    visit.ended_at = noon + 2;
    CHECK_FALSE(task_of(visit)["executionPeriod"].contains("end"));
    visit.state = VisitState::prescribed;
    CHECK(task_of(visit)["executionPeriod"]["end"] == fhir::instant_text(noon + 2));
}

TEST_CASE("fhir: a termination carries its referral, a conclusion its summary") {
    VisitRow visit = sent_visit(VisitState::terminated);
    visit.accepted_at = visit.ended_at = noon;
    visit.ending = Ending{"请到门诊", "李医生", ""};
    visit.termination_reason = domain::TerminationReason::first_visit;
    Json task = task_of(visit);
    CHECK(task["status"] == "rejected");
    CHECK(task["contained"][0]["note"][0]["text"] == "请到门诊");
    CHECK(task["output"][0]["valueReference"]["reference"] == "#referral");
    visit.state = VisitState::concluded;
    visit.termination_reason.reset();
    visit.ending->follow_up_on = "2030-01-15";
    task = task_of(visit);
    CHECK(task["status"] == "completed");
    CHECK(task["output"][1]["valueDate"] == "2030-01-15");
    CHECK_FALSE(task.contains("contained"));
}

TEST_CASE("fhir: a sheet's medicines are counted from one and share its state") {
    const Json second = Json::parse(fhir::medication_request(sheet(PrescriptionState::in_review), 2, false));
    CHECK(second["id"] == "rx-abc-2");
    CHECK(second["status"] == "draft");
    CHECK(second["medicationCodeableConcept"]["text"] == "乙");
    CHECK_FALSE(second.contains("dosageInstruction"));
    CHECK(second["note"].size() == 1);
    const auto status = [](PrescriptionState state, bool handed_over) {
        return Json::parse(fhir::medication_request(sheet(state), 1, handed_over))["status"].get<std::string>();
    };
    CHECK(status(PrescriptionState::ordered, false) == "active");
    CHECK(status(PrescriptionState::ordered, true) == "completed");
    CHECK(status(PrescriptionState::returned, false) == "cancelled");
    CHECK(status(PrescriptionState::expired, false) == "stopped");
}

TEST_CASE("fhir: an unverified number is no official one; each document has its system") {
    PersonRow person;
    person.id = "per_abc";
    person.name = "王桂兰";
    person.document_type = "resident_id";
    person.number = "990101195303150115";
    person.born_on = "1953-03-15";
    person.sex = "male";
    Json json = Json::parse(fhir::patient({person, true, "医院"}));
    CHECK(json["identifier"][0]["use"] == "temp");
    CHECK(json["identifier"][0]["system"] == "urn:oid:2.16.156.10011.1.3");
    person.verified = true;
    person.document_type = "hk_macao_travel_permit";
    person.sex = "unknown";
    json = Json::parse(fhir::patient({person, false, "医院"}));
    CHECK(json["identifier"][0]["use"] == "official");
    CHECK(json["identifier"][0]["system"] == "urn:banzhen:document:hk_macao_travel_permit");
    CHECK(json["gender"] == "unknown");
    CHECK(json["active"] == false);
}

TEST_CASE("fhir: an answer to a consent is active until a newer one comes") {
    fhir::ConsentSource source{"con_3", {3, "face", 2, true, noon}, "per_abc", 0, "医院"};
    CHECK(Json::parse(fhir::consent(source))["status"] == "active");
    source.superseded_at = noon + 5;
    const Json old = Json::parse(fhir::consent(source));
    CHECK(old["status"] == "inactive");
    CHECK(old["meta"]["lastUpdated"] == fhir::instant_text(noon + 5));
    source.answer.given = false;
    source.person_id.clear();
    const Json refused = Json::parse(fhir::consent(source));
    CHECK(refused["status"] == "rejected");
    CHECK_FALSE(refused.contains("patient"));
}

TEST_CASE("fhir: a line of the log") {
    fhir::AuditSource source{
        "aud_9", {9, noon, "qinglan", "doctor", "sta_1", "acc_1", "GET /desk/visits/{id}", "vis_1"}, "per_1", "医院"};
    const Json look = Json::parse(fhir::audit_event(source));
    CHECK(look["action"] == "R");
    CHECK(look["entity"][0]["what"]["reference"] == "Patient/per-1");
    CHECK(look["entity"][1]["what"]["identifier"]["value"] == "vis_1");
    CHECK(look["outcome"] == "0");
    CHECK_FALSE(look["agent"][0].contains("name"));
    source.actor_name = "周敏";
    const Json named = Json::parse(fhir::audit_event(source));
    CHECK(named["agent"][0]["name"] == "周敏");
    CHECK(named["agent"][0]["who"]["identifier"]["value"] == "sta_1");
    source.entry.action = "help.refused";  // tried, and not done
    CHECK(Json::parse(fhir::audit_event(source))["outcome"] == "4");
    source.entry.actor_kind = "family";  // known by a name alone: nobody's Practitioner
    source.entry.actor_id = source.entry.object = "hlp_1";
    source.actor_name = "任晓";
    const Json close = Json::parse(fhir::audit_event(source));
    CHECK(close["agent"][0]["name"] == "任晓");
    CHECK_FALSE(close["agent"][0].contains("who"));
    source.actor_name.clear();
    CHECK(Json::parse(fhir::audit_event(source))["agent"][0]["name"] == "family");
    source.entry.actor_kind = "anonymous";
    source.entry.actor_id.clear();
    source.entry.action = "POST /sessions";
    source.entry.object.clear();
    source.person_id.clear();
    const Json other = Json::parse(fhir::audit_event(source));
    CHECK(other["action"] == "C");
    CHECK_FALSE(other.contains("entity"));
    CHECK_FALSE(other["agent"][0].contains("who"));
}

TEST_CASE("fhir: a bundle is JSON, with and without entries") {
    const fhir::BundleLinks links{"http://h/fhir/R4", "http://h/fhir/R4/Task?a=\"b\"", ""};
    CHECK_FALSE(Json::parse(fhir::searchset({}, links)).contains("entry"));
    const Json two = Json::parse(fhir::searchset({{"Task", "vis-a", "{}"}, {"Task", "vis-b", "{}"}}, links));
    CHECK(two["entry"][1]["fullUrl"] == "http://h/fhir/R4/Task/vis-b");
    CHECK(two["link"].size() == 1);
}

TEST_CASE("fhir: a search says what it wants, or is refused") {
    const auto search = search_of("Task", {{"patient", "http://h/fhir/R4/Patient/per-a"},
                                           {"status", "completed,http://hl7.org/fhir/task-status|rejected"},
                                           {"code", "refill"},
                                           {"_count", "1000"}});
    CHECK(search.person_id == "per_a");
    CHECK(search.states == ",concluded,prescribed,terminated,");
    CHECK(search.kinds == ",refill,");
    CHECK(search.count == fhir::page_most);
    CHECK(search_of("Task", {{"status", "draft"}}).states == ",");  // nobody is in it
    CHECK(search_of("Task", {{"patient", "nobody"}}).nothing);
    CHECK(error_of("Task", {{"nme", "x"}}) == "unknown ");
    CHECK(error_of("Task", {{"status", "done"}}) == "invalid status");
    CHECK(error_of("Task", {{"code", "refill"}, {"code", "refill"}}) == "repeated code");
    CHECK(error_of("Task", {{"patient", "Group/x"}}) == "invalid patient");
    CHECK(error_of("Task", {{"_count", "-1"}}) == "invalid _count");
    CHECK(error_of("Patient", {{"patient", "per-a"}}) == "unknown ");
}

TEST_CASE("fhir: a time means a day of China's, a month, a year, or as exact as it is written") {
    const auto span = [](const char* value) {
        const auto search = search_of("Task", {{"authored-on", value}});
        return std::pair(search.from, search.until);
    };
    const Instant day = at("2026-07-20T00:00:00+08:00");
    CHECK(span("2026-07-20") == std::pair(day, day + ms_per_day));
    CHECK(span("gt2026-07-20") == std::pair(day + ms_per_day, instant_max));
    CHECK(span("le2026-07-20") == std::pair(instant_min, day + ms_per_day));
    CHECK(span("2026-12") == std::pair(at("2026-12-01T00:00:00+08:00"), at("2027-01-01T00:00:00+08:00")));
    CHECK(span("2026") == std::pair(at("2026-01-01T00:00:00+08:00"), at("2027-01-01T00:00:00+08:00")));
    CHECK(span("9999").second == instant_max);
    CHECK(span("2026-07-20T12:00:00 08:00") == std::pair(noon, noon + 1000));
    CHECK(span("gt2026-07-20T04:00:00.000Z").first == noon + 1);
    const auto both = search_of("Task", {{"authored-on", "ge2026-07-20"}, {"authored-on", "lt2026-07-21"}});
    CHECK(both.until - both.from == ms_per_day);
    for (const char* wrong : {"", "x", "gt", "ne2026", "2026-02-30", "2026-7-1", "20260720", "2026-07-20T12:00:00"})
        CHECK(error_of("Task", {{"authored-on", wrong}}) == "invalid authored-on");
}

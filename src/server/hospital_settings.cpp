#include "server/hospital_settings.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace bz::api {
BZ_SCHEMA(domain::RefillRules, weeks_usual, weeks_simple_max, weeks_max, items_max, prescription_valid_days,
          prescription_valid_days_max, banned_online, cold_chain);
BZ_SCHEMA(domain::HospitalRules, refill, refill_fee, refill_insurance_estimate, consultation_fee, courier_fee,
          pay_minutes, delivery_days, pickup_hours, promised_minutes, typical_minutes, accept_hours, guardian_age,
          record_bytes_max, records_max, sms_code_length, sms_code_ttl_minutes, sms_code_attempts, sms_resend_seconds);
BZ_SCHEMA(server::HospitalSystems, payment_address);
BZ_SCHEMA(server::SmartProvider, iss, client_id, client_secret_file, origins, phone);
BZ_SCHEMA(server::HospitalSettings, id, hosts, origins, name, short_name, licence, phone, phone_hours, desk_place,
          referral_place, rules, red_flags, consents, identity_methods, cities, gate, first_visit_exceptions, languages,
          opening_hours, theme, insurance_notice, connection, smart);
}  // namespace bz::api

namespace bz::server {

namespace {

std::vector<api::RedFlag> red_flags() {
    return {
        {"chest_pain",
         "heart-pulse",
         {"胸口压着疼，超过 15 分钟", "Chest pressure for over 15 minutes"},
         {"胸口压着疼", "Chest pressure"}},
        {"breathless", "wind", {"喘不上气，躺不平", "Cannot catch your breath"}, {"喘不上气", "Cannot breathe"}},
        {"stroke",
         "brain",
         {"嘴歪、说不清话、一边手脚没劲", "Face drooping, slurred speech, one weak arm or leg"},
         {"嘴歪，一边没劲", "Face drooping, one side weak"}},
        {"fainted", "user-round-x", {"突然晕倒，或者叫不醒", "Fainted, or cannot be woken"}, {"突然晕倒", "Fainted"}},
        {"bleeding",
         "droplets",
         {"大量出血、吐血或便血", "Heavy bleeding, blood in vomit or stool"},
         {"大量出血", "Heavy bleeding"}},
    };
}

std::vector<api::GateQuestion> gate_questions() {
    using enum domain::GateLead;
    const std::vector refills = {domain::VisitKind::refill};
    return {
        {"diagnosed",
         refills,
         {"这个病，医院确诊过吗？", "Did a hospital diagnose this illness?"},
         {{"yes", {"确诊过", "Yes, it did"}, continue_},
          {"no", {"没有，第一次看", "No, this is new"}, stop},
          {"unsure", {"不清楚", "I am not sure"}, staff}}},
        {"changed",
         refills,
         {"和上次看病比，有变化吗？", "Has anything changed since your last visit?"},
         {{"same", {"没变化，和以前一样", "No, same as before"}, continue_},
          {"changed", {"有变化", "Yes, something changed"}, consultation},
          {"unsure", {"说不清", "I cannot say"}, consultation}}},
    };
}

std::string in_words(const api::FieldError& error) {
    const auto words = [&]() -> std::string_view {
        if (error.code == "unknown") return "there is a name here that is not known";
        if (error.code == "type") return "this is the wrong kind of value";
        if (error.code == "choice") return "this is none of the possible values";
        if (error.code == "required") return "this is missing";
        return error.code;
    }();
    return (error.pointer.empty() ? "/" : error.pointer) + ": " + std::string(words);
}

}  // namespace

HospitalSettings built_in_hospital() {
    HospitalSettings hospital;
    hospital.id = "qinglan";
    hospital.name = {"青岚市第一人民医院互联网医院", "Qinglan First People's Hospital Internet Hospital"};
    hospital.short_name = {"青岚市第一人民医院", "Qinglan First People's Hospital"};
    hospital.licence = "PDY00000037010017A1002";
    hospital.phone = "400-000-6120";
    hospital.phone_hours = "8:00–20:00";
    hospital.desk_place = {"医院 1 楼服务台", "Service desk, ground floor of the hospital"};
    hospital.referral_place = {"门诊楼 2 层，心内科", "Outpatient building, floor 2, Cardiology"};
    hospital.red_flags = red_flags();
    hospital.consents = {{"health_data", 1, true},
                         {"sms_notice", 1, false},
                         {"terms", 1, true},
                         {"share_pharmacy", 1, false},
                         {"face", 1, false}};
    hospital.identity_methods = {domain::IdentityMethod::registry, domain::IdentityMethod::staff_review,
                                 domain::IdentityMethod::insurance_credential, domain::IdentityMethod::face};
    hospital.gate = gate_questions();
    hospital.languages = {"zh", "en"};
    for (int day = 1; day <= 7; ++day) hospital.opening_hours.push_back({day, "08:00", "20:00"});
    hospital.theme = {"#14514b", "#ffffff", "#f8f4eb", "#1e2d2b", "#a32a20"};
    hospital.insurance_notice = {"复诊的诊察费和药费，能报销的按医保规定报销；快递费自己付。",
                                 "Fees and medicine of a follow-up are covered as the insurance rules say; the courier"
                                 " is paid by yourself."};
    hospital.cities = {{"qinglan", {"青岚市", "Qinglan"}, 70, true}, {"linjiang", {"临江市", "Linjiang"}, 60, false}};
    return hospital;
}

bool first_visits_allowed(const HospitalSettings& hospital, Date day) {
    const std::string today = date_text(day);  // dates as text are in order
    return std::ranges::any_of(hospital.first_visit_exceptions, [&](const api::FirstVisitException& exception) {
        return exception.from <= today && today <= exception.until;
    });
}

const api::City* city_of(const HospitalSettings& hospital, std::string_view address) {
    const api::City* best = nullptr;
    for (const api::City& city : hospital.cities) {
        const bool named = address.contains(city.name.zh) || address.contains(city.name.en);
        if (named && (!best || city.name.zh.size() > best->name.zh.size())) best = &city;
    }
    return best;
}

std::expected<HospitalSettings, std::string> parse_hospital(std::string_view text) {
    const api::Json file = api::Json::parse(text, nullptr, false, true);
    if (file.is_discarded()) return std::unexpected("this is not JSON");
    if (!file.is_object() || !file.contains("id")) return std::unexpected("/id: this is missing");
    api::Json whole;
    api::encode(built_in_hospital(), whole);
    whole.merge_patch(file);
    HospitalSettings hospital;
    api::Decoding decoding;
    if (!api::decode(whole, hospital, decoding)) return std::unexpected(in_words(decoding.errors.front()));
    if (std::string wrong = unfit(hospital); !wrong.empty()) return std::unexpected(std::move(wrong));
    return hospital;
}

std::expected<HospitalSettings, std::string> read_hospital_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::unexpected(path + ": cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    auto hospital = parse_hospital(text.view());
    if (!hospital) return std::unexpected(path + ' ' + hospital.error());
    return hospital;
}

}  // namespace bz::server

// One hospital as data: who it is, its rules, its questions and consents. Read from a file for each hospital that a
// server answers for (docs/HOSPITALS.md); what a file leaves out is as in the built-in example hospital. Several
// hospitals on one server share nothing: accounts, staff, visits and queues are each hospital's own.
#pragma once

#include "api/hospital.hpp"
#include "base/date.hpp"
#include "domain/rules.hpp"
#include "server/smart_settings.hpp"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace bz::server {

// The hospital's own systems, when they are connected; the others are named by its webhooks.
struct HospitalSystems {
    std::string payment_address;  // a page where patients pay, with {payment} and {lang} in it
};

struct HospitalSettings {
    std::string id;                    // a-z 0-9 -, kept for ever: rows carry it
    std::vector<std::string> hosts;    // names under which browsers reach it, without port; a request for none of them
                                       // is for the first hospital
    std::vector<std::string> origins;  // pages that may embed the app: https://portal.example.org
    api::LocalText name;               // the internet hospital's registered name
    api::LocalText short_name;         // the physical hospital
    std::string licence;
    std::string phone;
    std::string phone_hours;
    api::LocalText desk_place;      // where the counter is
    api::LocalText referral_place;  // where a patient is sent who has to be seen in person
    domain::HospitalRules rules;
    std::vector<api::RedFlag> red_flags;
    std::vector<api::ConsentForm> consents;
    std::vector<domain::IdentityMethod> identity_methods;
    std::vector<api::City> cities;  // the first is the hospital's own
    std::vector<api::GateQuestion> gate;
    std::vector<api::FirstVisitException> first_visit_exceptions;
    std::vector<std::string> languages;
    std::vector<api::OpeningHours> opening_hours;  // of its doctors; none: always
    api::Theme theme;
    api::LocalText insurance_notice;
    HospitalSystems connection;
    std::vector<SmartProvider> smart;  // where its patients have accounts already
};

[[nodiscard]] bool first_visits_allowed(const HospitalSettings&, Date day);
// What is wrong with it, as "/theme/text: …"; empty when nothing is (hospital_check.cpp).
[[nodiscard]] std::string unfit(const HospitalSettings&);
// The same for a hospital whose systems are connected; `loopback` allows addresses on this machine.
[[nodiscard]] std::string unconnected(const HospitalSettings&, bool loopback);

// The city whose name stands in the address; null for none of them.
[[nodiscard]] const api::City* city_of(const HospitalSettings&, std::string_view address);

// The invented hospital of the sandbox.
[[nodiscard]] HospitalSettings built_in_hospital();

// The text of a hospital's file (JSON, comments allowed) laid over the built-in one. The error is a sentence for the
// person who wrote it; it names the place, as in "/rules/refill_fee: a whole number is wanted".
[[nodiscard]] std::expected<HospitalSettings, std::string> parse_hospital(std::string_view text);
[[nodiscard]] std::expected<HospitalSettings, std::string> read_hospital_file(const std::string& path);

}  // namespace bz::server

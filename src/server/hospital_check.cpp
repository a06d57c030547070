// What no value of a field's type alone can tell about a hospital's file.
#include "server/hospital_settings.hpp"

#include "base/colour.hpp"
#include "base/date.hpp"
#include "server/webhook_url.hpp"

#include <algorithm>
#include <set>

namespace bz::server {

namespace {

constexpr double contrast_min = 4.5;  // WCAG 2.2, 1.4.3, and the MIIT elder specification

bool fits_id(std::string_view id) {
    return !id.empty() && id.size() <= 40 && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

bool empty(const api::LocalText& text) { return text.zh.empty() || text.en.empty(); }

// "08:00" to "24:00".
bool is_time(std::string_view text) {
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return false;
    return text <= "24:00" && text[3] <= '5';
}

// They become a page's security policy, so nothing but an origin may stand there.
std::string check_origins(const std::vector<std::string>& origins) {
    for (std::size_t i = 0; i < origins.size(); ++i) {
        const std::string& origin = origins[i];
        const std::string at = "/origins/" + std::to_string(i);
        const bool tls = origin.starts_with("https://");
        if (!tls && !origin.starts_with("http://")) return at + ": an origin is wanted as https://portal.example.org";
        const std::string_view host = std::string_view(origin).substr(tls ? 8 : 7);
        const bool fits = !host.empty() && origin.size() <= 255 && std::ranges::all_of(host, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
        });
        if (!fits) return at + ": an origin is wanted as https://portal.example.org, in small letters, without a path";
        const std::string_view name = host.substr(0, host.find(':'));
        if (!tls && name != "localhost" && name != "127.0.0.1" && !name.ends_with(".localhost"))
            return at + ": https is wanted, but on this machine itself";
    }
    return {};
}

std::string check_rules(const domain::HospitalRules& rules) {
    if (rules.refill.weeks_max < rules.refill.weeks_simple_max)
        return "/rules/refill/weeks_max: below weeks_simple_max";
    if (rules.refill.weeks_max > 12) return "/rules/refill/weeks_max: the law allows no more than 12";
    if (rules.refill.items_max < 1 || rules.refill.items_max > 5)
        return "/rules/refill/items_max: the law allows 1 to 5 on a sheet";
    if (rules.refill.prescription_valid_days < 1 || rules.refill.prescription_valid_days > 3)
        return "/rules/refill/prescription_valid_days: the law allows 1 to 3";
    if (rules.refill.prescription_valid_days_max < 1 || rules.refill.prescription_valid_days_max > 3)
        return "/rules/refill/prescription_valid_days_max: the law allows 1 to 3";
    if (std::ranges::min({rules.refill_fee, rules.consultation_fee, rules.courier_fee}) < 0)
        return "/rules: a fee is below zero";
    if (rules.refill_insurance_estimate < 0 || rules.refill_insurance_estimate > rules.refill_fee)
        return "/rules/refill_insurance_estimate: it must lie between 0 and refill_fee";
    if (rules.sms_code_ttl_minutes < 1 || rules.sms_code_ttl_minutes > 10)
        return "/rules/sms_code_ttl_minutes: 1 to 10 are wanted";
    if (rules.pay_minutes < 10) return "/rules/pay_minutes: at least 10 are wanted";
    if (rules.guardian_age < 6) return "/rules/guardian_age: the law wants at least 6";
    return {};
}

std::string check_question(const api::GateQuestion& question, const std::string& at) {
    if (!fits_id(question.id)) return at + "/id: 1 to 40 of a-z, 0-9, - and _ are wanted";
    if (empty(question.text)) return at + "/text: both languages are wanted";
    if (question.kinds.empty()) return at + "/kinds: at least one is wanted";
    std::set<std::string> ids;
    bool goes_on = false;
    for (const api::GateOption& answer : question.answers) {
        if (!fits_id(answer.id) || !ids.insert(answer.id).second) return at + "/answers: each needs an id of its own";
        if (empty(answer.text)) return at + "/answers: both languages are wanted";
        goes_on = goes_on || answer.leads_to == domain::GateLead::continue_;
    }
    return goes_on ? std::string() : at + "/answers: none of them leads on";
}

std::string check_gate(const HospitalSettings& hospital) {
    std::set<std::string> ids;
    bool asks_for_diagnosis = false;
    for (std::size_t i = 0; i < hospital.gate.size(); ++i) {
        const api::GateQuestion& question = hospital.gate[i];
        const std::string at = "/gate/" + std::to_string(i);
        if (std::string wrong = check_question(question, at); !wrong.empty()) return wrong;
        if (!ids.insert(question.id).second) return at + "/id: another question has it already";
        const bool refills = std::ranges::find(question.kinds, domain::VisitKind::refill) != question.kinds.end();
        const bool stops = std::ranges::any_of(
            question.answers, [](const api::GateOption& answer) { return answer.leads_to == domain::GateLead::stop; });
        asks_for_diagnosis = asks_for_diagnosis || (question.id == "diagnosed" && refills && stops);
    }
    if (!asks_for_diagnosis)
        return "/gate: before a refill \"diagnosed\" must be asked, with an answer that stops (no first visits online)";
    return {};
}

std::string check_first_visits(const HospitalSettings& hospital) {
    for (std::size_t i = 0; i < hospital.first_visit_exceptions.size(); ++i) {
        const auto& exception = hospital.first_visit_exceptions[i];
        const auto from = parse_date(exception.from);
        const auto until = parse_date(exception.until);
        if (!from || !until || *until < *from)
            return "/first_visit_exceptions/" + std::to_string(i) + ": days are wanted as 2026-12-31, in order";
    }
    return {};
}

std::string check_hours(const HospitalSettings& hospital) {
    for (std::size_t i = 0; i < hospital.opening_hours.size(); ++i) {
        const api::OpeningHours& hours = hospital.opening_hours[i];
        const std::string at = "/opening_hours/" + std::to_string(i);
        if (hours.day < 1 || hours.day > 7) return at + "/day: 1 (Monday) to 7 are wanted";
        if (!is_time(hours.from) || !is_time(hours.until) || hours.from >= hours.until)
            return at + ": times are wanted as 08:00, in order";
    }
    return {};
}

std::string check_cities(const HospitalSettings& hospital) {
    for (std::size_t i = 0; i < hospital.cities.size(); ++i) {
        const api::City& city = hospital.cities[i];
        const std::string at = "/cities/" + std::to_string(i);
        if (!fits_id(city.id) || empty(city.name)) return at + ": an id and a name in both languages are wanted";
        if (city.pooled_percent < 0 || city.pooled_percent > 100) return at + "/pooled_percent: 0 to 100 are wanted";
    }
    return {};
}

std::string check_theme(const api::Theme& theme) {
    struct Pair {
        const char* name;
        const std::string& front;
        const std::string& back;
    };
    for (const Pair& pair : {Pair{"on_brand", theme.on_brand, theme.brand}, Pair{"text", theme.text, theme.surface},
                             Pair{"danger", theme.danger, theme.surface}, Pair{"brand", theme.brand, theme.surface}}) {
        const auto front = parse_colour(pair.front);
        const auto back = parse_colour(pair.back);
        const std::string at = std::string("/theme/") + pair.name;
        if (!front || !back) return at + ": a colour is wanted as #14514b";
        if (contrast_ratio(*front, *back) < contrast_min)
            return at + ": it cannot be read well where it stands (a contrast of 4.5 is wanted)";
    }
    return {};
}

std::string check_languages(const std::vector<std::string>& languages) {
    for (const std::string& language : languages)
        if (language != "zh" && language != "en") return "/languages: zh and en are there";
    return languages.empty() ? "/languages: at least one is wanted" : std::string();
}

}  // namespace

std::string unfit(const HospitalSettings& hospital) {
    if (!fits_id(hospital.id) || hospital.id.contains('_')) return "/id: 1 to 40 of a-z, 0-9 and - are wanted";
    for (std::string wrong :
         {check_origins(hospital.origins), check_rules(hospital.rules), check_gate(hospital),
          check_first_visits(hospital), check_hours(hospital), check_cities(hospital), check_theme(hospital.theme),
          check_languages(hospital.languages), unfit(hospital.smart, true)})
        if (!wrong.empty()) return wrong;
    if (std::ranges::all_of(hospital.identity_methods,
                            [](domain::IdentityMethod m) { return m == domain::IdentityMethod::face; }))
        return "/identity_methods: there must be a way besides the face scan";
    return {};
}

std::string unconnected(const HospitalSettings& hospital, bool loopback) {
    std::string page = hospital.connection.payment_address;
    const auto place = page.find("{payment}");
    if (place == std::string::npos) return "/connection/payment_address: an address with {payment} in it is wanted";
    page.replace(place, std::string_view("{payment}").size(), "x");
    if (!parse_webhook_url(page, loopback)) return "/connection/payment_address: an https address is wanted";
    if (!hospital.smart.empty() && hospital.hosts.empty())
        return "/hosts: with smart they are wanted: the address that leads back begins with one";
    return unfit(hospital.smart, loopback);
}

}  // namespace bz::server

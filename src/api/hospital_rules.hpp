// A hospital's rules as data, as its patients are told them: questions at the gate, first visits, cities, hours, looks.
#pragma once

#include "api/common.hpp"
#include "domain/gate.hpp"

namespace bz::api {

struct GateOption {
    std::string id;
    LocalText text;
    domain::GateLead leads_to{};
};
BZ_SCHEMA(GateOption, id, text, leads_to);

// Asked before a visit, in this order. "diagnosed" and "changed" are answered by the fields of the same names.
struct GateQuestion {
    std::string id;
    std::vector<domain::VisitKind> kinds;  // of the visits before which it is asked
    LocalText text;
    std::vector<GateOption> answers;
};
BZ_SCHEMA(GateQuestion, id, kinds, text, answers);

// From the first to the last day, both included, people without an earlier diagnosis may come too.
struct FirstVisitException {
    std::string from;   // YYYY-MM-DD
    std::string until;  // YYYY-MM-DD
    LocalText note;
};
BZ_SCHEMA(FirstVisitException, from, until, note);

// A city whose insurance is known here, and whether the courier goes there.
struct City {
    std::string id;
    LocalText name;
    int pooled_percent = 0;  // what the pooled insurance usually pays of medicine
    bool courier = true;
};
BZ_SCHEMA(City, id, name, pooled_percent, courier);

struct OpeningHours {
    int day = 1;        // 1 is Monday
    std::string from;   // "08:00"
    std::string until;  // "20:00"
};
BZ_SCHEMA(OpeningHours, day, from, until);

// "#rrggbb". What is written on what must be readable: a contrast of at least 4.5 is checked.
struct Theme {
    std::string brand;     // buttons and marks
    std::string on_brand;  // what is written on them
    std::string surface;   // the page
    std::string text;      // what is written on it
    std::string danger;    // warnings on the page
};
BZ_SCHEMA(Theme, brand, on_brand, surface, text, danger);

}  // namespace bz::api

// People and how the hospital knows that they are who they say: identity checks and consents.
#pragma once

#include "api/common.hpp"
#include "domain/identity_check.hpp"

namespace bz::api {

struct Person {
    std::string id;
    std::string name;
    std::string relationship;  // self | parent | child | spouse | other
    std::string number_masked;
    int age = 0;
    std::string sex;  // female | male
    bool verified = false;
    std::optional<std::string> carer_id;  // of another account that this one cares for: the Carer that says so
};
BZ_SCHEMA(Person, id, name, relationship, number_masked, age, sex, verified, carer_id);

struct ConsentGiven {
    std::string purpose;
    int version = 0;
    bool given = false;
};
BZ_SCHEMA(ConsentGiven, purpose, version, given);

// An answer to a consent as it was given.
struct Consent {
    std::string purpose;
    int version = 0;
    bool given = false;
    std::string at;
};
BZ_SCHEMA(Consent, purpose, version, given, at);

struct IdentityCheckRequest {
    domain::DocumentType document_type{};
    std::string name;
    std::string number;
    std::string relationship;
    domain::IdentityMethod method{};
    std::vector<ConsentGiven> consents;
    std::optional<std::string> document_upload_id;  // a finished upload, for staff review
    // What the number does not tell (domain/identity_document.hpp says which document needs what).
    std::optional<std::string> country;     // ISO 3166-1 alpha-3
    std::optional<std::string> expires_on;  // YYYY-MM-DD
    std::optional<std::string> born_on;
    std::optional<std::string> sex;  // female | male
};
BZ_SCHEMA(IdentityCheckRequest, document_type, name, number, relationship, method, consents, document_upload_id,
          country, expires_on, born_on, sex);

struct IdentityCheck {
    std::string id;
    domain::IdentityCheckState state{};
    domain::IdentityMethod method{};
    std::string person_id;
    std::string created_at;
    // code: no_match | phone_differs | photo_unclear | number_differs | failed | expired | abandoned
    std::optional<std::string> reason;
    std::optional<std::string> redirect_url;  // where the check goes on, while it is pending
    std::optional<std::string> expires_at;    // until then
    std::optional<int> ahead;                 // while staff look: how many wait before this one
    std::optional<int> typical_minutes;       // how long staff took lately, when that is known
};
BZ_SCHEMA(IdentityCheck, id, state, method, person_id, created_at, reason, redirect_url, expires_at, ahead,
          typical_minutes);

// A medicine on an earlier prescription at this hospital: the only names shown before a pharmacist's review.
struct EarlierMedicine {
    std::string id;
    std::string name;
    std::string last_prescribed_on;  // YYYY-MM-DD
    bool hospital_only = false;      // banned online or cold chain: collected at the hospital
    std::optional<bool> in_stock;    // at a pharmacy that keeps its stock here; left out when nobody knows
};
BZ_SCHEMA(EarlierMedicine, id, name, last_prescribed_on, hospital_only, in_stock);

struct Doctor {
    std::string id;
    std::string name;
    LocalText department;
    LocalText title;
};
BZ_SCHEMA(Doctor, id, name, department, title);

// What the person has at home of the newest order, and what asking for the same again would say.
struct Supply {
    std::string visit_id;
    std::string runs_out_on;                   // YYYY-MM-DD, the first day without (domain/supply.hpp)
    std::vector<std::string> medicines;        // their names, as ordered
    std::vector<std::string> medicine_ids;     // of EarlierMedicine, those still listed
    std::optional<std::string> medicine_text;  // as the patient wrote it then
    int weeks = 0;
};
BZ_SCHEMA(Supply, visit_id, runs_out_on, medicines, medicine_ids, medicine_text, weeks);

struct EarlierCare {
    std::vector<EarlierMedicine> medicines;
    std::optional<Doctor> doctor;
    std::optional<std::string> stock_checked_at;  // when in_stock was true
    std::optional<Supply> supply;                 // once an order was handed over, and no newer one is under way
};
BZ_SCHEMA(EarlierCare, medicines, doctor, stock_checked_at, supply);

// Everything home needs about the person who signed in, in one answer.
struct Account {
    std::string phone_masked;
    std::vector<Person> people;
    std::optional<IdentityCheck> identity_check;  // the newest one that is not yet verified
    std::optional<std::string> open_visit_id;
    std::optional<std::string> open_order_id;
    int records_count = 0;
};
BZ_SCHEMA(Account, phone_masked, people, identity_check, open_visit_id, open_order_id, records_count);

struct PersonList {
    std::vector<Person> items;
};
BZ_SCHEMA(PersonList, items);

struct ConsentList {
    std::vector<Consent> items;
    std::optional<std::string> next_cursor;  // in the history only
};
BZ_SCHEMA(ConsentList, items, next_cursor);

struct IdentityCheckList {
    std::vector<IdentityCheck> items;
};
BZ_SCHEMA(IdentityCheckList, items);

}  // namespace bz::api

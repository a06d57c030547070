// What waits for someone at the desk: lists by work, each with no more of the patient than that work needs.
#pragma once

#include "api/desk.hpp"

namespace bz::api {

struct PrescriptionList {
    std::vector<Prescription> items;
};
BZ_SCHEMA(PrescriptionList, items);

// A community worker whom the patient gave a mandate.
struct MandateHolder {
    std::string mandate_id;
    std::string name;
};
BZ_SCHEMA(MandateHolder, mandate_id, name);

struct DeskOrder {
    std::string id;
    domain::OrderState state{};
    domain::Fulfilment fulfilment{};
    std::string pharmacy;
    std::optional<std::string> pharmacy_id;
    std::string ready_by;  // as promised to the patient
    std::string moved_at;
    std::vector<PrescriptionItem> items;  // for pharmacies: what goes into the parcel
    std::optional<Address> address;       // while a pharmacy or a courier needs it
    std::optional<std::string> tracking_number;
    bool pickup_blocked = false;                                // too many wrong codes: a clerk must look into it
    std::optional<std::vector<MandateHolder>> mandate_holders;  // who else may collect it
};
BZ_SCHEMA(DeskOrder, id, state, fulfilment, pharmacy, pharmacy_id, ready_by, moved_at, items, address, tracking_number,
          pickup_blocked, mandate_holders);

struct DeskOrderList {
    std::vector<DeskOrder> items;
};
BZ_SCHEMA(DeskOrderList, items);

// Whom the hospital has to make sure of, with all that is needed for it.
struct DeskIdentityCheck {
    std::string id;
    domain::IdentityCheckState state{};
    domain::IdentityMethod method{};
    std::string person_id;
    std::string created_at;
    std::optional<std::string> reason;
    domain::DocumentType document_type{};
    std::string name;
    std::string number;
    std::optional<std::string> document_upload_id;  // its picture
    std::optional<std::string> country;
    std::optional<std::string> expires_on;
    std::optional<std::string> born_on;
    std::optional<std::string> phone;      // for the registry, when the person is the account's holder
    std::optional<int> ahead;              // of those that wait for staff: how many have waited longer
    std::optional<std::string> opened_at;  // when staff first looked
    std::optional<std::string> held_by;    // the name of who looks at it now, until held_until
    std::optional<std::string> held_until;
    std::optional<bool> mine;  // it is the caller who looks
};
BZ_SCHEMA(DeskIdentityCheck, id, state, method, person_id, created_at, reason, document_type, name, number,
          document_upload_id, country, expires_on, born_on, phone, ahead, opened_at, held_by, held_until, mine);

struct DeskIdentityCheckList {
    std::vector<DeskIdentityCheck> items;
    // How long staff took lately: from being sent, and from the first look. Left out while there were none.
    std::optional<int> median_seconds_last_20;
    std::optional<int> median_look_seconds_last_20;
};
BZ_SCHEMA(DeskIdentityCheckList, items, median_seconds_last_20, median_look_seconds_last_20);

// How much waits, and how long it has.
struct DeskWaiting {
    int queued = 0;           // visits without a doctor yet
    int unassigned = 0;       // handed back by their doctor
    int longest_minutes = 0;  // of those queued
    int late = 0;             // queued for longer than was promised
    int promised_minutes = 0;
    int to_review = 0;  // prescriptions
    int to_pack = 0;    // paid orders
    int to_ship = 0;    // packed ones
    int identity_checks = 0;
    int guardianships = 0;  // papers of guardians
    int complaints = 0;     // received or in progress
};
BZ_SCHEMA(DeskWaiting, queued, unassigned, longest_minutes, late, promised_minutes, to_review, to_pack, to_ship,
          identity_checks, guardianships, complaints);

struct DeskHandover {
    std::optional<std::string> doctor_id;  // a member of staff; left out: whoever takes it next
};
BZ_SCHEMA(DeskHandover, doctor_id);

}  // namespace bz::api

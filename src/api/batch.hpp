// A community worker's list: people who signed a mandate, a refill prepared for each, what they said to it on the
// phone.
#pragma once

#include "api/common.hpp"
#include "api/hospital.hpp"
#include "api/mandate.hpp"
#include "api/visit.hpp"
#include "domain/batch.hpp"

namespace bz::api {

// ---- mandates ----

// As it stands on the signed paper that staff have before them.
struct MandateRequest {
    std::string worker_id;
    std::string name;    // of the person who signed
    std::string number;  // of the person's document; compared, not kept
    std::string signed_on;
    std::string ends_on;
    std::optional<std::string> phone;  // where to call; left out: the account's
};
BZ_SCHEMA(MandateRequest, worker_id, name, number, signed_on, ends_on, phone);

// The photo of the signed paper: an upload of the desk's that names the mandate.
struct MandatePaper {
    std::string upload_id;
};
BZ_SCHEMA(MandatePaper, upload_id);

struct CommunityWorker {
    std::string id, name, title;
};
BZ_SCHEMA(CommunityWorker, id, name, title);

struct DeskMandateList {
    std::vector<Mandate> items;
    std::vector<CommunityWorker> workers;  // whom a mandate may name
};
BZ_SCHEMA(DeskMandateList, items, workers);

// ---- the worker's list ----

struct BatchMedicine {
    std::string id;
    std::string name;
    std::string specification;
    std::string usage;
    std::string last_prescribed_on;
    bool hospital_only = false;
};
BZ_SCHEMA(BatchMedicine, id, name, specification, usage, last_prescribed_on, hospital_only);

struct BatchRow {
    domain::BatchState state{};
    std::string content;  // a mark of exactly what is to be read out; it goes back with the answers
    std::vector<BatchMedicine> medicines;
    int weeks = 0;
    std::string updated_at;
    int calls = 0;                         // tries to reach the person
    std::optional<std::string> called_at;  // the last one
    std::optional<std::string> send_by;    // confirmed: afterwards it must be read out again
    std::optional<domain::BatchAdvice> advice;
    std::optional<std::string> failure;      // why it was not sent
    std::optional<std::string> progress;     // once sent
    std::optional<std::string> pickup_code;  // once it can be collected: that is what the mandate is for
};
BZ_SCHEMA(BatchRow, state, content, medicines, weeks, updated_at, calls, called_at, send_by, advice, failure, progress,
          pickup_code);

struct BatchPerson {
    std::string id;  // the mandate's
    std::string name;
    std::optional<int> age;
    std::string phone;
    std::string ends_on;
    bool paper = false;           // what was signed was photographed
    std::optional<BatchRow> row;  // left out: nothing was prepared yet
};
BZ_SCHEMA(BatchPerson, id, name, age, phone, ends_on, paper, row);

struct Batch {
    std::string worker_name;
    std::vector<BatchPerson> items;
};
BZ_SCHEMA(Batch, worker_name, items);

// One person's row, open: what may be prepared, and what to ask.
struct BatchDetail {
    BatchPerson person;
    std::vector<BatchMedicine> medicines;  // of earlier prescriptions
    int weeks_max = 0;
    std::vector<RedFlag> red_flags;
    std::vector<GateQuestion> questions;    // the hospital's own before a refill
    std::optional<std::string> hold_until;  // something changed: nothing may be prepared before
};
BZ_SCHEMA(BatchDetail, person, medicines, weeks_max, red_flags, questions, hold_until);

struct BatchContent {
    std::vector<std::string> medicine_ids;
    int weeks = 0;
};
BZ_SCHEMA(BatchContent, medicine_ids, weeks);

struct BatchReadBack {
    std::string content;
    bool reached = false;
    // What was answered; all are asked of whoever was reached and says yes.
    std::optional<bool> agrees, red_flag, unwell, allergy;
    std::optional<std::vector<GateReply>> answers;
};
BZ_SCHEMA(BatchReadBack, content, reached, agrees, red_flag, unwell, allergy, answers);

}  // namespace bz::api

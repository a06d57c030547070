// A visit: one consultation or one refill request, from draft to its ending.
#pragma once

#include "api/common.hpp"
#include "api/order.hpp"
#include "api/person.hpp"
#include "domain/gate.hpp"
#include "domain/visit.hpp"

namespace bz::api {

struct GateReply {
    std::string question;
    std::string answer;
};
BZ_SCHEMA(GateReply, question, answer);

struct GateAnswers {
    bool red_flags_none = false;
    domain::Diagnosed diagnosed{};
    domain::Changed changed{};
    std::optional<std::vector<GateReply>> answers = {};  // to the hospital's own questions
};
BZ_SCHEMA(GateAnswers, red_flags_none, diagnosed, changed, answers);

// The patient's part of a visit while it is a draft; PATCH replaces the fields that are present.
struct VisitDraft {
    std::optional<GateAnswers> gate;
    std::optional<std::vector<std::string>> record_ids;
    std::optional<std::vector<std::string>> medicine_ids;  // refill: ids of EarlierMedicine
    std::optional<std::string> medicine_text;   // refill: a medicine not on the list, as the patient wrote it
    std::optional<int> weeks;                   // refill
    std::optional<bool> long_supply_confirmed;  // refill, needed above weeks_simple_max
    std::optional<std::string> complaint;       // consultation: what is the matter
    std::optional<bool> guardian_present;       // for a young child: the guardian is there
    std::optional<bool> any_doctor;             // refill: whoever is free, not the one of last time
};
BZ_SCHEMA(VisitDraft, gate, record_ids, medicine_ids, medicine_text, weeks, long_supply_confirmed, complaint,
          guardian_present, any_doctor);

struct VisitRequest {
    domain::VisitKind kind{};
    std::string person_id;
    std::optional<VisitDraft> draft;
};
BZ_SCHEMA(VisitRequest, kind, person_id, draft);

struct Referral {
    std::string hospital;
    LocalText place;
    std::string phone;
    std::string note;  // the doctor's words
    std::string by;    // doctor's name
    std::string at;
};
BZ_SCHEMA(Referral, hospital, place, phone, note, by, at);

struct Summary {
    std::string text;
    std::string by;
    std::optional<std::string> follow_up_on;  // YYYY-MM-DD
};
BZ_SCHEMA(Summary, text, by, follow_up_on);

struct Visit {
    std::string id;
    domain::VisitKind kind{};
    domain::VisitState state{};
    std::string person_id;
    VisitDraft draft;
    std::string created_at;
    std::optional<std::string> submitted_at;
    std::optional<int> place;                // people ahead, while queued
    std::optional<std::string> promised_by;  // latest reply, while queued
    std::optional<Doctor> doctor;
    std::int64_t fee_fen = 0;
    std::int64_t fee_insured_fen = 0;
    std::optional<Payment> payment;
    std::optional<std::string> prescription_id;
    std::optional<std::string> order_id;
    std::optional<domain::TerminationReason> termination_reason;
    std::optional<Referral> referral;
    std::optional<Refund> refund;
    std::optional<Summary> summary;
    std::optional<int> unread_count;  // messages of the other side that were not read yet; absent when there are none
};
BZ_SCHEMA(Visit, id, kind, state, person_id, draft, created_at, submitted_at, place, promised_by, doctor, fee_fen,
          fee_insured_fen, payment, prescription_id, order_id, termination_reason, referral, refund, summary,
          unread_count);

struct VisitList {
    std::vector<Visit> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(VisitList, items, next_cursor);

struct MessageRequest {
    std::string text;                      // may be empty when there is an upload
    std::optional<std::string> upload_id;  // a photo or a voice note
};
BZ_SCHEMA(MessageRequest, text, upload_id);

struct Attachment {
    std::string kind;  // photo | voice
    std::string media_type;
    std::int64_t bytes = 0;
    std::optional<int> seconds;  // of a voice note, when its container tells
};
BZ_SCHEMA(Attachment, kind, media_type, bytes, seconds);

struct Message {
    std::string id;
    std::string from;  // patient | doctor | system
    std::string text;  // for system lines a code: visit_opened | handover | prescribed | concluded | terminated
    std::string by;    // doctor's name; empty for others
    std::string at;
    std::optional<Attachment> attachment;
};
BZ_SCHEMA(Message, id, from, text, by, at, attachment);

struct MessageList {
    std::vector<Message> items;                      // oldest first: a conversation is read downwards
    std::optional<std::string> read_by_other_until;  // id of the last message that the other side has read
};
BZ_SCHEMA(MessageList, items, read_by_other_until);

struct ReadMark {
    std::string message_id;  // everything up to this one was read
};
BZ_SCHEMA(ReadMark, message_id);

}  // namespace bz::api

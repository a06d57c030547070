// Help beside the patient as the helper sees it, and what passes between the two pages: pointing, words, proposals and
// answers. Frames, which are pages as the patient's browser masked them, are not described here: the server does not
// read them.
#pragma once

#include "api/help.hpp"

namespace bz::api {

struct HelpQueueItem {
    std::string id;
    std::string kind;
    std::string state;  // waiting | active
    std::string who;    // "任** 72"; empty when not known
    HelpReason reason;
    bool elder = false;
    std::string language;  // zh | en
    std::string created_at;
    std::optional<std::string> phone;  // whom to call back
    bool mine = false;                 // the caller is the helper
};
BZ_SCHEMA(HelpQueueItem, id, kind, state, who, reason, elder, language, created_at, phone, mine);

struct HelpQueue {
    std::vector<HelpQueueItem> items;  // who has waited longest comes first
    int helpers_on_duty = 0;
    int mean_wait_s = 0;  // of the last twenty; 0 when there were none
};
BZ_SCHEMA(HelpQueue, items, helpers_on_duty, mean_wait_s);

struct HelpJoin {
    std::string code;
};
BZ_SCHEMA(HelpJoin, code);

struct DeskHelpSession {
    std::string id;
    std::string who;
    HelpReason reason;
    bool elder = false;
    std::string language;
    std::vector<std::string> fields;  // that may be proposed
    std::vector<std::string> routes;  // that may be opened
    std::string ends_at;              // at the latest
};
BZ_SCHEMA(DeskHelpSession, id, who, reason, elder, language, fields, routes, ends_at);

struct HelpValue {
    std::string field;  // a node's id
    std::string value;
};
BZ_SCHEMA(HelpValue, field, value);

struct HelpActionRequest {
    std::string kind;  // point | say | propose | withdraw | open | resync
    std::optional<std::string> node;
    std::optional<std::string> text;
    std::optional<std::vector<HelpValue>> fields;
    std::optional<std::string> route;
};
BZ_SCHEMA(HelpActionRequest, kind, node, text, fields, route);

struct HelpActionDone {
    std::int64_t seq = 0;  // the event's number at the patient's side
};
BZ_SCHEMA(HelpActionDone, seq);

struct HelpAnswer {
    std::int64_t seq = 0;
    bool accepted = false;
    std::optional<bool> changed;  // not accepted as it is, but taken over to be changed
};
BZ_SCHEMA(HelpAnswer, seq, accepted, changed);

// What the patient's page is told; the relay puts the number, `seq`, in front.
struct HelpEvent {
    std::string kind;  // joined | resync | point | say | propose | withdraw | open | ended
    std::optional<std::string> helper_name;
    std::optional<std::string> node;
    std::optional<std::string> text;
    std::optional<std::vector<HelpValue>> fields;
    std::optional<std::string> route;
    std::optional<std::string> by;
};
BZ_SCHEMA(HelpEvent, kind, helper_name, node, text, fields, route, by);

// What the helper's page is told besides frames; the relay puts the number, `at`, in front.
struct HelpNews {
    std::string kind;  // answer | ended
    std::optional<std::int64_t> seq;
    std::optional<bool> accepted;
    std::optional<bool> changed;
    std::optional<std::string> by;
};
BZ_SCHEMA(HelpNews, kind, seq, accepted, changed, by);

}  // namespace bz::api

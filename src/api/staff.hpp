// A hospital's staff, and the log of who did what.
#pragma once

#include "api/common.hpp"

namespace bz::api {

struct StaffRequest {
    std::string name;
    std::optional<std::string> title;
    std::string role;                        // doctor | pharmacist | pharmacy | courier | clerk | helper | community
    std::optional<std::string> pharmacy_id;  // of a pharmacy's staff: they see its orders and stock, no others'
};
BZ_SCHEMA(StaffRequest, name, title, role, pharmacy_id);

struct Staff {
    std::string id;
    std::string name;
    std::string title;
    std::string role;
    std::string created_at;
    std::optional<std::string> ended_at;
    std::optional<std::string> token;  // in the answer that makes it, never again
    std::optional<std::string> pharmacy_id;
};
BZ_SCHEMA(Staff, id, name, title, role, created_at, ended_at, token, pharmacy_id);

struct StaffList {
    std::vector<Staff> items;
};
BZ_SCHEMA(StaffList, items);

struct AuditEvent {
    std::string id;
    std::string at;
    std::string actor;                      // patient | anonymous | family | a staff role
    std::string actor_id;                   // account or staff id; of family the help session's; empty when unknown
    std::string action;                     // an operation of this contract, as in "POST /visits/{id}/submit"
    std::string object;                     // id of what it was done to
    std::optional<std::string> actor_name;  // of staff; of family the one that they gave, while it is kept
};
BZ_SCHEMA(AuditEvent, id, at, actor, actor_id, action, object, actor_name);

struct AuditEventList {
    std::vector<AuditEvent> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(AuditEventList, items, next_cursor);

}  // namespace bz::api

// Keeps the server's draft of the visit in step with what the person entered: creates it, then replaces its fields.
// Sending the visit to the doctor is the review screen's business.
#pragma once

#include "client/state/shared.hpp"

namespace bz::state {

// Creates the visit or brings it up to date; nothing when that is not possible yet (no person), under way, or too late
// (the visit was sent). Screens call it when the person leaves them. Its replies have the purposes "sync.*".
[[nodiscard]] Effects sync_visit(Shared& shared);

// Stores a reply to sync_visit and answers what is still to be sent.
[[nodiscard]] Effects on_sync_reply(Shared& shared, const Reply& reply);

// The two calls themselves, for the review screen, which needs to know when they are answered.
[[nodiscard]] Call create_visit_call(Shared& shared, std::string purpose);
[[nodiscard]] Call patch_visit_call(const Shared& shared, std::string purpose);

// Keeps the visit of an answer; false when the answer is unreadable.
bool keep_visit(Shared& shared, const Reply& reply);

// The visit is known to the server and no longer a draft.
[[nodiscard]] bool visit_sent(const Shared& shared);
// The visit on the server is of another kind than the one now wanted: answers to the gate's questions changed it.
[[nodiscard]] bool visit_kind_differs(const Shared& shared);
// Lets go of the server's draft, telling the server; the next sync makes a new one.
[[nodiscard]] Effects drop_visit(Shared& shared);

}  // namespace bz::state

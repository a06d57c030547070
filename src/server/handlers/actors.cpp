#include "server/handlers/actors.hpp"

#include "server/store/family_names.hpp"
#include "server/store/staff.hpp"

namespace bz::server::handlers {

Actor actor_of(Store& store, const AuditEntry& entry) {
    if (entry.actor_kind != "family") {
        const auto staff = from_string<Role>(entry.actor_kind) ? store::staff(store, entry.actor_id) : std::nullopt;
        return {entry.actor_id, staff ? staff->name : std::string()};
    }
    // Before the schema's step 20 the name itself stood in the id's place; lines are never changed.
    if (entry.actor_id != entry.object) return {entry.object, entry.actor_id};
    return {entry.actor_id, store::family_name(store, entry.object)};
}

}  // namespace bz::server::handlers

// Who cares for whom: invitations with a code, carers, and the proof that someone is a child's guardian.
#pragma once

#include "api/common.hpp"
#include "domain/guardianship.hpp"

namespace bz::api {

struct CarerRequest {
    std::string person_id;     // of the account's own people
    std::string relationship;  // of the person to the carer: parent | child | spouse | other
};
BZ_SCHEMA(CarerRequest, person_id, relationship);

struct CarerAcceptance {
    std::string code;
};
BZ_SCHEMA(CarerAcceptance, code);

struct Carer {
    std::string id;
    std::string side;   // given: another account cares for a person of this one | received: the other way round
    std::string state;  // invited | active | ended
    std::string person_id;
    std::string person_name;
    std::string relationship;
    std::optional<std::string> carer_name;  // once accepted
    std::string created_at;
    std::optional<std::string> accepted_at;
    std::optional<std::string> code;             // in the answer that makes it, never again
    std::optional<std::string> code_expires_at;  // while invited
};
BZ_SCHEMA(Carer, id, side, state, person_id, person_name, relationship, carer_name, created_at, accepted_at, code,
          code_expires_at);

struct CarerList {
    std::vector<Carer> items;
};
BZ_SCHEMA(CarerList, items);

struct GuardianshipRequest {
    std::string person_id;  // the child, of the account's own people
    domain::GuardianshipBasis basis{};
    std::string document_upload_id;  // a finished upload: birth certificate, household register, court paper …
};
BZ_SCHEMA(GuardianshipRequest, person_id, basis, document_upload_id);

struct Guardianship {
    std::string id;
    std::string person_id;
    std::string guardian_id;  // the account's own verified adult
    domain::GuardianshipBasis basis{};
    domain::GuardianshipState state{};
    std::optional<std::string> reason;  // photo_unclear | document_differs
    std::string created_at;
    std::optional<std::string> decided_at;
};
BZ_SCHEMA(Guardianship, id, person_id, guardian_id, basis, state, reason, created_at, decided_at);

struct GuardianshipList {
    std::vector<Guardianship> items;
};
BZ_SCHEMA(GuardianshipList, items);

}  // namespace bz::api

// A journey that goes on on another device: what was entered on this one, behind a code that is typed there once.
#pragma once

#include "api/common.hpp"

namespace bz::api {

struct HandOverRequest {
    std::string draft;  // as the client saves it; the server does not read it. At most 64 KB.
};
BZ_SCHEMA(HandOverRequest, draft);

struct HandOver {
    std::string code;  // eight digits, shown once
    std::string expires_at;
};
BZ_SCHEMA(HandOver, code, expires_at);

struct HandOverAcceptance {
    std::string code;
    std::optional<bool> shared;  // as in SessionRequest
};
BZ_SCHEMA(HandOverAcceptance, code, shared);

// A session of the same account, and what was entered.
struct TakenOver {
    std::string id;
    std::string token;
    std::string expires_at;
    std::string draft;
};
BZ_SCHEMA(TakenOver, id, token, expires_at, draft);

}  // namespace bz::api

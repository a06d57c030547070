// What it takes to delete an account.
#pragma once

#include "api/common.hpp"

namespace bz::api {

// A code that was sent to the account's phone for this.
struct AccountDeletion {
    std::string sms_code_id;
    std::string code;
};
BZ_SCHEMA(AccountDeletion, sms_code_id, code);

}  // namespace bz::api

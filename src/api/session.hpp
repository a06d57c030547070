// Signing in with a phone and a code from a text message.
#pragma once

#include "api/common.hpp"

namespace bz::api {

struct SmsCodeRequest {
    std::string phone;
};
BZ_SCHEMA(SmsCodeRequest, phone);

struct SmsCode {
    std::string id;
    std::string phone_masked;
    std::string expires_at;
    int resend_after_s = 0;
    std::optional<std::string> sandbox_code;  // only from a server with sandbox providers
};
BZ_SCHEMA(SmsCode, id, phone_masked, expires_at, resend_after_s, sandbox_code);

struct SessionRequest {
    std::string sms_code_id;
    std::string code;
    int terms_version = 0;
};
BZ_SCHEMA(SessionRequest, sms_code_id, code, terms_version);

struct Session {
    std::string id;
    std::string token;  // opaque bearer token, shown once
    std::string expires_at;
};
BZ_SCHEMA(Session, id, token, expires_at);

}  // namespace bz::api

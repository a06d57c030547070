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

// Either the code from a text message, or a portal's launch token (with the code too when the portal gave no phone).
struct SessionRequest {
    std::optional<std::string> sms_code_id;
    std::optional<std::string> code;
    int terms_version = 0;
    std::optional<std::string> launch_token;
    std::optional<bool> shared;  // several people use this device: the session ends 30 minutes after its last use
};
BZ_SCHEMA(SessionRequest, sms_code_id, code, terms_version, launch_token, shared);

// Asked for by a portal's own system for someone who is signed in there.
struct LaunchTokenRequest {
    std::string origin;                   // of the page that will use it: https://portal.example.org
    std::optional<std::string> phone;     // of the patient, as the portal knows it
    std::optional<std::string> language;  // zh | en
    std::optional<std::string> entry;     // where the app begins: a-z 0-9 - _ and /
};
BZ_SCHEMA(LaunchTokenRequest, origin, phone, language, entry);

struct LaunchToken {
    std::string token;  // shown once
    std::string expires_at;
};
BZ_SCHEMA(LaunchToken, token, expires_at);

// Asked for by the app, in the browser that has just signed in at the hospital (SMART App Launch).
struct SmartTokenRequest {
    bool here = false;  // for this page; else for the portal's page that the sign-in was begun from
};
BZ_SCHEMA(SmartTokenRequest, here);

struct Session {
    std::string id;
    std::string token;  // opaque bearer token, shown once
    std::string expires_at;
    // What the portal asked for, when one did.
    std::optional<std::string> language;
    std::optional<std::string> entry;
};
BZ_SCHEMA(Session, id, token, expires_at, language, entry);

// Where a session was begun, as far as the browser said.
struct Device {
    std::string kind;     // phone | tablet | computer | unknown
    std::string system;   // Android, iOS, HarmonyOS, Windows, macOS, Linux; empty when unknown
    std::string browser;  // WeChat, Edge, Firefox, Chrome, Safari …; empty when unknown
};
BZ_SCHEMA(Device, kind, system, browser);

struct OpenSession {
    std::string id;
    Device device;
    std::string created_at;
    std::string seen_at;  // to about five minutes
    std::string expires_at;
    bool current = false;  // the one that asks
};
BZ_SCHEMA(OpenSession, id, device, created_at, seen_at, expires_at, current);

struct SessionList {
    std::vector<OpenSession> items;
};
BZ_SCHEMA(SessionList, items);

}  // namespace bz::api

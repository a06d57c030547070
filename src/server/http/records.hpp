// The bytes of records, of messages' attachments and of papers that staff check, whole or a range of them, and their
// previews: to those who may see the record, the conversation or the paper.
#pragma once

#include "server/http/api.hpp"

namespace bz::server {

struct AskedFile {
    // A record's page, an attachment, or the paper of a check.
    enum class Kind { record, message, identity_check, guardianship, mandate };
    Kind kind{};
    bool desk = false;  // by the hospital
    bool preview = false;
    std::string_view id;
};

// What a path below /api/v1 asks for, when it is one of these.
[[nodiscard]] std::optional<AskedFile> asked_file(std::string_view path);
void serve_file(App& app, const drogon::HttpRequestPtr& request, const AskedFile& asked, Send send);

// What staff may see, under a name that says nothing of a person; `look` is the line in the audit log, which is written
// before anything is sent.
void serve_upload(App& app, const drogon::HttpRequestPtr& request, const UploadRow& upload, std::string_view shown,
                  Change look, Send send);

}  // namespace bz::server

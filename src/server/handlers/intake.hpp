// A finished upload becomes something: what it really holds is found out, cleaned and previewed. Looking takes long (a
// photo is decoded), so http does it before the write job, on its own threads; the handler then takes what was found.
#pragma once

#include "server/handlers/context.hpp"

#include <map>

namespace bz::server {

struct Intake {
    std::string problem;  // a field's code: file_type, file_damaged, …; empty when `content` is good
    UploadContent content;
};

// Reads the whole upload, stores content and preview beside it. Doing it again changes nothing. Throws BlobError.
[[nodiscard]] Intake look_at(const BlobStore& blobs, const UploadRow& upload);

namespace handlers {

enum class Purpose { record, document, attachment, photo };

[[nodiscard]] Outcome<UploadRow> own_upload(Context&, std::string_view id);  // one that the account itself sent
// The upload for its purpose, from now on in use and with its content. The failure names the field at `pointer`.
[[nodiscard]] Outcome<UploadRow> take_upload(Context&, UploadRow upload, Purpose purpose, const std::string& pointer);
// The same without taking it: for judging a whole body first.
[[nodiscard]] Outcome<UploadContent> judge_upload(const Context&, const UploadRow& upload, Purpose purpose,
                                                  const std::string& pointer);

}  // namespace handlers
}  // namespace bz::server

#include "client/state/one_upload.hpp"

namespace bz::state {

UploadStep follow(OneUpload& upload, const FileNews& news, Effects& effects) {
    if (news.state == "picked") {
        if (!upload.file.empty() && upload.file != news.file) effects += StopUpload{upload.file, true};
        upload = {.file = news.file, .name = news.name, .state = "picked", .error = {}, .bytes = news.bytes, .sent = 0};
        effects += Upload{news.file};
        return UploadStep::picked;
    }
    if (news.file != upload.file) return UploadStep::nothing;
    upload.state = news.state;
    upload.sent = news.sent;
    upload.error = news.error;
    if (news.state == "failed") return UploadStep::failed;
    return news.state == "done" ? UploadStep::done : UploadStep::nothing;
}

}  // namespace bz::state

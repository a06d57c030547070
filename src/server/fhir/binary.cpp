#include "server/fhir/parts.hpp"
#include "server/fhir/resources.hpp"

#include <sodium.h>
#include <nlohmann/json.hpp>

namespace bz::server::fhir {

static std::string base64(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      variant);
    text.pop_back();  // its zero
    return text;
}

std::string binary(const UploadRow& upload, std::string_view bytes) {
    Json json = resource("Binary", upload.id);
    json["contentType"] = upload.content->media_type;
    json["data"] = base64(bytes);
    return text_of(json);
}

}  // namespace bz::server::fhir

// Bodies of requests. The first byte chooses the type.
#include "api/desk.hpp"

#include <nlohmann/json.hpp>
#include "api/order.hpp"
#include "api/person.hpp"
#include "api/record.hpp"
#include "api/session.hpp"
#include "api/visit.hpp"
#include "fuzz.hpp"

using namespace bz;

std::vector<std::string> seeds() {
    return {
        R"(0{"document_type":"resident_id","name":"王桂兰","number":"99010119530315011X","relationship":"self",)"
        R"("method":"registry","consents":[{"purpose":"health_data","version":1,"given":true}]})",
        R"(1{"kind":"refill","person_id":"per_1","draft":{"gate":{"red_flags_none":true,"diagnosed":"yes",)"
        R"("changed":"same"},"record_ids":["a"],"medicine_ids":["b"],"weeks":4,"complaint":"头晕"}})",
        R"(2{"quote_id":"q","share_consent":true,"address":{"name":"王","phone":"139","line":"路"}})",
        R"(3{"items":[{"name":"x","specification":"y","usage":"z","weeks":4,"hospital_only":false}]})",
        R"(4{"upload_id":"u","person_id":"p","kind":"imaging","title":"t","page_upload_ids":["v"],"issued_on":"2026-01-02"})",
        R"(5{"text":"你好 \ud83d\ude00","upload_id":null})",
        R"(6{"sms_code_id":"s","code":"123456","terms_version":1})",
        R"(1{"kind":1e400,"person_id":-0,"draft":[[[]]]})",
    };
}

// What was taken reads the same when it is written and read again.
template <class T>
static void decode(const api::Json& json) {
    T value{};
    api::Decoding decoding;
    if (!api::decode(json, value, decoding)) {
        MUST(!decoding.errors.empty());
        for (const api::FieldError& error : decoding.errors) MUST(!error.code.empty());
        return;
    }
    const std::string once = api::write(value);
    const auto again = api::read<T>(once);
    MUST(again.has_value());
    MUST(api::write(*again) == once);
}

void look_at(std::string_view input) {
    if (input.empty()) return;
    const api::Json json = api::Json::parse(input.substr(1), nullptr, false);
    if (json.is_discarded()) return;
    (void)api::dump(json);
    switch (input.front() % 7) {
    case '0' % 7: return decode<api::IdentityCheckRequest>(json);
    case '1' % 7: return decode<api::VisitRequest>(json);
    case '2' % 7: return decode<api::OrderRequest>(json);
    case '3' % 7: return decode<api::DeskPrescription>(json);
    case '4' % 7: return decode<api::RecordRequest>(json);
    case '5' % 7: return decode<api::MessageRequest>(json);
    default: return decode<api::SessionRequest>(json);
    }
}

#include "server/store/sealed_columns.hpp"

namespace bz::server {

namespace {

constexpr SealedColumn sealed[] = {
    {"accounts", "phone_sealed", {"id", nullptr}, "phone"},
    {"sms_codes", "phone_sealed", {"id", nullptr}, "phone"},
    {"people", "name_sealed", {"id", nullptr}, "name"},
    {"people", "number_sealed", {"id", nullptr}, "number"},
    {"uploads", "metadata_sealed", {"id", nullptr}, "metadata"},
    {"records", "title_sealed", {"id", nullptr}, "title"},
    {"records", "hospital_sealed", {"id", nullptr}, "hospital"},
    {"visits", "draft_sealed", {"id", nullptr}, "draft"},
    {"visits", "ending_sealed", {"id", nullptr}, "ending"},
    {"messages", "text_sealed", {"id", nullptr}, "text"},
    {"prescriptions", "items_sealed", {"id", nullptr}, "items"},
    {"quotes", "body_sealed", {"id", nullptr}, "body"},
    {"orders", "address_sealed", {"id", nullptr}, "address"},
    {"orders", "pickup_code_sealed", {"id", nullptr}, "pickup_code"},
    {"orders", "hospital_code_sealed", {"id", nullptr}, "hospital_code"},
    {"orders", "tracking_number_sealed", {"id", nullptr}, "tracking_number"},
    {"prescriptions", "assessment_sealed", {"id", nullptr}, "assessment"},
    {"prescriptions", "return_reason_sealed", {"id", nullptr}, "return_reason"},
    {"pickups", "proxy_name_sealed", {"order_id", nullptr}, "proxy_name"},
    {"refunds", "reason_sealed", {"id", nullptr}, "reason"},
    {"ratings", "text_sealed", {"visit_id", nullptr}, "text"},
    {"complaint_lines", "text_sealed", {"complaint_id", "at"}, "text", RowKey::seq},
    {"webhooks", "secret_sealed", {"id", nullptr}, "secret"},
    {"outbox", "body_sealed", {"id", nullptr}, "body"},
    {"earlier_care", "body_sealed", {"person_id", nullptr}, "body"},
    {"addresses", "address_sealed", {"id", nullptr}, "address"},
    {"launch_tokens", "phone_sealed", {"id", nullptr}, "phone"},
    {"launch_tokens", "subject_sealed", {"id", nullptr}, "subject"},
    {"smart_attempts", "begun_sealed", {"id", nullptr}, "begun"},
    {"smart_attempts", "found_sealed", {"id", nullptr}, "found"},
    {"smart_accounts", "subject_sealed", {"id", nullptr}, "subject"},
    {"hand_overs", "draft_sealed", {"id", nullptr}, "draft"},
    {"help_sessions", "phone_sealed", {"id", nullptr}, "phone"},
    {"help_sessions", "family_name_sealed", {"id", nullptr}, "family_name"},
    {"family_names", "name_sealed", {"help_id", nullptr}, "name"},
    {"mandates", "phone_sealed", {"id", nullptr}, "phone"},
    {"batch_rows", "content_sealed", {"id", nullptr}, "content"},
    {"batch_rows", "read_sealed", {"id", nullptr}, "read"},
    {"idempotency", "body_sealed", {"scope", "key_hash"}, "body"},
};

constexpr HashColumn hashes[] = {
    {"accounts", "phone_hash", HashKind::keyed, "phone", "phone_sealed", "hospital_id"},
    {"people", "number_hash", HashKind::keyed, "identity_number", "number_sealed"},
    {"sms_codes", "phone_hash", HashKind::forgotten},
    {"sms_codes", "code_hash", HashKind::forgotten},
    {"sessions", "token_hash", HashKind::plain},
    {"idempotency", "key_hash", HashKind::plain},
    {"staff", "token_hash", HashKind::plain},
    {"carers", "code_hash", HashKind::outlived},
    {"launch_tokens", "token_hash", HashKind::plain},
    {"smart_attempts", "state_hash", HashKind::plain},
    {"smart_attempts", "browser_hash", HashKind::plain},
    {"smart_accounts", "subject_hash", HashKind::keyed, "smart_subject", "subject_sealed"},
    {"hand_overs", "code_hash", HashKind::forgotten},
    {"help_sessions", "token_hash", HashKind::plain},
    {"help_sessions", "code_hash", HashKind::outlived},
    {"help_sessions", "family_token_hash", HashKind::plain},
};

}  // namespace

std::span<const SealedColumn> sealed_columns() { return sealed; }
std::span<const HashColumn> hash_columns() { return hashes; }

}  // namespace bz::server

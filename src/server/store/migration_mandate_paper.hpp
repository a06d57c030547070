// The schema's step for the photo of a signed mandate.
#pragma once

namespace bz::server {

inline constexpr const char* step_mandate_paper = R"sql(
-- Sent by staff for this mandate; of the account that the mandate is about, so that it goes with it.
ALTER TABLE uploads ADD COLUMN mandate_id TEXT REFERENCES mandates(id);
ALTER TABLE mandates ADD COLUMN paper_upload_id TEXT REFERENCES uploads(id);
)sql";

}  // namespace bz::server

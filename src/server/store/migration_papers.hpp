// The schema's step for who looks at a guardian's paper.
#pragma once

namespace bz::server {

inline constexpr const char* step_papers = R"sql(
-- When staff first looked, and who has it in hand since when.
ALTER TABLE guardianships ADD COLUMN opened_at INTEGER;
ALTER TABLE guardianships ADD COLUMN held_by TEXT;
ALTER TABLE guardianships ADD COLUMN held_at INTEGER;
)sql";

}  // namespace bz::server

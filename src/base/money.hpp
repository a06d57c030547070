// Owns the unit of money, whole fen, and its digits as text. Currency words and thousands separators belong to the
// client.
#pragma once

#include <cstdint>
#include <string>

namespace bz {

using Fen = std::int64_t;  // 1 yuan = 100 fen

[[nodiscard]] std::string yuan_text(Fen amount);        // always two decimals: "4.50", "15.00", "-10.50"
[[nodiscard]] std::string yuan_text_short(Fen amount);  // drops ".00": "4.50", "15"

}  // namespace bz

#include "base/money.hpp"

namespace bz {

namespace {

std::string digits_of(std::uint64_t value) {
    char buffer[20];  // the largest 64-bit number has 20 digits
    char* begin = buffer + sizeof buffer;
    do {
        *--begin = static_cast<char>('0' + value % 10);
        value /= 10;
    } while (value > 0);
    return std::string(begin, buffer + sizeof buffer);
}

}  // namespace

std::string yuan_text(Fen amount) {
    // Unsigned, because the lowest amount has no positive twin.
    const std::uint64_t fen =
        amount < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount);
    std::string text = amount < 0 ? "-" : "";
    text += digits_of(fen / 100);
    text += '.';
    text += static_cast<char>('0' + fen % 100 / 10);
    text += static_cast<char>('0' + fen % 10);
    return text;
}

std::string yuan_text_short(Fen amount) {
    std::string text = yuan_text(amount);
    if (amount % 100 == 0) text.resize(text.size() - 3);
    return text;
}

}  // namespace bz

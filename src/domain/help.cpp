#include "domain/help.hpp"

#include "base/text.hpp"
#include "domain/transitions.hpp"

#include <algorithm>

namespace bz::domain {

namespace {

using enum HelpState;

constexpr Move<HelpState> moves[] = {{waiting, active}, {waiting, ended}, {waiting, expired}, {active, ended}};

// Plain facts that stand on an envelope or on the front page of a paper, and that the patient sees again, and can
// change, before anything is sent. Not here, and why:
// - identity.*: a name, a number, a country or a date of the document is what the person states about themselves; a
//   helper who could put them could prove somebody else's identity.
// - sign_in.*, people.code, privacy.code: a phone or a code is a key. Whoever may fill one in holds the key.
// - gate.*, refill.other: what one feels and which medicine one takes go to the doctor as the patient's own words;
//   misheard by someone without medical training they harm.
// - complaint.words, rating.words, feedback.words, chat.text: an opinion or a talk with the doctor is nobody else's.
// - consents, boxes that confirm, payment: no text fields, and never a helper's.
// An emergency contact's name and phone belong here as soon as there is a page that asks for them.
constexpr std::string_view fields[] = {
    "addresses.address_line",    // where the parcel goes
    "addresses.address_name",    // who takes it in: any name will do at the door
    "addresses.address_phone",   // whom the courier calls; nobody signs in with it
    "fulfilment.address_line",   // the same three, on the way to an order
    "fulfilment.address_name",   //
    "fulfilment.address_phone",  //
    "records.date",              // the day of a visit or discharge, printed on the paper
    "records.hospital",          // the hospital's name, printed on the paper
};

// Pages whose opening does nothing and shows nothing that a helper must not see. Not here: consents and face_consent
// (decided alone), verify and staff_photo (a check begins there), review, fulfilment, bill, order and pay_return
// (sending, payment, the pick-up code), chat, summary and terminated (talk with the doctor), viewer, photo and document
// (the papers themselves), privacy, my_data, access_log, devices and leave (the account's own affairs), care_code (a
// code is shown there), the questions before a visit (answered alone), rating and feedback.
constexpr std::string_view routes[] = {"addresses", "help",       "history", "home",    "identity",
                                       "licence",   "my_records", "people",  "records", "refill",
                                       "settings",  "sign_in",    "waiting", "who"};

constexpr std::size_t place_bytes_max = 64;
constexpr std::size_t node_bytes_max = 120;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_number(char c) { return c >= '0' && c <= '9'; }

// Control characters, line and paragraph separators, and marks that reorder what is read.
bool is_unseen(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x200E && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == replacement_character;
}

}  // namespace

bool can_move(HelpState from, HelpState to) { return is_listed<HelpState>(moves, from, to); }

Result<HelpState> move(HelpState from, HelpState to) {
    if (!can_move(from, to)) return fail("help.illegal_move");
    return to;
}

HelpState help_state_at(HelpState stored, Instant waits_until, Instant joined_at, Instant now) {
    if (stored == waiting && now >= waits_until) return expired;
    if (stored == active && now >= joined_at + help_session_minutes * ms_per_minute) return ended;
    return stored;
}

std::span<const std::string_view> help_fields() { return fields; }
std::span<const std::string_view> help_routes() { return routes; }
bool may_propose(std::string_view field) { return std::ranges::find(fields, field) != std::end(fields); }
bool may_open(std::string_view route) { return std::ranges::find(routes, route) != std::end(routes); }

bool is_help_text(std::string_view text, int code_points_max) {
    int count = 0;
    for (std::size_t at = 0; at < text.size();)
        if (is_unseen(next_code_point(text, at)) || ++count > code_points_max) return false;
    return !trim(text).empty();
}

bool is_help_place(std::string_view name) {
    // Longer runs of digits could be a phone's or a document's number.
    constexpr int digits_max = 2;
    if (name.empty() || name.size() > place_bytes_max || !is_lower(name.front())) return false;
    int digits = 0;
    for (const char c : name) {
        if (!is_lower(c) && !is_number(c) && c != '_' && c != '.' && c != '-') return false;
        digits += is_number(c);
    }
    return digits <= digits_max;
}

bool is_node_id(std::string_view id) {
    return !id.empty() && id.size() <= node_bytes_max && std::ranges::all_of(id, [](char c) {
        return is_letter(c) || is_number(c) || c == '_' || c == '.' || c == '-' || c == ':' || c == '/';
    });
}

std::string help_who(std::string_view name, std::optional<int> age) {
    if (name.empty()) return {};
    std::string who;
    std::size_t at = 0;
    append_utf8(who, next_code_point(name, at));
    who += "**";
    if (age && *age >= 0) who += ' ' + std::to_string(*age);
    return who;
}

}  // namespace bz::domain

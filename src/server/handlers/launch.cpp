#include "server/handlers/launch.hpp"

#include "base/text.hpp"
#include "domain/phone.hpp"
#include "server/handlers/handlers.hpp"

#include <algorithm>

namespace bz::server {

static constexpr std::int64_t launch_ms = 60 * ms_per_second;

Outcome<LaunchTokenRow> take_launch_token(Context& ctx, std::string_view token) {
    auto row = store::launch_token(ctx.store, token);
    if (!row || row->hospital_id != ctx.env.hospital.id) return refuse("launch_expired");
    if (row->used_at) return refuse("launch_used");
    if (ctx.now >= row->expires_at) return refuse("launch_expired");
    if (ctx.origin != row->origin) {
        store::use_launch_token(ctx.store, row->id, ctx.now);
        Failure failure("launch_origin");
        failure.keep_changes = true;
        return std::unexpected(failure);
    }
    return *std::move(row);
}

namespace handlers {

static bool fits_entry(std::string_view entry) {
    return entry.size() <= 64 && std::ranges::all_of(entry, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/';
           });
}

Outcome<api::LaunchToken> desk_create_launch_token(Context& ctx, const api::LaunchTokenRequest& in) {
    LaunchTokenRow row;
    Failure failure("validation");
    const auto& origins = ctx.env.hospital.origins;
    if (std::ranges::find(origins, in.origin) == origins.end()) failure.errors.push_back({"/origin", "choice"});
    if (in.phone) {
        if (const auto phone = domain::parse_phone(*in.phone))
            row.phone = *phone;
        else
            failure.errors.push_back({"/phone", std::string(phone.error().code)});
    }
    if (in.language && *in.language != "zh" && *in.language != "en") failure.errors.push_back({"/language", "choice"});
    if (in.entry && !fits_entry(*in.entry)) failure.errors.push_back({"/entry", "choice"});
    if (!failure.errors.empty()) return std::unexpected(failure);
    row.id = random_id("lau");
    row.hospital_id = ctx.env.hospital.id;
    row.origin = in.origin;
    row.language = in.language.value_or("");
    row.entry = in.entry.value_or("");
    row.created_at = ctx.now;
    row.expires_at = ctx.now + launch_ms;
    const std::string token = random_token();
    store::insert_launch_token(ctx.store, row, token);
    return api::LaunchToken{token, ctx.at(row.expires_at)};
}

Outcome<api::Embedding> get_embedding(Context& ctx) {
    const HospitalSettings& hospital = ctx.env.hospital;
    api::Embedding embedding{hospital.id, hospital.origins, {}};
    if (api::write(hospital.theme) != api::write(built_in_hospital().theme)) embedding.theme = hospital.theme;
    return embedding;
}

}  // namespace handlers
}  // namespace bz::server

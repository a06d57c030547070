#include "server/handlers/code_guard.hpp"

#include "server/store/code_tries.hpp"

namespace bz::server::handlers {

Outcome<Nothing> may_try_code(Context& ctx, const CodeGuard& guard) {
    const auto tries = store::code_tries(ctx.store, guard.by, ctx.now - guard.window_ms);
    if (static_cast<int>(tries.size()) < guard.wrong_max) return Nothing{};
    Failure failure(guard.refusal);
    failure.retry_after_s = static_cast<int>((tries.front() + guard.window_ms - ctx.now) / ms_per_second) + 1;
    return std::unexpected(failure);
}

std::unexpected<Failure> wrong_code(Context& ctx, const CodeGuard& guard) {
    store::note_code_try(ctx.store, guard.by, ctx.now);
    Failure failure("code_wrong");
    failure.keep_changes = true;
    if (guard.tells_left)
        failure.attempts_left =
            guard.wrong_max -
            static_cast<int>(store::code_tries(ctx.store, guard.by, ctx.now - guard.window_ms).size());
    failure.errors.push_back({"/code", "code_wrong"});
    return std::unexpected(failure);
}

CodeGuards guest_guards(const Context& ctx, std::string_view what) {
    const std::string hospital = std::string(what) + '/' + ctx.env.hospital.id;
    CodeGuards guards;
    const auto count = [&](const std::string& by, int wrong_max) {
        guards.push_back({.by = by, .wrong_max = wrong_max, .tells_left = false});
    };
    if (!ctx.address.empty()) count(hospital + '/' + ctx.address, guest_codes_of_address_max);
    if (!ctx.network.empty()) count(hospital + "/net/" + ctx.network, guest_codes_of_network_max);
    count(hospital, guest_codes_of_hospital_max);
    return guards;
}

Outcome<Nothing> may_try_code(Context& ctx, const CodeGuards& guards) {
    for (const CodeGuard& guard : guards) TRY(may_try_code(ctx, guard));
    return Nothing{};
}

std::unexpected<Failure> wrong_code(Context& ctx, const CodeGuards& guards) {
    Failure failure("code_wrong");
    for (const CodeGuard& guard : guards) failure = wrong_code(ctx, guard).error();
    return std::unexpected(std::move(failure));
}

}  // namespace bz::server::handlers

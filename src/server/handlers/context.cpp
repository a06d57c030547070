#include "server/handlers/context.hpp"

#include "base/text.hpp"
#include "server/store/webhooks.hpp"

#include <algorithm>

namespace bz::server {

std::string entity_tag(std::string_view body) { return '"' + hash_hex(body, 24) + '"'; }

void Context::changed(const std::string& account, const std::string& person, std::string_view kind,
                      const std::string& subject) {
    const auto tell = [&](const std::string& who) {
        store::insert_event(store, who, kind, subject, now);
        changed_accounts.push_back(who);
    };
    tell(account);
    for (const std::string& carer : store::carer_accounts(store, person)) tell(carer);
    tell_hospital(std::string(kind) + ".changed", subject);
}

void Context::tell_hospital(std::string_view kind, const std::string& subject) {
    std::string telling = std::string(kind) + ' ' + subject;
    if (std::ranges::find(told, telling) != told.end()) return;
    told.push_back(std::move(telling));
    if (store::tell_webhooks(store, env.hospital.id, kind, subject, now)) outbox_news = true;
}

bool tag_listed(std::string_view header, std::string_view tag) {
    for (std::string_view one : split(header, ',')) {
        one = trim(one);
        if (one == "*") return true;
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == tag) return true;
    }
    return false;
}

}  // namespace bz::server

#include "server/handlers/account.hpp"

#include <nlohmann/json.hpp>

#include "domain/retention.hpp"
#include "server/handlers/exported.hpp"
#include "server/handlers/feedback.hpp"
#include "server/handlers/help.hpp"
#include "server/handlers/printed.hpp"
#include "server/handlers/views.hpp"
#include "server/store/exported.hpp"
#include "server/store/feedback.hpp"
#include "server/store/guardianships.hpp"
#include "server/store/mandates.hpp"
#include "server/store/retention.hpp"

namespace bz::server::handlers {

namespace {

// Every item of a list that comes in pages.
template <class List>
auto every(Context& ctx, Outcome<List> (*page_of)(Context&)) -> Outcome<decltype(List::items)> {
    decltype(List::items) all;
    const Page before = std::exchange(ctx.page, Page{"", 100});
    for (;;) {
        List list = TRY(page_of(ctx));
        std::ranges::move(list.items, std::back_inserter(all));
        if (!list.next_cursor) break;
        ctx.page.cursor = *list.next_cursor;
    }
    ctx.page = before;
    return all;
}

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

// Lists hold those of people cared for too; only the account's own are taken along.
template <class Items, class Find>
void keep_own(const Context& ctx, Items& items, Find find) {
    std::erase_if(items, [&](const auto& item) {
        const auto row = find(item.id);
        return !row || row->account_id != ctx.account_id;
    });
}

Outcome<api::ExportedPerson> exported_person(Context& ctx, const PersonRow& row) {
    return api::ExportedPerson{.person = person_view(ctx, row),
                               .document_type = row.document_type,
                               .number = row.number,
                               .born_on = unless_empty(row.born_on),
                               .country = unless_empty(row.country),
                               .expires_on = unless_empty(row.expires_on),
                               .earlier_care = TRY(get_earlier_care(ctx, row.id))};
}

Outcome<Nothing> add_care(Context& ctx, api::AccountExport& out) {
    auto records = TRY(every(ctx, list_records));
    keep_own(ctx, records, [&](const std::string& id) { return store::record(ctx.store, id); });
    for (api::Record& record : records) {
        const std::string content = "/api/v1/records/" + record.id + "/content";
        out.records.push_back({std::move(record), content});
    }
    auto visits = TRY(every(ctx, list_visits));
    keep_own(ctx, visits, [&](const std::string& id) { return store::visit(ctx.store, id); });
    for (api::Visit& visit : visits) {
        api::ExportedVisit exported;
        exported.visit = std::move(visit);
        exported.messages = TRY(list_messages(ctx, exported.visit.id)).items;
        for (const api::Message& message : exported.messages)
            if (message.attachment)
                exported.files.push_back({message.id, "/api/v1/messages/" + message.id + "/content"});
        for (const std::string& id : store::prescription_ids(ctx.store, exported.visit.id))
            exported.prescriptions.push_back(TRY(get_prescription(ctx, id)));
        if (store::rating(ctx.store, exported.visit.id)) exported.rating = TRY(get_rating(ctx, exported.visit.id));
        out.visits.push_back(std::move(exported));
    }
    auto orders = TRY(every(ctx, list_orders));
    keep_own(ctx, orders, [&](const std::string& id) { return store::order(ctx.store, id); });
    for (api::Order& order : orders) out.orders.push_back(TRY(exported_order(ctx, std::move(order))));
    for (const std::string& id : store::payment_ids(ctx.store, ctx.account_id))
        out.payments.push_back(TRY(exported_payment(ctx, id)));
    return Nothing{};
}

}  // namespace

Outcome<api::AccountExport> export_account(Context& ctx) {
    api::AccountExport out;
    out.exported_at = ctx.at(ctx.now);
    out.hospital = ctx.env.hospital.name;
    out.phone = TRY(existing(store::account_by_id(ctx.store, ctx.account_id))).phone;
    out.created_at = ctx.at(store::account_made_at(ctx.store, ctx.account_id));
    out.linked_accounts = exported_links(ctx);
    for (const PersonRow& person : store::people(ctx.store, ctx.account_id))
        out.people.push_back(TRY(exported_person(ctx, person)));
    out.consents = TRY(every(ctx, list_consent_history));
    for (const std::string& id : store::identity_check_ids(ctx.store, ctx.account_id))
        out.identity_checks.push_back(TRY(get_identity_check(ctx, id)));
    out.guardianships = TRY(list_guardianships(ctx)).items;
    out.papers = exported_papers(ctx);
    out.carers = TRY(list_carers(ctx)).items;
    out.past_carers = TRY(exported_carers(ctx));
    out.mandates = TRY(exported_mandates(ctx));
    out.help_sessions = exported_help(ctx);
    out.addresses = TRY(list_addresses(ctx)).items;
    out.sessions = TRY(list_sessions(ctx)).items;
    out.past_sessions = exported_sessions(ctx);
    TRY(add_care(ctx, out));
    out.complaints = TRY(every(ctx, list_complaints));
    out.audit_events = TRY(every(ctx, list_audit));
    return out;
}

Outcome<HtmlPage> print_account(Context& ctx) {
    const api::AccountExport out = TRY(export_account(ctx));
    ctx.content_type = "text/html; charset=utf-8";
    api::Json json;
    api::encode(out, json);
    return HtmlPage{printed_account(json, ctx.lang)};
}

static Outcome<Nothing> nothing_under_way(Context& ctx) {
    const auto open = store::under_way(ctx.store, ctx.account_id);
    if (open.empty()) return Nothing{};
    Failure failure("account_busy");
    for (const UnderWay& one : open) failure.errors.push_back({'/' + one.kind + '/' + one.id, "under_way"});
    return std::unexpected(failure);
}

static void remove_files(Context& ctx, std::vector<std::string> files) {
    if (files.empty()) return;
    ctx.after_commit.push_back([blobs = ctx.env.blobs, files = std::move(files)] {
        for (const std::string& file : files) blobs->remove(file);
    });
}

// What ends with the account, as close_account ends it.
static void tell_of_endings(Context& ctx) {
    using domain::GuardianshipState;
    for (const GuardianshipRow& row : store::guardianships(ctx.store, ctx.account_id))
        if (row.state == GuardianshipState::pending || row.state == GuardianshipState::verified)
            ctx.tell_hospital("guardianship.changed", row.id);
    for (const std::string& id : store::identity_check_ids(ctx.store, ctx.account_id))
        if (const auto check = store::identity_check(ctx.store, id); check && !domain::is_final(check->state))
            ctx.tell_hospital("identity_check.changed", id);
    for (const MandateRow& row : store::mandates_of_account(ctx.store, ctx.account_id))
        if (!row.ended_at) ctx.tell_hospital("mandate.changed", row.id);
    for (const PersonRow& person : store::people(ctx.store, ctx.account_id)) {
        ctx.tell_hospital("person.changed", person.id);
        for (const auto kind : {domain::VisitKind::consultation, domain::VisitKind::refill})
            if (const auto draft = store::draft_visit(ctx.store, person.id, kind))
                ctx.tell_hospital("visit.changed", draft->id);
    }
}

Outcome<Nothing> delete_account(Context& ctx, const api::AccountDeletion& in) {
    TRY(nothing_under_way(ctx));
    const AccountRow account = TRY(existing(store::account_by_id(ctx.store, ctx.account_id)));
    const SmsCodeRow code = TRY(check_sms_code(ctx, in.sms_code_id, in.code));
    if (code.phone != account.phone) return refuse("code_expired");  // of another phone: as good as none
    for (const CarerRow& carer : store::carers_of_owner(ctx.store, ctx.account_id))
        if (carer.state == CarerState::active) ctx.changed(carer.account_id, carer.person_id, "carer", carer.id);
    for (const CarerRow& carer : store::carers_of_account(ctx.store, ctx.account_id))
        ctx.changed(carer.owner_id, carer.person_id, "carer", carer.id);
    end_help_of(ctx, ctx.account_id);
    tell_of_endings(ctx);
    ctx.audited_account = ctx.account_id;
    remove_files(ctx, store::close_account(ctx.store, ctx.account_id, ctx.now));
    return Nothing{};
}

bool out_of_reach(Context& ctx, const std::string& account_id) {
    return ctx.staff && ctx.staff->role != Role::system && store::account_closed(ctx.store, account_id);
}

void erase_what_is_due(Context& ctx) {
    remove_files(ctx, store::erase_old_chat(ctx.store, domain::kept_since(ctx.now, domain::chat_years)));
    remove_files(ctx, store::erase_old_care(ctx.store, domain::kept_since(ctx.now, domain::care_years), ctx.now));
}

}  // namespace bz::server::handlers

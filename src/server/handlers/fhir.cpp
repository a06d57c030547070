#include "server/handlers/fhir.hpp"

#include "base/text.hpp"
#include "server/fhir/parts.hpp"
#include "server/handlers/actors.hpp"
#include "server/handlers/connect.hpp"
#include "server/handlers/consents.hpp"
#include "server/handlers/views.hpp"
#include "server/store/care_lists.hpp"
#include "server/store/retention.hpp"

#include <algorithm>

namespace bz::server::handlers {

namespace {

using fhir::Entry;
using Entries = std::vector<Entry>;

CareFilter filter_of(const Context& ctx, const fhir::Search& search) {
    CareFilter filter;
    filter.hospital_id = ctx.env.hospital.id;
    filter.person_id = search.person_id;
    filter.visit_id = search.visit_id;
    filter.states = search.states;
    filter.kinds = search.kinds;
    filter.from = search.from;
    filter.until = search.until;
    filter.updated_from = search.updated_from;
    filter.updated_until = search.updated_until;
    filter.limit = search.count + 1;  // one more tells whether there is another page
    return filter;
}

std::string hospital_name(const Context& ctx) { return ctx.env.hospital.name.zh; }

// ---- one row to one resource ----

Entry patient(Context& ctx, const std::string& id) {
    fhir::PatientSource source{store::person(ctx.store, id).value(), true, hospital_name(ctx)};
    source.active = !store::account_closed(ctx.store, source.person.account_id);
    ctx.audited_account = source.person.account_id;
    return {"Patient", fhir::fhir_id(id), fhir::patient(source)};
}

Entry task(Context& ctx, const std::string& id) {
    fhir::TaskSource source{.visit = store::visit(ctx.store, id).value(),
                            .prescriptions = {},
                            .medicine_names = {},
                            .hospital = ctx.env.hospital.short_name.zh,
                            .referral_place = ctx.env.hospital.referral_place.zh};
    for (const std::string& prescription : store::prescription_ids(ctx.store, id))
        source.prescriptions.push_back(store::prescription(ctx.store, prescription).value());
    std::ranges::reverse(source.prescriptions);
    if (source.visit.draft.medicine_ids && !source.visit.draft.medicine_ids->empty())
        for (const KnownMedicine& medicine : known_care(ctx, source.visit.person_id).medicines)
            source.medicine_names[medicine.id] = medicine.name.zh;
    ctx.audited_account = source.visit.account_id;
    return {"Task", fhir::fhir_id(id), fhir::task(source)};
}

// The visits that showed each record of one person. Drafts are sealed, so that only opening them tells.
class Shown {
public:
    Shown(Context& ctx, std::string person_id) : ctx_(ctx), person_id_(std::move(person_id)) {
        CareFilter filter;
        filter.hospital_id = ctx.env.hospital.id;
        filter.person_id = person_id_;
        filter.limit = 1000;
        for (const std::string& id : store::care_visits(ctx.store, filter))
            for (std::string& record : store::visit(ctx_.store, id)->draft.record_ids.value_or(std::vector<Id>{}))
                visits_[std::move(record)].push_back(id);
    }
    [[nodiscard]] bool is_of(const std::string& person_id) const { return person_id == person_id_; }
    [[nodiscard]] std::vector<std::string> visits_of(const std::string& record_id) const {
        const auto found = visits_.find(record_id);
        return found == visits_.end() ? std::vector<std::string>{} : found->second;
    }

private:
    Context& ctx_;
    std::string person_id_;
    std::map<std::string, std::vector<std::string>> visits_;
};

// Nothing for a record that was not shown to this hospital. `shown` is kept while one person's records follow.
std::optional<Entry> document(Context& ctx, const std::string& id, std::optional<Shown>& shown) {
    fhir::DocumentSource source{store::kept_record(ctx.store, id).value(), {}, {}};
    if (!shown || !shown->is_of(source.record.person_id)) shown.emplace(ctx, source.record.person_id);
    source.visit_ids = shown->visits_of(id);
    if (source.visit_ids.empty()) return std::nullopt;
    source.pages = store::record_pages(ctx.store, id);
    ctx.audited_account = source.record.account_id;
    return Entry{"DocumentReference", fhir::fhir_id(id), fhir::document_reference(source)};
}

Entry medication(Context& ctx, const PrescriptionRow& row, std::size_t item, bool handed_over) {
    ctx.audited_account = row.account_id;
    return {"MedicationRequest", fhir::medication_id(row, item), fhir::medication_request(row, item, handed_over)};
}

Entry message(Context& ctx, const std::string& id) {
    fhir::CommunicationSource source{store::message(ctx.store, id).value(), {}, {}};
    const VisitRow visit = store::visit(ctx.store, source.message.visit_id).value();
    source.person_id = visit.person_id;
    if (!source.message.upload_id.empty()) source.attachment = store::upload(ctx.store, source.message.upload_id);
    ctx.audited_account = visit.account_id;
    return {"Communication", fhir::fhir_id(id), fhir::communication(source)};
}

Entry consent(Context& ctx, const ConsentSeen& seen) {
    const std::string id = consent_id(seen.answer);
    ctx.audited_account = seen.account_id;
    return {"Consent", fhir::fhir_id(id),
            fhir::consent({id, seen.answer, seen.person_id, seen.superseded_at, hospital_name(ctx)})};
}

Entry audit(Context& ctx, const AuditSeen& seen) {
    const std::string id = "aud_" + std::to_string(seen.entry.seq);
    ctx.audited_account = seen.entry.account_id;
    return {
        "AuditEvent", fhir::fhir_id(id),
        fhir::audit_event({id, seen.entry, seen.person_id, hospital_name(ctx), actor_of(ctx.store, seen.entry).name})};
}

// ---- lists; each gives up to `limit` of what the filter lets through ----

template <class Rows, class One>
Entries each(const Rows& rows, One one) {
    Entries list;
    for (const auto& row : rows) list.push_back(one(row));
    return list;
}

Entries documents(Context& ctx, CareFilter filter) {
    Entries list;
    std::optional<Shown> shown;
    const auto wanted = static_cast<std::size_t>(filter.limit);
    for (;;) {
        const auto ids = store::care_records(ctx.store, filter);
        for (const std::string& id : ids) {
            if (auto entry = document(ctx, id, shown)) list.push_back(*std::move(entry));
            if (list.size() == wanted) return list;
        }
        if (ids.size() < wanted) return list;
        filter.after = ids.back();
    }
}

struct SheetItem {
    std::string sheet;
    std::size_t item = 0;  // from 1
};
std::optional<SheetItem> sheet_item(std::string_view id) {
    const auto dash = id.rfind('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto item = parse_integer(id.substr(dash + 1));
    auto sheet = fhir::own_id(id.substr(0, dash), "rx");
    if (!sheet || !item || *item < 1 || id[dash + 1] == '0') return std::nullopt;
    return SheetItem{*std::move(sheet), static_cast<std::size_t>(*item)};
}

void add_items(Context& ctx, Entries& list, const PrescriptionSeen& seen, std::size_t after, std::size_t wanted) {
    const PrescriptionRow row = store::prescription(ctx.store, seen.id).value();
    for (std::size_t item = after + 1; item <= row.items.size() && list.size() < wanted; ++item)
        list.push_back(medication(ctx, row, item, seen.handed_over));
}

// A page may end inside a sheet.
Entries medications(Context& ctx, CareFilter filter, const std::optional<SheetItem>& after) {
    Entries list;
    const auto wanted = static_cast<std::size_t>(filter.limit);
    if (after) {
        CareFilter rest = filter;
        rest.id = after->sheet;
        rest.after.clear();
        for (const PrescriptionSeen& seen : store::care_prescriptions(ctx.store, rest))
            add_items(ctx, list, seen, after->item, wanted);
        filter.after = after->sheet;
    }
    for (const PrescriptionSeen& seen : store::care_prescriptions(ctx.store, filter))
        add_items(ctx, list, seen, 0, wanted);
    return list;
}

Entries listed(Context& ctx, std::string_view type, const CareFilter& filter, const std::optional<SheetItem>& after) {
    if (type == "MedicationRequest") return medications(ctx, filter, after);
    if (type == "DocumentReference") return documents(ctx, filter);
    if (type == "Patient")
        return each(store::care_people(ctx.store, filter), [&](const Id& one) { return patient(ctx, one); });
    if (type == "Task")
        return each(store::care_visits(ctx.store, filter), [&](const Id& one) { return task(ctx, one); });
    if (type == "Communication")
        return each(store::care_messages(ctx.store, filter), [&](const Id& one) { return message(ctx, one); });
    if (type == "Consent")
        return each(store::care_consents(ctx.store, filter), [&](const auto& one) { return consent(ctx, one); });
    if (type == "AuditEvent")
        return each(store::care_audit(ctx.store, filter), [&](const auto& one) { return audit(ctx, one); });
    return {};
}

// What the store knows it by: of a medicine its sheet, and a number of what is counted ("con-12").
std::optional<std::string> store_id(const fhir::ResourceInfo& info, const std::string& fhir_id) {
    if (info.type == "MedicationRequest") {
        auto asked = sheet_item(fhir_id);
        return asked ? std::optional(std::move(asked->sheet)) : std::nullopt;
    }
    auto id = fhir::own_id(fhir_id, info.prefix);
    if (!id || (info.type != "Consent" && info.type != "AuditEvent")) return id;
    std::string digits = id->substr(info.prefix.size() + 1);
    const auto number = parse_integer(digits);
    return number && *number > 0 ? std::optional(std::move(digits)) : std::nullopt;
}

// The one of this id among what the filter lets through.
Entries only(Context& ctx, const fhir::ResourceInfo& info, CareFilter filter, const std::string& fhir_id) {
    auto id = store_id(info, fhir_id);
    if (!id) return {};
    filter.id = *std::move(id);
    filter.limit = fhir::page_most;  // a sheet has several
    Entries list = listed(ctx, info.type, filter, std::nullopt);
    std::erase_if(list, [&](const Entry& entry) { return entry.id != fhir_id; });
    return list;
}

Entries found(Context& ctx, std::string_view type, const std::string& fhir_id) {
    CareFilter filter;
    filter.hospital_id = ctx.env.hospital.id;
    return only(ctx, *fhir::resource_info(type), filter, fhir_id);
}

// What the store counts on from, once it is sure that the page before ended there.
Outcome<std::string> cursor(Context& ctx, const fhir::ResourceInfo& info, const std::string& after) {
    if (!after.empty() && !found(ctx, info.type, after).empty()) return store_id(info, after).value();
    Failure failure("bad_request");
    failure.errors.push_back({"/_after", "invalid"});
    return std::unexpected(failure);
}

}  // namespace

Outcome<Entry> fhir_read(Context& ctx, const fhir::ResourceInfo& info, const Id& fhir_id) {
    Entries list = found(ctx, info.type, fhir_id);
    if (list.empty()) return refuse("not_found");
    return std::move(list.front());
}

Outcome<FhirPage> fhir_search(Context& ctx, const fhir::ResourceInfo& info, const fhir::Search& search) {
    FhirPage page;
    if (search.nothing) return page;
    CareFilter filter = filter_of(ctx, search);
    if (!search.after.empty()) filter.after = TRY(cursor(ctx, info, search.after));
    page.entries = search.id.empty() ? listed(ctx, info.type, filter, sheet_item(search.after))
                                     : only(ctx, info, filter, search.id);
    if (page.entries.size() > static_cast<std::size_t>(search.count)) {
        page.entries.resize(static_cast<std::size_t>(search.count));
        page.after = page.entries.back().id;
    }
    // Whose data a list was is known when it is one person's.
    if (search.person_id.empty() && search.id.empty()) ctx.audited_account.clear();
    return page;
}

Outcome<UploadRow> fhir_file(Context& ctx, const Id& fhir_id) {
    const auto id = fhir::own_id(fhir_id, "upl");
    auto upload = id ? store::upload(ctx.store, *id) : std::nullopt;
    if (!upload || !upload->content) return refuse("not_found");
    const std::string record = store::record_with_page(ctx.store, *id);
    const std::string talk = store::message_with_upload(ctx.store, upload->account_id, *id);
    const bool seen = (!record.empty() && !found(ctx, "DocumentReference", fhir::fhir_id(record)).empty()) ||
                      (!talk.empty() && !found(ctx, "Communication", fhir::fhir_id(talk)).empty());
    if (!seen) return refuse("not_found");
    ctx.audited_account = upload->account_id;
    return *std::move(upload);
}

}  // namespace bz::server::handlers

#include "server/handlers/mandates.hpp"

#include "base/text.hpp"
#include "domain/guardianship.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"
#include "server/handlers/account.hpp"
#include "server/handlers/intake.hpp"
#include "server/store/retention.hpp"

#include <algorithm>

namespace bz::server::handlers {

namespace {

api::Mandate mandate_view(Context& ctx, const MandateRow& row) {
    api::Mandate view;
    view.id = row.id;
    view.person_id = row.person_id;
    if (const auto person = store::person(ctx.store, row.person_id)) view.person_name = person->name;
    if (const auto worker = store::staff(ctx.store, row.worker_id)) {
        view.worker_name = worker->name;
        view.worker_title = worker->title;
    }
    view.signed_on = date_text(row.signed_on);
    view.ends_on = date_text(row.ends_on);
    view.state = is_live(ctx, row) ? "active" : "ended";
    view.created_at = ctx.at(row.created_at);
    if (row.ended_at) view.ended_at = ctx.at(row.ended_at);
    if (view.state == "ended") view.ended_by = row.ended_by.empty() ? "time" : row.ended_by;
    view.paper = !row.paper_upload_id.empty();
    return view;
}

void end(Context& ctx, MandateRow row, std::string_view by) {
    row.ended_at = ctx.now;
    row.ended_by = by;
    store::end_mandate(ctx.store, row);
    ctx.changed(row, "mandate", row.id);
}

bool is_worker_here(const Context& ctx, const StaffRow& row) {
    return row.hospital_id == ctx.env.hospital.id && row.role == Role::community && !row.ended_at;
}

// The one who signed. In an account of their own before anybody else's; whether it is the name or the number that is
// unknown is not told.
std::optional<PersonRow> signer(Context& ctx, const std::string& name, std::string_view number) {
    auto found = store::verified_people_by_number(ctx.store, ctx.env.hospital.id, number);
    std::erase_if(found, [&](const PersonRow& person) { return person.name != name; });
    std::ranges::stable_partition(found, [](const PersonRow& person) { return person.relationship == "self"; });
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

struct Paper {
    MandateRow row;
    Failure failure{"validation"};
    void wrong(std::string_view pointer, std::string_view code) {
        failure.errors.push_back({std::string(pointer), std::string(code)});
    }
};

void read_days(const Context& ctx, const api::MandateRequest& in, Paper& paper) {
    const auto from = parse_date(in.signed_on);
    const auto until = parse_date(in.ends_on);
    if (!from) paper.wrong("/signed_on", from.error().code);
    if (!until) paper.wrong("/ends_on", until.error().code);
    if (!from || !until) return;
    paper.row.signed_on = *from;
    paper.row.ends_on = *until;
    if (const auto days = domain::check_mandate_days(*from, *until, ctx.today()); !days)
        paper.wrong(days.error().code == "mandate.signed_later" ? "/signed_on" : "/ends_on", days.error().code);
}

void read_people(Context& ctx, const api::MandateRequest& in, Paper& paper) {
    const auto worker = store::staff(ctx.store, in.worker_id);
    if (!worker || !is_worker_here(ctx, *worker)) paper.wrong("/worker_id", "not_found");
    const auto name = domain::parse_person_name(in.name);
    if (!name) return paper.wrong("/name", name.error().code);
    std::string number(trim(in.number));
    std::ranges::transform(number, number.begin(), [](char c) { return c == 'x' ? 'X' : c; });
    const auto person = signer(ctx, *name, number);
    if (!person) return paper.wrong("/number", "mandate.person");
    // A minor's paper is no paper.
    const auto born = parse_date(person->born_on);
    if (born && !domain::is_adult(*born, ctx.today())) paper.wrong("/number", "mandate.minor");
    paper.row.worker_id = in.worker_id;
    paper.row.person_id = person->id;
    paper.row.account_id = person->account_id;
}

}  // namespace

bool is_live(const Context& ctx, const MandateRow& row) { return !row.ended_at && ctx.today() <= row.ends_on; }

Outcome<api::MandateList> list_mandates(Context& ctx) {
    api::MandateList list;
    for (const MandateRow& row : store::mandates_of_account(ctx.store, ctx.account_id))
        list.items.push_back(mandate_view(ctx, row));
    return list;
}

Outcome<Nothing> end_own_mandate(Context& ctx, const std::string& id) {
    const MandateRow row = TRY(owned(ctx, store::mandate(ctx.store, id)));
    if (!row.ended_at) end(ctx, row, "person");
    return Nothing{};
}

Outcome<api::DeskMandateList> desk_mandates(Context& ctx) {
    api::DeskMandateList list;
    for (const MandateRow& row : store::mandates_of_hospital(ctx.store, ctx.env.hospital.id))
        if (!out_of_reach(ctx, row.account_id)) list.items.push_back(mandate_view(ctx, row));
    for (const StaffRow& row : store::staff_of(ctx.store, ctx.env.hospital.id))
        if (is_worker_here(ctx, row)) list.workers.push_back({row.id, row.name, row.title});
    return list;
}

Outcome<api::Mandate> desk_create_mandate(Context& ctx, const api::MandateRequest& in) {
    Paper paper;
    read_days(ctx, in, paper);
    read_people(ctx, in, paper);
    if (in.phone) {
        const auto phone = domain::parse_phone(*in.phone);
        if (phone)
            paper.row.phone = *phone;
        else
            paper.wrong("/phone", phone.error().code);
    }
    if (!paper.failure.errors.empty()) return std::unexpected(std::move(paper.failure));
    MandateRow& row = paper.row;
    const auto before = store::open_mandate(ctx.store, row.worker_id, row.person_id);
    if (before && is_live(ctx, *before)) return refuse("illegal_state");
    if (before) end(ctx, *before, "time");
    if (store::mandates_of_worker(ctx.store, row.worker_id).size() >= domain::mandates_at_most)
        return refuse("too_many");
    row.id = random_id("man");
    row.hospital_id = ctx.env.hospital.id;
    row.recorded_by = ctx.staff ? ctx.staff->id : "";
    row.created_at = ctx.now;
    store::insert_mandate(ctx.store, row);
    ctx.changed(row, "mandate", row.id);
    ctx.audited_account = row.account_id;
    ctx.location = "/api/v1/desk/mandates/" + row.id;
    return mandate_view(ctx, row);
}

bool may_handle_paper(const StaffRow& staff, const MandateRow& row) {
    if (staff.role == Role::community) return row.worker_id == staff.id && !row.ended_at;
    return staff.role == Role::clerk || staff.role == Role::system;
}

Outcome<api::Mandate> desk_attach_paper(Context& ctx, const std::string& id, const api::MandatePaper& in) {
    MandateRow row = TRY(of_hospital(ctx, store::mandate(ctx.store, id)));
    if (!ctx.staff || !may_handle_paper(*ctx.staff, row)) return refuse("not_found");
    if (!is_live(ctx, row)) return refuse("mandate_ended");
    const char* pointer = "/upload_id";
    const auto upload = store::upload(ctx.store, in.upload_id);
    if (!upload || upload->mandate_id != row.id) return invalid(pointer, "not_found");
    TRY(take_upload(ctx, *upload, Purpose::photo, pointer));
    if (!row.paper_upload_id.empty())
        for (const std::string& file : store::erase_file(ctx.store, row.paper_upload_id))
            ctx.after_commit.push_back([blobs = ctx.env.blobs, file] { blobs->remove(file); });
    row.paper_upload_id = upload->id;
    store::set_mandate_paper(ctx.store, row.id, row.paper_upload_id);
    ctx.changed(row, "mandate", row.id);
    ctx.audited_account = row.account_id;
    return mandate_view(ctx, row);
}

Outcome<Nothing> desk_end_mandate(Context& ctx, const std::string& id) {
    const MandateRow row = TRY(of_hospital(ctx, store::mandate(ctx.store, id)));
    if (!row.ended_at) end(ctx, row, "staff");
    return Nothing{};
}

void end_mandates_of(Context& ctx, const std::string& worker_id) {
    for (const MandateRow& row : store::mandates_of_worker(ctx.store, worker_id)) {
        end(ctx, row, "staff");
        if (ctx.audited) ctx.audited->push_back({"mandate.ended", row.id, row.account_id});
    }
}

void expire_mandates(Context& ctx) {
    for (const MandateRow& row : store::mandates_over(ctx.store, ctx.env.hospital.id, ctx.today()))
        end(ctx, row, "time");
}

}  // namespace bz::server::handlers

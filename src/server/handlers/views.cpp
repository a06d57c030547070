#include "server/handlers/views.hpp"

#include "domain/identity_number.hpp"
#include "domain/medicine.hpp"
#include "domain/visit.hpp"
#include "server/store/staff_papers.hpp"

namespace bz::server::handlers {

const std::string& in(std::string_view lang, const api::LocalText& text) { return lang == "en" ? text.en : text.zh; }

std::string pharmacist_name(std::string_view lang) { return lang == "en" ? "Lin Jing" : "林静"; }

api::Person person_view(const Context& ctx, const PersonRow& row) {
    api::Person view;
    view.id = row.id;
    view.name = row.name;
    view.relationship = row.relationship;
    view.number_masked = domain::mask_identity_number(row.number);
    if (const auto born = parse_date(row.born_on)) view.age = age_on(*born, ctx.today());
    view.sex = row.sex;
    view.verified = row.verified;
    return view;
}

std::optional<std::int64_t> median(std::vector<std::int64_t> values) {
    if (values.empty()) return std::nullopt;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// The median, from three checks on; a minute at least.
static std::optional<int> typical_minutes(std::vector<std::int64_t> times) {
    if (times.size() < 3) return std::nullopt;
    return static_cast<int>(std::max<std::int64_t>(1, (*median(std::move(times)) + ms_per_minute - 1) / ms_per_minute));
}

api::IdentityCheck identity_check_view(Context& ctx, const IdentityCheckRow& row) {
    api::IdentityCheck view;
    view.id = row.id;
    view.state = row.state;
    view.method = row.method;
    view.person_id = row.person_id;
    view.created_at = ctx.at(row.created_at);
    if (!row.reason.empty()) view.reason = row.reason;
    if (row.state == domain::IdentityCheckState::pending && domain::is_redirect(row.method)) {
        view.redirect_url = ctx.env.providers.identity_redirect->redirect_url(row.id, row.method, ctx.lang);
        view.expires_at = ctx.at(row.created_at + identity_redirect_ms);
    }
    if (row.state == domain::IdentityCheckState::needs_staff) {
        using enum store::Paper;
        view.ahead = store::papers_before(ctx.store, identity_check, row.hospital_id, row.created_at);
        view.typical_minutes = typical_minutes(store::paper_times(ctx.store, identity_check, row.hospital_id, 20));
    }
    return view;
}

api::Record record_view(Context& ctx, const RecordRow& row) {
    api::Record view;
    view.id = row.id;
    view.person_id = row.person_id;
    view.kind = row.kind;
    view.title = row.title;
    view.media_type = row.media_type;
    view.bytes = row.bytes;
    view.created_at = ctx.at(row.created_at);
    if (!row.issued_on.empty()) view.issued_on = row.issued_on;
    if (!row.hospital.empty()) view.hospital = row.hospital;
    view.pages.emplace();
    for (const UploadRow& page : store::record_pages(ctx.store, row.id))
        if (page.content)
            view.pages->push_back(
                {page.id, page.content->media_type, page.content->bytes, !page.content->preview_file.empty()});
    return view;
}

api::Payment payment_view(const Context& ctx, const PaymentRow& row) {
    api::Payment view{row.id, row.state, row.amount_fen, {}};
    if (row.state == domain::PaymentState::pending)
        view.redirect_url = ctx.env.providers.payment->redirect_url(row.id, row.lang);
    return view;
}

static std::optional<api::Refund> refund_view(const Context& ctx, const PaymentRow& payment) {
    if (!payment.refund_at) return std::nullopt;
    const bool back =
        payment.state == domain::PaymentState::refunded || payment.state == domain::PaymentState::partly_refunded;
    return api::Refund{payment.refund_fen, back ? "refunded" : "refunding", ctx.at(payment.refund_at + 3 * ms_per_day)};
}

static api::Referral referral_view(const Context& ctx, const VisitRow& row) {
    api::Referral view;
    view.hospital = in(row.lang, ctx.env.hospital.short_name);
    view.place = ctx.env.hospital.referral_place;
    view.phone = ctx.env.hospital.phone;
    view.note = row.ending->text;
    view.by = row.ending->by;
    view.at = ctx.at(row.ended_at);
    return view;
}

static void add_money(Context& ctx, const VisitRow& row, api::Visit& view) {
    if (row.payment_id.empty()) return;
    const auto payment = store::payment(ctx.store, row.payment_id);
    if (!payment) return;
    view.payment = payment_view(ctx, *payment);
    view.refund = refund_view(ctx, *payment);
}

api::Visit visit_view(Context& ctx, const VisitRow& row) {
    api::Visit view;
    view.id = row.id;
    view.kind = row.kind;
    view.state = row.state;
    view.person_id = row.person_id;
    view.draft = row.draft;
    view.created_at = ctx.at(row.created_at);
    if (row.submitted_at) view.submitted_at = ctx.at(row.submitted_at);
    if (row.state == domain::VisitState::queued) {
        view.place = store::queued_before(ctx.store, row);
        view.promised_by = ctx.at(row.queued_at + ctx.env.hospital.rules.promised_minutes * ms_per_minute);
    }
    view.doctor = row.doctor;
    view.fee_fen = row.fee_fen;
    view.fee_insured_fen = row.insured_fen;
    add_money(ctx, row, view);
    if (row.accepted_at) {
        if (const auto prescription = store::newest_prescription_of_visit(ctx.store, row.id)) {
            view.prescription_id = prescription->id;
            const std::string order = store::newest_order_of_visit(ctx.store, row.id);
            if (!order.empty()) view.order_id = order;
        }
        const bool patient = !ctx.account_id.empty();
        const int unread =
            store::count_unread(ctx.store, row.id, patient ? "patient" : "desk", patient ? "doctor" : "patient");
        if (unread > 0) view.unread_count = unread;
    }
    view.termination_reason = row.termination_reason;
    if (row.state == domain::VisitState::terminated && row.ending) view.referral = referral_view(ctx, row);
    if (row.state == domain::VisitState::concluded && row.ending) {
        view.summary = api::Summary{row.ending->text, row.ending->by, {}};
        if (!row.ending->follow_up_on.empty()) view.summary->follow_up_on = row.ending->follow_up_on;
    }
    return view;
}

static api::Attachment attachment_view(const UploadContent& content) {
    const bool voice = content.media_type.starts_with("audio/");
    api::Attachment view{voice ? "voice" : "photo", content.media_type, content.bytes, {}};
    if (content.duration_ms >= 0) view.seconds = static_cast<int>((content.duration_ms + 999) / 1000);
    return view;
}

api::Message message_view(Context& ctx, const MessageRow& row) {
    api::Message view{row.id, row.sender, row.text, row.by, ctx.at(row.at), {}};
    if (row.upload_id.empty()) return view;
    const auto upload = store::upload(ctx.store, row.upload_id);
    if (upload && upload->content) view.attachment = attachment_view(*upload->content);
    return view;
}

api::Prescription prescription_view(const Context& ctx, const PrescriptionRow& row, bool for_desk) {
    api::Prescription view;
    view.id = row.id;
    view.visit_id = row.visit_id;
    view.state = row.state;
    view.doctor_name = row.doctor_name;
    view.signed_at = ctx.at(row.signed_at);
    view.valid_until = ctx.at(row.valid_until);
    if (!row.pharmacist_name.empty()) view.pharmacist_name = row.pharmacist_name;
    if (for_desk || domain::details_visible_to_patient(row.state)) {
        view.items = row.items;
        if (!row.assessment.empty()) view.assessment = row.assessment;
    }
    if (for_desk && !row.return_reason.empty()) view.return_reason = row.return_reason;
    return view;
}

api::Order order_view(Context& ctx, const OrderRow& row) {
    api::Order view;
    view.id = row.id;
    view.visit_id = row.visit_id;
    view.fulfilment = row.fulfilment;
    view.state = row.state;
    view.quote = store::quote(ctx.store, row.quote_id).value().quote;
    const PaymentRow payment = store::payment(ctx.store, row.payment_id).value();
    view.payment = payment_view(ctx, payment);
    view.refund = refund_view(ctx, payment);
    view.tracking = store::tracking(ctx.store, row.id);
    if (row.state == domain::OrderState::ready) view.pickup_code = row.pickup_code;
    const bool live = row.state != domain::OrderState::cancelled && row.state != domain::OrderState::refunding &&
                      row.state != domain::OrderState::refunded;
    if (live && !row.hospital_code.empty()) view.hospital_pickup_code = row.hospital_code;
    if (!row.courier_phone.empty()) view.courier_phone = row.courier_phone;
    if (!row.tracking_number.empty()) view.tracking_number = row.tracking_number;
    return view;
}

api::EarlierCare earlier_care_view(const Context& ctx, const KnownCare& care, std::string_view lang) {
    api::EarlierCare view;
    for (const KnownMedicine& medicine : care.medicines) {
        const bool hospital_only =
            domain::dispensing_of(medicine.name.zh, ctx.env.hospital.rules.refill) == domain::Dispensing::hospital_only;
        view.medicines.push_back(
            {medicine.id, in(lang, medicine.name), date_text(medicine.last_prescribed_on), hospital_only});
    }
    if (care.doctor)
        view.doctor =
            api::Doctor{care.doctor->id, in(lang, care.doctor->name), care.doctor->department, care.doctor->title};
    return view;
}

}  // namespace bz::server::handlers

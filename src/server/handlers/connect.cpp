#include "server/handlers/connect.hpp"

#include "api/webhook.hpp"
#include "base/text.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/views.hpp"
#include "server/store/connect.hpp"
#include "server/store/webhooks.hpp"

#include <algorithm>

namespace bz::server::handlers {

using domain::PaymentState;

namespace {

api::DeskPayment payment_desk_view(Context& ctx, const PaymentRow& row) {
    api::DeskPayment view;
    view.id = row.id;
    view.state = row.state;
    view.amount_fen = row.amount_fen;
    view.purpose = row.purpose;
    view.subject_id = row.subject_id;
    view.created_at = ctx.at(row.created_at);
    if (std::string reference = store::payment_reference(ctx.store, row.id); !reference.empty())
        view.reference = std::move(reference);
    for (const RefundRow& refund : store::refunds_of(ctx.store, row.id)) {
        view.refunds.push_back({refund.id, refund.amount_fen, ctx.at(refund.created_at), {}});
        if (refund.settled_at) view.refunds.back().arrived_at = ctx.at(refund.settled_at);
    }
    return view;
}

Outcome<std::string> checked_reference(const api::MoneyReport& in) {
    std::string reference(trim(in.reference));
    if (reference.empty()) return invalid("/reference", "required");
    if (count_code_points(reference) > 100) return invalid("/reference", "too_long");
    return reference;
}

Failure check_care(const api::DeskEarlierCare& in) {
    Failure failure("validation");
    if (in.medicines.size() > 50) failure.errors.push_back({"/medicines", "too_long"});
    for (std::size_t i = 0; i < in.medicines.size(); ++i) {
        const api::CareMedicine& medicine = in.medicines[i];
        const std::string at = "/medicines/" + std::to_string(i);
        if (trim(medicine.id).empty()) failure.errors.push_back({at + "/id", "required"});
        if (trim(medicine.name.zh).empty()) failure.errors.push_back({at + "/name/zh", "required"});
        if (trim(medicine.name.en).empty()) failure.errors.push_back({at + "/name/en", "required"});
        if (const auto day = parse_date(medicine.last_prescribed_on); !day)
            failure.errors.push_back({at + "/last_prescribed_on", std::string(day.error().code)});
    }
    return failure;
}

}  // namespace

KnownCare known_care(Context& ctx, const Id& person_id) {
    const auto told = store::earlier_care(ctx.store, person_id);
    if (!told) {
        const auto& records = ctx.env.providers.records;
        return records ? records->earlier_care(person_id, ctx.today()) : KnownCare{};
    }
    KnownCare care;
    for (const api::CareMedicine& medicine : told->medicines)
        care.medicines.push_back({medicine.id, medicine.name, medicine.specification, medicine.usage,
                                  parse_date(medicine.last_prescribed_on).value_or(Date{1970, 1, 1})});
    if (told->doctor)
        care.doctor = KnownDoctor{told->doctor->id, told->doctor->name, told->doctor->department, told->doctor->title};
    return care;
}

Outcome<Nothing> send_code_by_gateway(Context& ctx, const SmsCodeRow& row, const std::string& code) {
    DeliveryRow delivery;
    delivery.target = store::webhook_for(ctx.store, ctx.env.hospital.id, api::sms_event);
    if (delivery.target.empty()) return refuse("sms_unavailable");
    delivery.event_id = random_id("evt");
    delivery.hospital_id = ctx.env.hospital.id;
    delivery.kind = api::sms_event;
    delivery.subject = row.id;
    delivery.at = delivery.due_at = ctx.now;
    delivery.expires_at = row.expires_at;
    delivery.body = api::write(api::SmsTelling{delivery.event_id, delivery.kind, row.id, delivery.hospital_id,
                                               ctx.at(ctx.now), row.phone, code, ctx.lang, ctx.at(row.expires_at)});
    store::insert_delivery(ctx.store, std::move(delivery));
    ctx.outbox_news = true;
    return Nothing{};
}

Outcome<Nothing> desk_put_earlier_care(Context& ctx, const Id& id, const api::DeskEarlierCare& in) {
    const PersonRow person = TRY(existing(store::person(ctx.store, id)));
    TRY(of_hospital(ctx, store::account_by_id(ctx.store, person.account_id)));
    if (Failure wrong = check_care(in); !wrong.errors.empty()) return std::unexpected(std::move(wrong));
    store::put_earlier_care(ctx.store, person.id, in, ctx.now);
    ctx.audited_account = person.account_id;
    return Nothing{};
}

Outcome<api::DeskPaymentList> desk_payments(Context& ctx) {
    const auto state = ctx.page.state.empty() ? PaymentState::refunding : from_string<PaymentState>(ctx.page.state);
    if (!state) return invalid("/state", "choice");
    api::DeskPaymentList list;
    for (const PaymentRow& row : store::payments_in(ctx.store, ctx.env.hospital.id, *state))
        list.items.push_back(payment_desk_view(ctx, row));
    return list;
}

Outcome<api::DeskPayment> desk_get_payment(Context& ctx, const Id& id) {
    return payment_desk_view(ctx, TRY(of_hospital(ctx, store::payment(ctx.store, id))));
}

Outcome<api::DeskPayment> desk_payment_arrived(Context& ctx, const Id& id, const api::MoneyReport& in) {
    const PaymentRow payment = TRY(of_hospital(ctx, store::payment(ctx.store, id)));
    const std::string reference = TRY(checked_reference(in));
    if (in.amount_fen != payment.amount_fen) return invalid("/amount_fen", "payment.amount");
    const std::string known = store::payment_reference(ctx.store, payment.id);
    // Twice the same money is one; other money for what is paid is not ours to keep.
    if (!known.empty()) {
        if (known != reference) return refuse("illegal_state");
        return payment_desk_view(ctx, payment);
    }
    if (!store::payment_with_reference(ctx.store, payment.hospital_id, reference).empty())
        return invalid("/reference", "payment.reference");
    store::set_payment_reference(ctx.store, payment.id, reference);
    TRY(care::payment_arrived(ctx, payment.id));
    return desk_get_payment(ctx, id);
}

Outcome<api::DeskPayment> desk_payment_refunded(Context& ctx, const Id& id, const api::MoneyReport& in) {
    PaymentRow payment = TRY(of_hospital(ctx, store::payment(ctx.store, id)));
    const std::string reference = TRY(checked_reference(in));
    const auto refunds = store::refunds_of(ctx.store, payment.id);
    if (std::ranges::find(refunds, reference, &RefundRow::reference) != refunds.end())
        return payment_desk_view(ctx, payment);
    const auto open = std::ranges::find(refunds, Instant{0}, &RefundRow::settled_at);
    if (open == refunds.end()) return refuse("illegal_state");
    if (in.amount_fen != open->amount_fen) return invalid("/amount_fen", "payment.amount");
    store::set_refund_reference(ctx.store, open->id, reference);
    TRY(care::refund_arrived(ctx, payment));
    return desk_get_payment(ctx, id);
}

}  // namespace bz::server::handlers

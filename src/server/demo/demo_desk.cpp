#include "server/demo/demo_desk.hpp"

#include "server/handlers/care.hpp"
#include "server/handlers/connect.hpp"
#include "server/handlers/views.hpp"
#include "server/log.hpp"

#include <algorithm>

namespace bz::server {

namespace {

namespace h = handlers;

// A refusal here means that a patient was quicker (cancelled, say): the next look at the database sees it.
template <class T>
void note(const char* event, const Outcome<T>& outcome) {
    if (!outcome) log_line("warn", event, outcome.error().code);
}

const char* say(const VisitRow& visit, const char* zh, const char* en) { return visit.lang == "en" ? en : zh; }

bool mentions_danger(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) {
        return c < 128 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    for (const char* word : {"胸", "气短", "喘", "chest", "breath"})
        if (text.contains(word)) return true;
    return false;
}

void greet(Context& ctx, const VisitRow& visit) {
    const bool refill = visit.kind == domain::VisitKind::refill;
    const char* text = refill ? say(visit, "您好，资料我看过了。最近吃药有没有不舒服？身体有没有新的变化？",
                                    "Hello, I have read your records. Any trouble with the medicine lately? Anything "
                                    "new with your health?")
                              : say(visit, "您好，您写的我看过了。这种情况有多久了？",
                                    "Hello, I have read what you wrote. How long has it been like this?");
    note("demo.greet", h::desk_say(ctx, visit.id, {text}));
}

void terminate(Context& ctx, const VisitRow& visit) {
    api::DeskTermination ending;
    ending.reason = domain::TerminationReason::condition_changed;
    ending.note = say(visit, "这是新情况，要当面做心电图和心脏超声，今天或明天去医院看。路上不舒服加重就打 120。",
                      "This is new. You need an ECG and a heart ultrasound in person: please go today or tomorrow."
                      " If it gets worse on the way, call 120.");
    note("demo.terminate", h::desk_terminate(ctx, visit.id, ending));
}

std::vector<api::PrescriptionItem> items_for(Context& ctx, const VisitRow& visit) {
    std::vector<api::PrescriptionItem> items;
    const int weeks = visit.draft.weeks.value_or(4);
    const KnownCare care = h::known_care(ctx, visit.person_id);
    for (const std::string& id : visit.draft.medicine_ids.value_or(std::vector<std::string>{})) {
        const auto known = std::ranges::find(care.medicines, id, &KnownMedicine::id);
        if (known == care.medicines.end()) continue;
        items.push_back(
            {h::in(visit.lang, known->name), known->specification, h::in(visit.lang, known->usage), weeks, false});
    }
    if (items.empty())
        items.push_back(
            {visit.draft.medicine_text.value_or(""), "", say(visit, "按原来的用法", "As before"), weeks, false});
    return items;
}

void prescribe(Context& ctx, const VisitRow& visit) {
    note("demo.say",
         h::desk_say(ctx, visit.id,
                     {say(visit, "情况稳定，我照原来的方子给您开。药师审过就能配药。",
                          "You are stable; I will prescribe the same again. A pharmacist will check it first.")}));
    api::DeskPrescription sheet;
    sheet.items = items_for(ctx, visit);
    sheet.assessment = say(visit, "病情稳定，按时服药，长期用药合适。",
                           "Stable, takes the medicine regularly: a long supply is suitable.");
    note("demo.prescribe", h::desk_prescribe(ctx, visit.id, sheet));
}

void conclude(Context& ctx, const VisitRow& visit) {
    note("demo.say", h::desk_say(ctx, visit.id,
                                 {say(visit, "谢谢，情况我清楚了。我把建议写在小结里。",
                                      "Thank you, that is clear. I will put my advice in the summary.")}));
    api::DeskConclusion ending;
    ending.text =
        say(visit, "目前不用急着去医院。注意休息，每天早晚量血压并记下来。两周后复诊；加重就到门诊看。",
            "No need to hurry to a hospital now. Rest, and write down your blood pressure every morning and evening."
            " Follow up in two weeks; if it gets worse, come to the clinic.");
    ending.follow_up_on = date_text(add_days(ctx.today(), 14));
    note("demo.conclude", h::desk_conclude(ctx, visit.id, ending));
}

bool patient_spoke_after_doctor(const std::vector<MessageRow>& messages) {
    return !messages.empty() && messages.back().sender == "patient";
}

void answer(Context& ctx, const VisitRow& visit, const std::vector<MessageRow>& messages) {
    std::string words = visit.draft.complaint.value_or("");
    for (const MessageRow& message : messages)
        if (message.sender == "patient") words += '\n' + message.text;
    if (mentions_danger(words)) return terminate(ctx, visit);
    if (visit.kind == domain::VisitKind::refill) return prescribe(ctx, visit);
    conclude(ctx, visit);
}

void see_visits(Context& ctx, std::int64_t step_ms) {
    // One visit at a time, in turn: the place in the queue that patients see is the true one.
    for (const VisitRow& visit : store::visits_in(ctx.store, ctx.env.hospital.id, domain::VisitState::queued)) {
        if (ctx.now < visit.queued_at + step_ms) continue;
        const auto accepted = h::desk_accept(ctx, visit.id);
        note("demo.accept", accepted);
        if (accepted) greet(ctx, visit);
    }
    for (const VisitRow& visit :
         store::visits_in(ctx.store, ctx.env.hospital.id, domain::VisitState::in_consultation)) {
        const auto messages = store::messages(ctx.store, visit.id);
        if (patient_spoke_after_doctor(messages) && ctx.now >= messages.back().at + step_ms)
            answer(ctx, visit, messages);
        // Messages sent while waiting come before the doctor's question; they are read with the answer to it.
    }
}

void review_prescriptions(Context& ctx, std::int64_t step_ms) {
    for (const PrescriptionRow& row :
         store::prescriptions_in(ctx.store, ctx.env.hospital.id, domain::PrescriptionState::in_review))
        if (ctx.now >= row.signed_at + step_ms) note("demo.review", h::desk_review(ctx, row.id, {true, {}}));
}

void fill_orders(Context& ctx, std::int64_t step_ms) {
    using domain::Fulfilment;
    using domain::OrderState;
    struct Step {
        OrderState from;
        OrderState delivery;
        OrderState pickup;
        int steps;  // how long the state before lasts
    };
    static constexpr Step steps[] = {
        {OrderState::paid, OrderState::packed, OrderState::packed, 1},
        {OrderState::packed, OrderState::shipped, OrderState::ready, 1},
        {OrderState::shipped, OrderState::delivered, OrderState::delivered, 2},
        {OrderState::ready, OrderState::picked_up, OrderState::picked_up, 4},  // time to read the code
    };
    for (const Step& step : steps) {
        for (const OrderRow& order : store::orders_in(ctx.store, ctx.env.hospital.id, step.from)) {
            if (ctx.now < order.moved_at + step.steps * step_ms) continue;
            const OrderState to = order.fulfilment == Fulfilment::delivery ? step.delivery : step.pickup;
            note("demo.order",
                 h::desk_move_order(ctx, order.id,
                                    api::DeskOrderMove{.state = to, .tracking_number = {}, .courier_phone = {}}));
        }
    }
}

void check_identities(Context& ctx, std::int64_t step_ms) {
    for (const auto& check :
         store::identity_checks_in(ctx.store, ctx.env.hospital.id, domain::IdentityCheckState::needs_staff))
        if (ctx.now >= check.created_at + step_ms)
            note("demo.identity", h::desk_decide_identity(ctx, check.id, {true, {}, {}}));
}

}  // namespace

void run_demo_desk(Context& ctx, std::int64_t step_ms) {
    check_identities(ctx, step_ms);
    see_visits(ctx, step_ms);
    review_prescriptions(ctx, step_ms);
    fill_orders(ctx, step_ms);
}

}  // namespace bz::server

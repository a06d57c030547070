#include "server/demo/background.hpp"

#include "domain/prescription.hpp"
#include "server/demo/demo_desk.hpp"
#include "server/handlers/account.hpp"
#include "server/handlers/care.hpp"
#include "server/handlers/feedback.hpp"
#include "server/handlers/handlers.hpp"
#include "server/handlers/help.hpp"
#include "server/handlers/mandates.hpp"
#include "server/log.hpp"
#include "server/store/code_tries.hpp"
#include "server/store/hand_overs.hpp"
#include "server/store/launch_tokens.hpp"
#include "server/store/smart.hpp"
#include "server/store/webhooks.hpp"

#include <algorithm>

namespace bz::server {

namespace {

constexpr std::int64_t sweep_every_ms = ms_per_minute;
constexpr std::int64_t unpaid_ms = 24 * ms_per_hour;
constexpr std::int64_t help_kept_ms = 30 * ms_per_day;  // the log's lines stay

void note(const char* event, const Outcome<Nothing>& outcome) {
    if (!outcome) log_line("error", event, outcome.error().code);
}

void expire_visits(Context& ctx) {
    for (VisitRow& visit : store::visits_in(ctx.store, ctx.env.hospital.id, domain::VisitState::queued)) {
        if (ctx.now < domain::accept_deadline(visit.queued_at, ctx.env.hospital.rules)) continue;
        note("expire.visit", care::move_visit(ctx, visit, domain::VisitState::expired));
    }
    for (VisitRow& visit : store::visits_in(ctx.store, ctx.env.hospital.id, domain::VisitState::submitted)) {
        if (ctx.now < visit.submitted_at + unpaid_ms) continue;
        note("expire.unpaid", care::move_visit(ctx, visit, domain::VisitState::expired));
    }
}

void expire_prescriptions(Context& ctx) {
    using domain::PrescriptionState;
    for (const auto state : {PrescriptionState::in_review, PrescriptionState::approved, PrescriptionState::confirmed}) {
        for (PrescriptionRow& row : store::prescriptions_in(ctx.store, ctx.env.hospital.id, state)) {
            if (ctx.now <= row.valid_until) continue;
            note("expire.prescription", care::move_prescription(ctx, row, PrescriptionState::expired));
            ctx.changed(row, "visit", row.visit_id);
        }
    }
}

void expire_orders(Context& ctx) {
    for (OrderRow& order : store::orders_in(ctx.store, ctx.env.hospital.id, domain::OrderState::created)) {
        if (ctx.now < order.created_at + ctx.env.hospital.rules.pay_minutes * ms_per_minute) continue;
        note("expire.order", care::cancel_unpaid(ctx, order));
    }
}

// In the sandbox nobody sends the gateway's word that the money is back.
void settle_refunds(Context& ctx, std::int64_t after_ms) {
    for (PaymentRow& payment : store::payments_in(ctx.store, ctx.env.hospital.id, domain::PaymentState::refunding)) {
        if (ctx.now < payment.refund_at + after_ms) continue;
        note("refund", care::refund_arrived(ctx, payment));
    }
}

void expire(Context& ctx) {
    expire_visits(ctx);
    expire_orders(ctx);  // before the prescriptions: a cancelled order leaves its one to expire
    expire_prescriptions(ctx);
    handlers::close_old_complaints(ctx);
    handlers::expire_identity_checks(ctx);
    handlers::expire_help(ctx);
    handlers::expire_mandates(ctx);
}

// What belongs to no one hospital.
void sweep(Context& ctx) {
    for (const UploadRow& upload : store::uploads_expired(ctx.store, ctx.now)) {
        store::delete_upload(ctx.store, upload.id);
        ctx.after_commit.push_back([blobs = ctx.env.blobs, file = upload.file] { blobs->remove_upload(file); });
    }
    store::forget_deliveries(ctx.store, ctx.now - 7 * ms_per_day, ctx.now - 30 * ms_per_day);
    handlers::erase_what_is_due(ctx);
    store::forget_launch_tokens(ctx.store, ctx.now - ms_per_day);
    store::forget_smart_attempts(ctx.store, ctx.now - ms_per_hour);
    store::forget_code_tries(ctx.store, ctx.now - ms_per_hour);
    store::forget_hand_overs(ctx.store, ctx.now - ms_per_hour);
    store::forget_help(ctx.store, ctx.now - help_kept_ms);
    store::forget_old(ctx.store, ctx.now - 7 * ms_per_day, ctx.now - 2 * ms_per_day, ctx.now - ms_per_day);
}

}  // namespace

Background::Background(BackgroundSettings settings, Write write)
    : settings_(std::move(settings)), write_(std::move(write)), thread_([this] { loop(); }) {}

void Background::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Background::loop() {
    const int pause_ms = std::clamp(settings_.step_ms / 4, 20, 1000);
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        wake_.wait_for(lock, std::chrono::milliseconds(pause_ms), [&] { return stopping_; });
        if (stopping_ || working_) continue;
        working_ = true;
        lock.unlock();
        tick();
        lock.lock();
    }
}

void Background::tick() {
    write_(
        [this](Context& ctx) {
            work(ctx);
            return true;
        },
        [this](bool) {
            std::lock_guard lock(mutex_);
            working_ = false;
        });
}

void Background::work(Context& ctx) {
    const bool due = ctx.now - last_sweep_ >= sweep_every_ms;
    if (due) {
        last_sweep_ = ctx.now;
        sweep(ctx);
    }
    for (const Environment* env : settings_.hospitals) {
        Context one{.store = ctx.store, .env = *env, .now = ctx.now};
        if (due) expire(one);
        if (settings_.sandbox) settle_refunds(one, settings_.step_ms);
        if (settings_.demo_desk) run_demo_desk(one, settings_.step_ms);
        std::ranges::move(one.changed_accounts, std::back_inserter(ctx.changed_accounts));
        ctx.outbox_news = ctx.outbox_news || one.outbox_news;
        std::ranges::move(one.after_commit, std::back_inserter(ctx.after_commit));
    }
}

}  // namespace bz::server

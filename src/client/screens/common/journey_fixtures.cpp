#include "client/screens/common/journey_fixtures.hpp"

namespace bz::screens {

using domain::RecordKind;
using domain::VisitKind;
using domain::VisitState;

namespace {

constexpr Instant sample_now = 1'784'530'920'000;  // 2026-07-20T15:02:00+08:00

template <class T>
void fill(state::Remote<T>& remote, T value) {
    remote = {.load = state::Load::loaded, .value = std::move(value), .etag = {}, .error = {}};
}

api::Hospital hospital() {
    api::Hospital hospital;
    hospital.id = "qinglan";
    hospital.name = {"青岚市第一人民医院互联网医院", "Qinglan First Hospital Online"};
    hospital.short_name = {"青岚市第一人民医院", "Qinglan First Hospital"};
    hospital.phone = "400-000-6120";
    hospital.rules.refill_fee_fen = 1500;
    hospital.rules.refill_insured_fen = 1050;
    hospital.rules.consultation_fee_fen = 1500;
    hospital.rules.accept_hours = 48;
    hospital.rules.weeks_simple_max = 4;
    hospital.rules.weeks_max = 12;
    hospital.rules.record_bytes_max = 50 * 1024 * 1024;
    hospital.rules.records_max = 20;
    return hospital;
}

api::EarlierCare earlier_care() {
    api::EarlierCare care;
    care.medicines = {{"m1", "阿托伐他汀钙片", "2026-06-15", false}, {"m2", "替格瑞洛片", "2026-06-15", true}};
    care.doctor = api::Doctor{"d1", "周敏", {"心内科", "Cardiology"}, {"主任医师", "Chief physician"}};
    return care;
}

}  // namespace

state::Shared sample_journey(VisitKind kind) {
    state::Shared shared;
    shared.context = {.now = sample_now, .utc_offset_minutes = 480, .fresh_id = "fresh-1"};
    shared.signed_in = true;
    fill(shared.hospital, hospital());
    api::Account account;
    account.phone_masked = "139****2468";
    account.people = {{"p1", "任长河", "self", "**************011X", 72, "male", true}};
    fill(shared.account, std::move(account));
    fill(shared.earlier_care, earlier_care());
    fill(shared.records, api::RecordList{});
    state::Draft& draft = shared.draft;
    draft.started = true;
    draft.kind = kind;
    draft.red_flags_none = true;
    draft.diagnosed = domain::Diagnosed::yes;
    draft.changed = domain::Changed::same;
    draft.phone = "13900002468";
    return shared;
}

state::UploadDraft sample_upload(std::string_view state, RecordKind kind) {
    state::UploadDraft upload{.file = "f-" + std::string(state),
                              .name = std::string(state) + ".jpg",
                              .kind = kind,
                              .bytes = 2'000'000,
                              .sent = 0,
                              .state = std::string(state),
                              .upload_id = {},
                              .record_id = {},
                              .error = {}};
    if (state == "sending" || state == "paused" || state == "interrupted") upload.sent = 1'240'000;
    if (state == "failed") upload.error = "file_type";
    if (state == "done" || state == "recording" || state == "recorded") {
        upload.sent = upload.bytes;
        upload.upload_id = "u-" + std::string(state);
    }
    if (state == "recorded") upload.record_id = "r1";
    return upload;
}

api::Visit sample_visit(VisitKind kind, VisitState state) {
    api::Visit visit;
    visit.id = "v1";
    visit.kind = kind;
    visit.state = state;
    visit.person_id = "p1";
    visit.created_at = "2026-07-20T14:50:00+08:00";
    visit.fee_fen = 1500;
    visit.fee_insured_fen = kind == VisitKind::refill ? 1050 : 0;
    if (state != VisitState::draft)
        visit.payment = api::Payment{.id = "pay1",
                                     .state = domain::PaymentState::pending,
                                     .amount_fen = visit.fee_fen - visit.fee_insured_fen,
                                     .redirect_url = "/sandbox/pay/pay1"};
    return visit;
}

api::RecordList sample_records() {
    api::Record report{"r1",
                       "p1",
                       RecordKind::examination_report,
                       "血脂化验单.pdf",
                       "application/pdf",
                       310'000,
                       "2026-04-10T09:00:00+08:00"};
    report.pages = {{"u1", "application/pdf", 310'000, false}};
    api::Record summary{"r2",         "p1",      RecordKind::discharge_summary, "IMG_2031.jpg",
                        "image/jpeg", 2'400'000, "2023-11-12T16:20:00+08:00"};
    summary.issued_on = "2023-11-08";
    summary.hospital = "青岚市第一人民医院";
    summary.pages = {
        {"u2", "image/jpeg", 900'000, true}, {"u3", "image/jpeg", 800'000, true}, {"u4", "image/jpeg", 700'000, true}};
    return {.items = {report, summary}, .next_cursor = {}};
}

}  // namespace bz::screens

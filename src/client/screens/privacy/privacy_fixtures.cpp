#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/privacy/privacy.hpp"

namespace bz::screens {

namespace {

state::Shared with_everything() {
    state::Shared shared = start_signed_in(true);
    const std::string at = "2026-07-18T16:20:00+08:00";
    api::ConsentList consents{{{"health_data", 1, true, at},
                               {"sms_notice", 1, false, at},
                               {"identity", 1, true, at},
                               {"face", 1, true, at},
                               {"share_pharmacy", 1, true, at},
                               {"terms", 3, true, at}},
                              {}};
    loaded(shared.consent_history, consents);
    loaded(shared.consents, std::move(consents));
    loaded(
        shared.audit_events,
        api::AuditEventList{
            {{"5", "2026-07-20T09:20:00+08:00", "doctor", "s1", "GET /desk/records/{id}/content", "r", "周敏"},
             {"4", "2026-07-20T09:10:00+08:00", "pharmacist", "s2", "POST /desk/prescriptions/{id}/review", "p",
              "林静"},
             {"3", "2026-07-20T09:05:00+08:00", "clerk", "s3", "POST /desk/identity-checks/{id}/decide", "i", "孙丽"},
             {"2", "2026-07-20T09:00:00+08:00", "patient", "a", "POST /visits/{id}/submit", "v", {}},
             {"1", "2025-12-31T23:00:00+08:00", "system", "", "POST /unheard/of", "x", {}}},
            "1"});
    loaded(shared.sessions,
           api::SessionList{{{"s1", {"phone", "Android", "WeChat"}, at, "2026-07-20T09:30:00+08:00", at, true},
                             {"s2", {"computer", "Windows", "Edge"}, at, "2026-07-19T20:00:00+08:00", at, false},
                             {"s3", {"unknown", "", ""}, at, "2026-07-01T08:00:00+08:00", at, false}}});
    return shared;
}

// Help by staff that began before signing in, then by someone close.
api::AuditEventList helped_log() {
    api::AuditEventList list;
    const auto add = [&list](const std::string& minute, std::string actor, const std::string& what) {
        std::string id = actor == "family" ? "hlp-1" : actor == "helper" ? "sta-1" : "";
        std::optional<std::string> name;
        if (actor == "family") name = "任晓";
        if (actor == "helper") name = "孙丽";
        list.items.push_back({"", "2026-07-20T09:" + minute + ":00+08:00", std::move(actor), std::move(id),
                              "help." + what, "hlp-1", std::move(name)});
    };
    add("26", "patient", "ended");
    add("25", "family", "proposed");
    add("24", "patient", "let_in");
    add("23", "family", "knocked");
    add("19", "helper", "ended");
    add("18", "helper", "refused");
    add("17", "helper", "opened");
    add("16", "helper", "said");
    add("15", "helper", "pointed");
    add("14", "helper", "joined");
    add("13", "anonymous", "asked");
    return list;
}

void add_consents(std::vector<PrivacyFixture>& all, const state::Shared& everything) {
    using state::Route;
    all.push_back({"consents", {}, everything, Route::privacy});
    Privacy::Model history;
    history.history_open = true;
    all.push_back({"history", history, everything, Route::privacy});
    for (const char* purpose : {"health_data", "sms_notice", "face", "share_pharmacy"}) {
        Privacy::Model asked;
        asked.asked_purpose = purpose;
        all.push_back({purpose, asked, everything, Route::privacy});
    }
    Privacy::Model give;
    give.asked_purpose = "sms_notice";
    give.asked_given = true;
    give.problem = "offline";
    all.push_back({"give_again_offline", give, everything, Route::privacy});
    state::Shared none = start_signed_in(true);
    all.push_back({"consents_loading", {}, none, Route::privacy});
    none.consents = {.load = state::Load::failed, .error = "internal"};
    all.push_back({"consents_failed", {}, none, Route::privacy});
    loaded(none.consents, api::ConsentList{});
    all.push_back({"consents_empty", {}, none, Route::privacy});
}

void add_leaving(std::vector<PrivacyFixture>& all, const state::Shared& everything) {
    using state::Route;
    all.push_back({"leave", {}, everything, Route::leave});
    state::Shared stranger = everything;
    stranger.draft.phone.clear();
    all.push_back({"leave_phone", {}, stranger, Route::leave});
    Privacy::Model differs;
    differs.phone_error = "differs";
    stranger.draft.phone = "13900001111";
    all.push_back({"leave_phone_differs", differs, stranger, Route::leave});
    state::Shared asked = everything;
    asked.draft.leave_code_id = "code-1";
    asked.draft.leave_sandbox_code = "308124";
    all.push_back({"leave_code", {}, asked, Route::leave});
    Privacy::Model wrong;
    wrong.code_error = "code_wrong";
    wrong.attempts_left = 3;
    asked.draft.leave_code = "123456";
    all.push_back({"leave_code_wrong", wrong, asked, Route::leave});
    Privacy::Model busy;
    busy.under_way = true;
    all.push_back({"leave_under_way", busy, asked, Route::leave});
}

}  // namespace

std::vector<PrivacyFixture> Privacy::fixtures() {
    using state::Route;
    std::vector<PrivacyFixture> all;
    const state::Shared everything = with_everything();
    add_consents(all, everything);

    Model more;
    more.next_cursor = "1";
    all.push_back({"log", more, everything, Route::access_log});
    state::Shared helped = start_signed_in(true);
    loaded(helped.audit_events, helped_log());
    all.push_back({"log_helped", {}, helped, Route::access_log});
    state::Shared nothing = start_signed_in(true);
    loaded(nothing.audit_events, api::AuditEventList{});
    all.push_back({"log_empty", {}, nothing, Route::access_log});
    nothing.audit_events = {.load = state::Load::failed, .error = "offline"};
    nothing.online = false;
    all.push_back({"log_offline", {}, nothing, Route::access_log});

    all.push_back({"my_data", {}, everything, Route::my_data});
    Model saving;
    saving.saving = "banzhen.html";
    all.push_back({"my_data_saving", saving, everything, Route::my_data});
    Model saved;
    saved.saved = "banzhen.html";
    all.push_back({"my_data_saved", saved, everything, Route::my_data});
    Model lost;
    lost.problem = "offline";
    state::Shared kiosk = everything;
    kiosk.shared_device = true;
    all.push_back({"my_data_offline_shared", lost, kiosk, Route::my_data});

    all.push_back({"devices", {}, everything, Route::devices});
    Model end_one;
    end_one.asked_session = "s2";
    all.push_back({"devices_end", end_one, everything, Route::devices});
    Model end_others;
    end_others.asked_session = "others";
    end_others.problem = "internal";
    all.push_back({"devices_end_others", end_others, everything, Route::devices});
    state::Shared alone = everything;
    alone.sessions.value->items.resize(1);
    all.push_back({"devices_only_this", {}, alone, Route::devices});
    all.push_back({"devices_loading", {}, start_signed_in(true), Route::devices});
    add_leaving(all, everything);
    return all;
}

}  // namespace bz::screens

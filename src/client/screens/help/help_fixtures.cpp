#include "client/screens/common/start_fixtures.hpp"
#include "client/screens/help/help.hpp"

namespace bz::screens {

namespace {

Help::Model told(std::string state) {
    Help::Model model;
    model.session.load = state::Load::loaded;
    api::HelpSession& session = model.session.value.emplace();
    session.id = "hlp-1";
    session.kind = "code";
    session.state = std::move(state);
    session.created_at = "2026-07-20T09:28:20+08:00";
    session.code = "739204";
    session.code_expires_at = "2026-07-20T09:38:20+08:00";
    session.helpers_on_duty = 4;
    return model;
}

Help::Model failed(std::string code) {
    Help::Model model;
    model.session.load = state::Load::failed;
    model.session.error = std::move(code);
    return model;
}

}  // namespace

std::vector<HelpFixture> Help::fixtures() {
    using state::Route;
    std::vector<HelpFixture> all;
    const auto add = [&](std::string_view name, Model model, state::Shared shared = start_visitor()) {
        all.push_back({name, std::move(model), std::move(shared), Route::help});
    };
    add("help", told("waiting"));
    Model asking;
    asking.session.load = state::Load::loading;
    add("asking", asking);
    Model nobody = told("waiting");
    nobody.session.value->helpers_on_duty = 0;
    add("nobody_on_duty", nobody);
    Model old = told("waiting");
    old.session.value->code_expires_at = "2026-07-20T09:29:00+08:00";
    add("expired", old);
    Model helped = told("active");
    helped.session.value->helper_name = "王助理";
    add("active", helped, start_signed_in(true));
    add("ended", told("ended"));
    Model link = told("waiting");
    link.session.value->kind = "link";
    link.session.value->code.reset();
    add("link", link);
    link.session.value->code_expires_at = "2026-07-20T09:29:00+08:00";
    add("link_expired", link);
    state::Shared offline = start_visitor();
    offline.online = false;
    // The digits of before hold; what was chosen is the link.
    Model no_link = told("waiting");
    no_link.link_asked = true;
    no_link.session.load = state::Load::loading;
    add("link_asking", no_link);
    no_link.session.load = state::Load::failed;
    no_link.session.error = "server";
    add("link_failed", no_link);
    no_link.session.error = "offline";
    add("link_offline", no_link, offline);
    add("offline", failed("offline"), offline);
    add("failed", failed("server"));
    Model blocked = failed("too_many_requests");
    blocked.wait_until = "2026-07-20T09:40:30+08:00";
    add("blocked", blocked);

    Model call = told("waiting");
    call.call_back = CallBack::open;
    add("call_back", call);
    add("call_back_own", call, start_signed_in(true));
    Model wrong = call;
    wrong.phone_wrong = true;
    wrong.call_problem = "server";
    state::Shared typed = start_visitor();
    typed.draft.phone = "1390000";
    add("call_back_wrong", wrong, typed);
    Model done = told("waiting");
    done.call_back = CallBack::done;
    done.ahead = 2;
    add("call_back_done", done, start_signed_in(true));

    state::Shared failed_hospital;
    failed_hospital.hospital.load = state::Load::failed;
    failed_hospital.hospital.error = "offline";
    add("help_offline", failed("offline"), failed_hospital);
    all.push_back({"licence", {}, start_visitor(), Route::licence});
    all.push_back({"licence_failed", {}, failed_hospital, Route::licence});
    return all;
}

}  // namespace bz::screens

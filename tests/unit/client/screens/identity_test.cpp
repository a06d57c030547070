#include "client/screens/identity/identity.hpp"

#include "client/screens/common/start_fixtures.hpp"
#include "client/state/journey.hpp"
#include "frame.hpp"

using namespace bz;
using domain::IdentityCheckState;
using domain::IdentityMethod;
using screens::Identity;
using state::Call;
using state::Effects;
using state::Focus;
using state::Go;
using state::Reply;
using state::Route;
using test::Frame;
using ui::Role;

namespace {

Reply reply(std::string purpose, int status, std::string body) {
    return {.purpose = std::move(purpose), .status = status, .body = std::move(body), .etag = {}};
}

state::FileNews news(std::string file, std::string state) {
    state::FileNews made;
    made.file = std::move(file);
    made.picker = "identity.photo";
    made.name = "IMG_1.jpg";
    made.type = "image/jpeg";
    made.bytes = 1000;
    made.state = std::move(state);
    return made;
}

// Mr Ren with everything filled in, before the check.
struct Filled {
    state::Shared shared = screens::start_signed_in(false);
    Identity::Model model;
    Filled() {
        state::Draft& draft = shared.draft;
        draft.started = true;
        draft.red_flags_none = true;
        draft.diagnosed = domain::Diagnosed::yes;
        draft.changed = domain::Changed::same;
        draft.name = "任长河";
        draft.number = "990101 19530315 049x";
        draft.consent_identity = true;
        draft.consent_health_data = true;
        draft.consent_sms_notice = false;
        draft.method = IdentityMethod::registry;
    }
    template <class Msg>
    Effects press(Msg msg) {
        return Identity::update(model, shared, msg);
    }
    Effects answered(IdentityCheckState state, std::optional<std::string> reason = {}) {
        const api::IdentityCheck check{.id = "check-1",
                                       .state = state,
                                       .method = *shared.draft.method,
                                       .person_id = "person-1",
                                       .created_at = "2026-07-20T09:30:21+08:00",
                                       .reason = std::move(reason)};
        return Identity::on_reply(model, shared, reply("identity.check", 201, api::write(check)));
    }
    void account(bool verified, std::optional<IdentityCheckState> state = {}, std::optional<std::string> reason = {}) {
        api::Account account;
        account.people = {{"person-1", "任长河", "self", "**************011X", 73, "male", verified}};
        if (state)
            account.identity_check = api::IdentityCheck{.id = "check-1",
                                                        .state = *state,
                                                        .method = *shared.draft.method,
                                                        .person_id = "person-1",
                                                        .created_at = "2026-07-20T09:30:21+08:00",
                                                        .reason = std::move(reason)};
        state::store_reply(shared, reply("load.account", 200, api::write(account)));
    }
};

}  // namespace

TEST_CASE("identity: what is wrong with a number is said exactly, and what was typed stays as typed") {
    struct Case {
        const char* typed;
        const char* says;
    };
    for (const Case& item :
         {Case{"", "请填身份证号。"}, Case{"99010119530315011", "少了 1 位。身份证号是 18 位，您填了 17 位。"},
          Case{"99010119530315011XX", "第 18 位不对。身份证号里只有数字，最后一位可以是 X。"},
          Case{"990101195303150112345", "多了 3 位。身份证号是 18 位，您填了 21 位。"},
          Case{"990101195303150110", "有一位填错了。请对着证件，一位一位再看看。"},
          Case{"990101195302300110", "中间的生日不对，没有这一天。请对着证件再看看。"},
          Case{"990101202612310110", "中间的生日还没到。请对着证件再看看。"}}) {
        Filled filled;
        filled.press(Identity::NumberTyped{item.typed});
        CHECK(filled.press(Identity::IdentityContinued{}) == Effects{Focus{"errors.title"}});
        const Frame<Identity> frame(filled.model, filled.shared, Route::identity);
        INFO(item.typed);
        CHECK(frame.find(Role::link, item.says));
        CHECK(frame.at(Role::textbox, "身份证号").invalid);
        CHECK(frame.find(Role::button, "改好了，继续"));
        CHECK(filled.shared.draft.number == item.typed);
    }
}

TEST_CASE("identity: name and number are checked together, on the press only") {
    Filled filled;
    filled.shared.draft.name = " ";
    filled.shared.draft.number = "1";
    CHECK_FALSE(filled.model.name_error);
    filled.press(Identity::IdentityContinued{});
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::identity).find(Role::heading, "有 2 处要改一下"));
    filled.press(Identity::NameTyped{"任𬭎"});
    filled.press(Identity::NumberTyped{"99010119530315049X"});
    CHECK(filled.press(Identity::IdentityContinued{}) == Effects{Go{Route::consents}});
    CHECK_FALSE(filled.model.number_error);
}

TEST_CASE("identity: the name field is one that browsers can fill") {
    Filled filled;
    const Frame<Identity> frame(filled.model, filled.shared, Route::identity);
    CHECK(frame.at(Role::textbox, "姓名").hints.autocomplete == "name");
    CHECK(frame.at(Role::textbox, "姓名").value == "任长河");
}

TEST_CASE("identity: outside the sandbox an invented number is a slip") {
    Filled filled;
    filled.shared.hospital.value->sandbox = false;
    CHECK(filled.press(Identity::IdentityContinued{}) == Effects{Focus{"errors.title"}});
    CHECK(filled.model.number_error == Error{"id.region"});
}

TEST_CASE("identity: consents are separate, none is chosen beforehand, needed ones stop here kindly") {
    Filled filled;
    filled.shared.draft.consent_health_data.reset();
    filled.shared.draft.consent_sms_notice.reset();
    filled.shared.draft.consent_identity.reset();
    filled.shared.draft.method.reset();
    for (const ui::Node& node : Frame<Identity>(filled.model, filled.shared, Route::consents).tree.nodes)
        CHECK_FALSE(node.checked);
    CHECK(filled.press(Identity::ConsentsContinued{}) == Effects{Focus{"errors.title"}});
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::consents).find(Role::heading, "有 2 处要改一下"));

    filled.press(Identity::ConsentChosen{Identity::Consent::identity, true});
    filled.press(Identity::ConsentChosen{Identity::Consent::health_data, false});
    CHECK(filled.press(Identity::ConsentsContinued{}) == Effects{Focus{"errors.title"}});
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::consents)
              .says("医生看我的健康信息：不同意，网上就办不了。可以去医院，或打电话给我们。"));

    filled.press(Identity::ConsentChosen{Identity::Consent::health_data, true});
    CHECK(filled.press(Identity::ConsentsContinued{}) == Effects{Go{Route::verify}});
    CHECK(filled.shared.draft.consent_sms_notice == false);
}

TEST_CASE("identity: refusing to be checked is remembered, and leads back to the question") {
    Filled filled;
    filled.press(Identity::ConsentChosen{Identity::Consent::identity, false});
    CHECK(Identity::answer(filled.shared.draft, Identity::Consent::identity) == false);
    CHECK(filled.press(Identity::VerifyPressed{}) == Effects{Go{Route::consents}});
}

TEST_CASE("identity: the register is asked once, with the number as it is written and every consent") {
    Filled filled;
    const Effects effects = filled.press(Identity::VerifyPressed{});
    REQUIRE(effects.size() == 1);
    const Call& call = std::get<Call>(effects[0]);
    CHECK(call.method == "POST");
    CHECK(call.path == "/identity-checks");
    CHECK(call.idempotency_key.starts_with("fresh-1."));
    const auto request = api::read<api::IdentityCheckRequest>(call.body);
    REQUIRE(request);
    CHECK(request->number == "99010119530315049X");
    CHECK(request->document_type == domain::DocumentType::resident_id);
    REQUIRE(request->consents.size() == 3);
    CHECK(request->consents[2].purpose == "sms_notice");
    CHECK_FALSE(request->consents[2].given);
    CHECK_FALSE(request->document_upload_id);
    CHECK(filled.press(Identity::VerifyPressed{}).empty());
}

TEST_CASE("identity: a lost answer is asked for again with the same key, a refusal with a new one") {
    Filled filled;
    filled.press(Identity::VerifyPressed{});
    CHECK(Identity::on_reply(filled.model, filled.shared, reply("identity.check", 0, "")).empty());
    CHECK(filled.model.problem == "offline");
    CHECK(filled.shared.draft.number == "990101 19530315 049x");
    filled.shared.context.fresh_id = "fresh-2";
    // Also after a reload, which keeps nothing but the draft.
    filled.model = {};
    const std::string first = std::get<Call>(filled.press(Identity::VerifyPressed{})[0]).idempotency_key;
    CHECK(first.starts_with("fresh-1."));
    Identity::on_reply(filled.model, filled.shared, reply("identity.check", 409, "{}"));
    CHECK(std::get<Call>(filled.press(Identity::VerifyPressed{})[0]).idempotency_key.starts_with("fresh-2."));
    // Other details are another check.
    Identity::on_reply(filled.model, filled.shared, reply("identity.check", 0, ""));
    filled.shared.context.fresh_id = "fresh-3";
    filled.press(Identity::NameTyped{"任长江"});
    CHECK(std::get<Call>(filled.press(Identity::VerifyPressed{})[0]).idempotency_key.starts_with("fresh-3."));
}

TEST_CASE("identity: matched, and on to the records") {
    Filled filled;
    filled.press(Identity::VerifyPressed{});
    CHECK(filled.answered(IdentityCheckState::verified) == Effects{state::load_account()});
    filled.account(true);
    CHECK(Identity::on_change(filled.model, filled.shared, Route::verify) == Effects{Go{Route::records, true}});
}

TEST_CASE("identity: not matched says why and what to do, and can be tried again") {
    Filled filled;
    filled.press(Identity::VerifyPressed{});
    filled.answered(IdentityCheckState::rejected, "no_match");
    filled.account(false, IdentityCheckState::rejected, "no_match");
    CHECK(Identity::on_change(filled.model, filled.shared, Route::verify).empty());
    const Frame<Identity> frame(filled.model, filled.shared, Route::verify);
    CHECK(frame.says("姓名和证件号对不上。"));
    CHECK(frame.says("没填错，就请工作人员帮您核对。"));
    CHECK(frame.find(Role::button, "改 姓名"));
    filled.press(Identity::MethodChosen{IdentityMethod::staff_review});
    CHECK(filled.press(Identity::VerifyPressed{}) == Effects{Go{Route::staff_photo}});
}

TEST_CASE("identity: a field the server refuses is shown where it is mended") {
    Filled filled;
    filled.press(Identity::VerifyPressed{});
    api::Problem problem;
    problem.status = 422;
    problem.code = "validation";
    problem.errors = std::vector{api::FieldError{"/number", "id.region"}};
    CHECK(Identity::on_reply(filled.model, filled.shared, reply("identity.check", 422, api::write(problem))) ==
          Effects{Go{Route::identity}});
    Identity::on_enter(filled.model, filled.shared, Route::identity);
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::identity).at(Role::textbox, "身份证号").invalid);
}

TEST_CASE("identity: the staff's way needs a photo, sends it by itself, and does not hold anyone up") {
    Filled filled;
    filled.shared.draft.method = IdentityMethod::staff_review;
    CHECK(filled.press(Identity::PhotoSent{}) == Effects{Focus{"errors.title"}});
    CHECK(Identity::on_file(filled.model, filled.shared, news("f1", "picked")) == Effects{state::Upload{"f1"}});
    CHECK_FALSE(filled.model.photo_missing);

    // Pressed while it is still travelling: it goes off when it is there.
    CHECK(filled.press(Identity::PhotoSent{}).empty());
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::staff_photo).at(Role::button, "照片传好就发…").busy);
    state::FileNews done = news("f1", "done");
    done.upload_id = "upload-1";
    const Effects effects = Identity::on_file(filled.model, filled.shared, done);
    REQUIRE(effects.size() == 1);
    CHECK(api::read<api::IdentityCheckRequest>(std::get<Call>(effects[0]).body)->document_upload_id == "upload-1");

    CHECK(filled.answered(IdentityCheckState::needs_staff) == Effects{Go{Route::verify, true}, state::load_account()});
    filled.account(false, IdentityCheckState::needs_staff);
    CHECK(Identity::on_change(filled.model, filled.shared, Route::verify) ==
          Effects{state::After{"identity.poll", 5000}});
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::verify).find(Role::heading, "核对中，您先接着办"));
    CHECK(filled.press(Identity::ContinuePressed{}) == Effects{Go{Route::records}});
    CHECK(Identity::on_reply(filled.model, filled.shared, reply("identity.poll", 0, "")) ==
          Effects{state::load_account()});
    filled.account(true);
    CHECK(Identity::on_change(filled.model, filled.shared, Route::verify) == Effects{Go{Route::records, true}});
}

TEST_CASE("identity: another photo replaces the first, and old news of it is dropped") {
    Filled filled;
    Identity::on_file(filled.model, filled.shared, news("f1", "picked"));
    CHECK(Identity::on_file(filled.model, filled.shared, news("f2", "picked")) ==
          Effects{state::StopUpload{"f1", true}, state::Upload{"f2"}});
    state::FileNews late = news("f1", "done");
    late.upload_id = "upload-1";
    Identity::on_file(filled.model, filled.shared, late);
    CHECK(filled.shared.draft.document_upload_id.empty());
    CHECK(filled.press(Identity::PhotoRemoved{}) == Effects{state::StopUpload{"f2", true}});
    CHECK(filled.model.photo == Identity::Photo{});
}

TEST_CASE("identity: who waits for staff reads how many are before, and how long it took lately") {
    const auto pending = test::fixture_named(Identity::fixtures(), "pending");
    CHECK(test::show<Identity>(pending).says("前面还有 2 位。最近一般 4 分钟看完。"));
}

TEST_CASE("identity: polling ends when there is nothing to wait for") {
    Filled filled;
    filled.press(Identity::VerifyPressed{});
    filled.answered(IdentityCheckState::rejected, "no_match");
    filled.account(false, IdentityCheckState::rejected, "no_match");
    CHECK(Identity::on_change(filled.model, filled.shared, Route::verify).empty());
    CHECK(Identity::on_reply(filled.model, filled.shared, reply("identity.poll", 0, "")).empty());
}

TEST_CASE("identity: a passport asks for its country, its end and the birthday, and is sent as the contract wants it") {
    Filled filled;
    filled.shared.countries = "DEU 德国\nUSA 美国\nUMI 美国本土外小岛屿";
    filled.press(Identity::DocumentChosen{domain::DocumentType::passport});
    CHECK_FALSE(filled.shared.draft.method);  // no register knows it
    filled.press(Identity::NumberTyped{"x000 0001"});
    CHECK(filled.press(Identity::IdentityContinued{}) == Effects{Focus{"errors.title"}});
    const Frame<Identity> empty(filled.model, filled.shared, Route::identity);
    CHECK(empty.find(Role::heading, "有 3 处要改一下"));
    CHECK(empty.says("请填有效期到哪天。"));
    CHECK_FALSE(empty.find(Role::button, "美国"));

    filled.press(Identity::CountryTyped{"美"});
    const Frame<Identity> found(filled.model, filled.shared, Route::identity);
    CHECK(found.find(Role::button, "美国"));
    CHECK_FALSE(found.find(Role::button, "德国"));
    filled.press(Identity::CountryChosen{"USA"});
    filled.press(Identity::DateTyped{domain::DocumentField::expires_on, "2031-3-4"});
    filled.press(Identity::DateTyped{domain::DocumentField::born_on, "1988-02-30"});
    CHECK(filled.press(Identity::IdentityContinued{}) == Effects{Focus{"errors.title"}});
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::identity).says("没有这一天。生日请按年、月、日填。"));
    filled.press(Identity::DateTyped{domain::DocumentField::born_on, "1988-2-3"});
    CHECK(filled.press(Identity::IdentityContinued{}) == Effects{Go{Route::consents}});

    const Frame<Identity> verify(filled.model, filled.shared, Route::verify);
    CHECK_FALSE(verify.find(Role::radio, "系统核对"));
    CHECK(verify.find(Role::radio, "请工作人员帮我核对"));
    filled.press(Identity::MethodChosen{IdentityMethod::insurance_credential});
    const auto request =
        api::read<api::IdentityCheckRequest>(std::get<Call>(filled.press(Identity::VerifyPressed{})[0]).body);
    REQUIRE(request);
    CHECK(request->number == "X0000001");
    CHECK(request->country == "USA");
    CHECK(request->expires_on == "2031-03-04");
    CHECK(request->born_on == "1988-02-03");
    CHECK_FALSE(request->sex);
}

TEST_CASE("identity: three letters are country enough where the browser knows no names") {
    Filled filled;
    filled.press(Identity::DocumentChosen{domain::DocumentType::passport});
    filled.press(Identity::CountryTyped{" deu"});
    filled.press(Identity::IdentityContinued{});
    CHECK(filled.shared.draft.country == "DEU");
    filled.press(Identity::CountryChosen{});
    filled.press(Identity::CountryTyped{"xyz"});
    filled.press(Identity::IdentityContinued{});
    CHECK(filled.shared.draft.country.empty());
}

TEST_CASE("identity: what an 18-digit document already tells is not asked for") {
    Filled filled;
    filled.shared.draft.born_on = "1988-2-3";  // of a document chosen before
    filled.press(Identity::DocumentChosen{domain::DocumentType::hmt_residence_permit});
    const Frame<Identity> frame(filled.model, filled.shared, Route::identity);
    CHECK_FALSE(frame.says("有效期到"));
    CHECK(frame.find(Role::textbox, "居住证号码"));
    filled.press(Identity::MethodChosen{IdentityMethod::registry});
    const auto request =
        api::read<api::IdentityCheckRequest>(std::get<Call>(filled.press(Identity::VerifyPressed{})[0]).body);
    REQUIRE(request);
    CHECK_FALSE(request->born_on);
}

TEST_CASE("identity: the older card of permanent residence begins with letters and tells less") {
    Filled filled;
    filled.press(Identity::DocumentChosen{domain::DocumentType::permanent_residence});
    CHECK_FALSE(Frame<Identity>(filled.model, filled.shared, Route::identity).says("有效期到"));
    filled.press(Identity::NumberTyped{"USA123456789012"});
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::identity).says("有效期到"));
}

TEST_CASE("identity: a face is scanned only after a question of its own, and no is as good an answer") {
    Filled filled;
    filled.press(Identity::MethodChosen{IdentityMethod::face});
    CHECK(filled.press(Identity::VerifyPressed{}) == Effects{Go{Route::face_consent}});
    CHECK(filled.press(Identity::FaceContinued{}) == Effects{Focus{"errors.title"}});
    filled.press(Identity::ConsentChosen{Identity::Consent::face, false});
    CHECK(filled.press(Identity::FaceContinued{}) == Effects{Go{Route::verify}});
    CHECK_FALSE(filled.shared.draft.method);

    filled.press(Identity::MethodChosen{IdentityMethod::face});
    filled.press(Identity::VerifyPressed{});
    CHECK_FALSE(filled.shared.draft.consent_face);  // asked anew each time
    filled.press(Identity::ConsentChosen{Identity::Consent::face, true});
    const auto request =
        api::read<api::IdentityCheckRequest>(std::get<Call>(filled.press(Identity::FaceContinued{})[0]).body);
    REQUIRE(request);
    CHECK(request->consents.back().purpose == "face");
    CHECK(request->consents.back().given);
}

TEST_CASE("identity: a check elsewhere leads there, and back one can go on or take another way") {
    Filled filled;
    filled.press(Identity::MethodChosen{IdentityMethod::insurance_credential});
    filled.press(Identity::VerifyPressed{});
    api::IdentityCheck check{.id = "check-1",
                             .state = IdentityCheckState::pending,
                             .method = IdentityMethod::insurance_credential,
                             .person_id = "person-1",
                             .created_at = "2026-07-20T09:30:21+08:00",
                             .redirect_url = "/sandbox/identity/check-1",
                             .expires_at = "2026-07-20T10:00:21+08:00"};
    const Effects effects =
        Identity::on_reply(filled.model, filled.shared, reply("identity.check", 201, api::write(check)));
    CHECK(effects.back() == state::Effect{state::OpenUrl{"/sandbox/identity/check-1"}});

    // Back without an answer, after the page was loaded anew.
    api::Account account;
    account.people = {{"person-1", "任长河", "self", "**************011X", 73, "male", false}};
    account.identity_check = check;
    state::store_reply(filled.shared, reply("load.account", 200, api::write(account)));
    filled.model = {};
    CHECK(state::next_route(filled.shared) == Route::verify);
    Frame<Identity> frame(filled.model, filled.shared, Route::verify);
    CHECK(frame.says("最晚 10:00 前做完"));
    CHECK(filled.press(Identity::GoOnElsewhere{}) == Effects{state::OpenUrl{"/sandbox/identity/check-1"}});
    filled.press(Identity::OtherWayPressed{});
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::verify).find(Role::radio, "请工作人员帮我核对"));

    // The other page could not confirm it: the reason is said.
    account.identity_check->state = IdentityCheckState::rejected;
    account.identity_check->reason = "failed";
    state::store_reply(filled.shared, reply("load.account", 200, api::write(account)));
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::verify).says("那边没有核对上。"));
}

TEST_CASE("identity: a device that several people use offers no way that leaves the page") {
    Filled filled;
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::verify).find(Role::radio, "刷脸"));
    filled.shared.shared_device = true;
    CHECK_FALSE(Frame<Identity>(filled.model, filled.shared, Route::verify).find(Role::radio, "刷脸"));
    CHECK(Frame<Identity>(filled.model, filled.shared, Route::verify).find(Role::radio, "系统核对"));
}

TEST_CASE("identity: a child's check says so to the server, and leads back to the child's page") {
    Filled filled;
    filled.shared.draft.relationship = "child";
    filled.press(Identity::VerifyPressed{});
    api::Account account;
    account.people = {{"person-1", "任长河", "self", "**************011X", 73, "male", true},
                      {"person-2", "任小满", "child", "**************0047", 4, "female", true}};
    const api::IdentityCheck check{.id = "check-2",
                                   .state = IdentityCheckState::verified,
                                   .method = IdentityMethod::registry,
                                   .person_id = "person-2",
                                   .created_at = "2026-07-20T09:30:21+08:00"};
    Identity::on_reply(filled.model, filled.shared, reply("identity.check", 201, api::write(check)));
    state::store_reply(filled.shared, reply("load.account", 200, api::write(account)));
    CHECK(Identity::whom(filled.shared)->name == "任小满");
    CHECK(Identity::on_change(filled.model, filled.shared, Route::verify) == Effects{Go{Route::person, true}});
}

#include "client/screens/fulfilment/fulfilment.hpp"

#include "client/screens/common/care_fixtures.hpp"
#include "frame.hpp"

using namespace bz;
using namespace bz::screens;
using namespace bz::state;
using bz::test::fixture_named;
using bz::test::press;
using bz::test::show;
using domain::OrderState;
using domain::PrescriptionState;
using domain::VisitState;

namespace {

using Way = domain::Fulfilment;

Call confirm_call(std::string key) {
    return {.purpose = "fulfilment.confirm",
            .method = "POST",
            .path = "/prescriptions/prescription-1/confirm",
            .body = {},
            .idempotency_key = std::move(key),
            .if_match = {}};
}

Call order_call(Way how, std::string key) {
    api::OrderRequest request{how == Way::delivery ? "quote-delivery" : "quote-pickup", std::nullopt, true};
    if (how == Way::delivery) request.address = api::Address{"任国安", "13900002468", "柳堤路 18 号 3 单元 502"};
    return {.purpose = "fulfilment.order",
            .method = "POST",
            .path = "/orders",
            .body = api::write(request),
            .idempotency_key = std::move(key),
            .if_match = {}};
}

Reply confirmed(int status = 200) {
    return {.purpose = "fulfilment.confirm",
            .status = status,
            .body = status == 200 ? api::write(care_prescription(PrescriptionState::confirmed)) : std::string{}};
}

Reply ordered(int status = 201) {
    return {.purpose = "fulfilment.order",
            .status = status,
            .body = status == 201 ? api::write(care_order(Way::delivery, OrderState::created)) : std::string{}};
}

FulfilmentFixture ready_to_pay(Way how = Way::delivery) {
    auto fixture = fixture_named(Fulfilment::fixtures(), how == Way::delivery ? "bill" : "bill_pickup");
    fixture.shared.draft.share_consent = true;
    return fixture;
}

}  // namespace

TEST_CASE("fulfilment: both ways with price and time, none chosen for the patient") {
    const auto shown = show<Fulfilment>(fixture_named(Fulfilment::fixtures(), "choose"));
    CHECK(shown.tree.screen == "fulfilment");
    CHECK(shown.find(ui::Role::heading, "药怎么拿？"));
    CHECK(shown.says("药师林静审过了，可以配药"));
    CHECK(shown.says("今天 24:00 前有效"));
    const ui::Node* delivery = shown.find(ui::Role::radio, "送到家");
    REQUIRE(delivery);
    CHECK_FALSE(delivery->checked);
    CHECK(shown.says("明天 18:00 前送到"));
    CHECK(shown.says("江岸大药房，有货，今天 16:00 前配好"));
    CHECK(shown.says("8 元"));
    CHECK(shown.says("国家规定不能快递"));
    CHECK(shown.says("凭码到医院药房取"));
    CHECK_FALSE(shown.find(ui::Role::textbox, "地址"));
}

TEST_CASE("fulfilment: details stay hidden until the pharmacist has looked; a returned one is said honestly") {
    CHECK_FALSE(show<Fulfilment>(fixture_named(Fulfilment::fixtures(), "in_review")).says("阿托伐他汀"));
    CHECK(show<Fulfilment>(fixture_named(Fulfilment::fixtures(), "returned")).says("不用再付钱"));
    CHECK(show<Fulfilment>(fixture_named(Fulfilment::fixtures(), "expired")).says("没有扣药钱"));
}

TEST_CASE("fulfilment: a prescription past its time offers nothing to pay") {
    auto fixture = fixture_named(Fulfilment::fixtures(), "bill");
    fixture.shared.context.now = parse_rfc3339("2026-07-21T08:00:00+08:00").value();
    const auto shown = show<Fulfilment>(fixture);
    CHECK(shown.find(ui::Role::heading, "处方过期了"));
    CHECK_FALSE(shown.find(ui::Role::button, "付 14.88 元"));
}

TEST_CASE("fulfilment: entering reads the prescription, then prices once it is approved") {
    Fulfilment::Model model;
    Shared shared = care_shared(VisitState::prescribed);
    CHECK(Fulfilment::on_enter(model, shared, Route::fulfilment) ==
          Effects{Listen{true}, load_prescription("prescription-1"), load_addresses()});
    CHECK(shared.draft.address_name == "任国安");
    CHECK(shared.draft.address_phone == "13900002468");
    loaded(shared.prescription, care_prescription(PrescriptionState::in_review));
    CHECK(Fulfilment::on_change(model, shared, Route::fulfilment) == Effects{});
    loaded(shared.prescription, care_prescription(PrescriptionState::approved));
    CHECK(Fulfilment::on_change(model, shared, Route::fulfilment) == Effects{load_quotes("prescription-1")});
    CHECK(Fulfilment::on_change(model, shared, Route::fulfilment) == Effects{});
}

TEST_CASE("fulfilment: after a reload the visit is read first") {
    Fulfilment::Model model;
    Shared shared;
    shared.draft.visit_id = "visit-1";
    shared.draft.fulfilment = Way::pickup;
    CHECK(Fulfilment::on_enter(model, shared, Route::bill) ==
          Effects{Listen{true}, load_visit("visit-1"), load_addresses()});
    shared.visit = care_shared(VisitState::prescribed).visit;
    CHECK(Fulfilment::on_change(model, shared, Route::bill) == Effects{load_prescription("prescription-1")});
}

TEST_CASE("fulfilment: going on needs a choice, and an address for delivery; nothing typed is lost") {
    auto fixture = fixture_named(Fulfilment::fixtures(), "choose");
    CHECK(press<Fulfilment>(fixture, "看要付多少").got<Fulfilment::BillPressed>());
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::BillPressed{}) ==
          Effects{Focus{"errors.title"}});
    CHECK(fixture.model.errors == std::vector<Fulfilment::FieldProblem>{{"how", "fulfilment.error.how"}});

    CHECK(press<Fulfilment>(fixture, "送到家").got<Fulfilment::Chosen>());
    Fulfilment::update(fixture.model, fixture.shared, Fulfilment::Chosen{Way::delivery});
    CHECK(fixture.model.errors.empty());
    fixture.shared.draft.address_name = " ";
    fixture.shared.draft.address_phone = "139";
    fixture.shared.draft.address_line = "柳堤路";
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::BillPressed{}) ==
          Effects{Focus{"errors.title"}});
    CHECK(fixture.model.errors ==
          std::vector<Fulfilment::FieldProblem>{{"address_name", "fulfilment.error.name_empty"},
                                                {"address_phone", "fulfilment.error.phone_length"},
                                                {"address_line", "fulfilment.error.line_short"}});
    const auto shown = show<Fulfilment>(fixture);
    CHECK(shown.says("有 3 处要改一下"));
    CHECK(shown.find(ui::Role::textbox, "地址")->value == "柳堤路");
    CHECK(shown.find(ui::Role::textbox, "地址")->invalid);

    fixture.shared.draft.address_name = "任国安";
    fixture.shared.draft.address_phone = "139 0000 2468";
    fixture.shared.draft.address_line = "柳堤路 18 号";
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::BillPressed{}) == Effects{Go{Route::bill}});
}

TEST_CASE("fulfilment: pickup needs no address") {
    auto fixture = fixture_named(Fulfilment::fixtures(), "pickup");
    fixture.shared.draft.address_line.clear();
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::BillPressed{}) == Effects{Go{Route::bill}});
}

TEST_CASE("bill: split to the fen, who pays the courier, and what is settled elsewhere") {
    const auto shown = show<Fulfilment>(fixture_named(Fulfilment::fixtures(), "bill"));
    CHECK(shown.tree.screen == "bill");
    CHECK(shown.find(ui::Role::heading, "要付 14.88 元"));
    CHECK(shown.says("89.60 元"));
    CHECK(shown.says("−62.72 元"));
    CHECK(shown.says("−20.00 元"));
    CHECK(shown.says("6.88 元"));
    CHECK(shown.says("医保不报，给快递公司 · 8.00 元"));
    CHECK(shown.says("替格瑞洛片在医院窗口另外结算。"));
    CHECK(shown.says("柳堤路 18 号 3 单元 502"));
    const ui::Node* share = shown.find(ui::Role::checkbox, "同意把这张处方发给江岸大药房配药");
    REQUIRE(share);
    CHECK_FALSE(share->checked);
}

TEST_CASE("bill: a pickup has no courier line") {
    const auto shown = show<Fulfilment>(fixture_named(Fulfilment::fixtures(), "bill_pickup"));
    CHECK(shown.find(ui::Role::heading, "要付 6.88 元"));
    CHECK_FALSE(shown.says("快递费"));
}

TEST_CASE("bill: without the separate consent nothing is sent") {
    auto fixture = fixture_named(Fulfilment::fixtures(), "bill");
    CHECK(press<Fulfilment>(fixture, "付 14.88 元").got<Fulfilment::PayPressed>());
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::PayPressed{}) ==
          Effects{Focus{"errors.title"}});
    CHECK(fixture.model.errors == std::vector<Fulfilment::FieldProblem>{{"share", "fulfilment.error.share"}});
    CHECK(show<Fulfilment>(fixture).says("要打个勾"));
}

TEST_CASE("bill: choosing another way asks for the consent again") {
    auto fixture = ready_to_pay();
    Fulfilment::update(fixture.model, fixture.shared, Fulfilment::Chosen{Way::pickup});
    CHECK_FALSE(fixture.shared.draft.share_consent);
}

TEST_CASE("bill: confirm, then order, then the payment page; each once") {
    auto fixture = ready_to_pay();
    Shared& shared = fixture.shared;
    CHECK(Fulfilment::update(fixture.model, shared, Fulfilment::PayPressed{}) == Effects{confirm_call("fresh-1")});
    CHECK(Fulfilment::update(fixture.model, shared, Fulfilment::PayPressed{}) == Effects{});
    shared.context.fresh_id = "fresh-2";
    CHECK(Fulfilment::on_reply(fixture.model, shared, confirmed()) ==
          Effects{order_call(Way::delivery, "fresh-2-order")});
    CHECK(shared.prescription->state == PrescriptionState::confirmed);
    CHECK(Fulfilment::on_reply(fixture.model, shared, ordered()) ==
          Effects{Go{Route::order, true}, OpenUrl{"/sandbox/pay/payment-2"}});
    CHECK(shared.draft.order_id == "order-1");
    CHECK(shared.draft.order_key.empty());
    CHECK(shared.order->id == "order-1");
}

TEST_CASE("bill: a confirmed prescription goes straight to the order") {
    auto fixture = ready_to_pay(Way::pickup);
    fixture.shared.prescription.value->state = PrescriptionState::confirmed;
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::PayPressed{}) ==
          Effects{order_call(Way::pickup, "fresh-1-order")});
}

TEST_CASE("bill: a lost answer is asked for again under the same key") {
    auto fixture = ready_to_pay();
    fixture.shared.prescription.value->state = PrescriptionState::confirmed;
    Fulfilment::update(fixture.model, fixture.shared, Fulfilment::PayPressed{});
    CHECK(Fulfilment::on_reply(fixture.model, fixture.shared, ordered(0)) == Effects{});
    CHECK(fixture.model.problem == "offline");
    CHECK(show<Fulfilment>(fixture).says("没有扣您的钱"));
    fixture.shared.context.fresh_id = "fresh-9";
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::PayPressed{}) ==
          Effects{order_call(Way::delivery, "fresh-1-order")});
}

TEST_CASE("bill: confirmed elsewhere already: read it and go on") {
    auto fixture = ready_to_pay();
    Fulfilment::update(fixture.model, fixture.shared, Fulfilment::PayPressed{});
    CHECK(Fulfilment::on_reply(fixture.model, fixture.shared, confirmed(409)) ==
          Effects{load_prescription("prescription-1")});
    CHECK(Fulfilment::on_change(fixture.model, fixture.shared, Route::bill) == Effects{});  // still on its way
    loaded(fixture.shared.prescription, care_prescription(PrescriptionState::confirmed));
    CHECK(Fulfilment::on_change(fixture.model, fixture.shared, Route::bill) ==
          Effects{order_call(Way::delivery, "fresh-1-order")});
}

TEST_CASE("bill: an old price is worked out anew before anything is paid") {
    auto fixture = ready_to_pay();
    fixture.shared.context.now = parse_rfc3339("2026-07-20T15:31:00+08:00").value();
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::PayPressed{}) ==
          Effects{load_quotes("prescription-1")});
    CHECK(show<Fulfilment>(fixture).says("价钱重新算过了"));
    CHECK_FALSE(fixture.model.paying);
}

TEST_CASE("bill: a refused order may exist already; the visit tells") {
    auto fixture = ready_to_pay();
    fixture.shared.prescription.value->state = PrescriptionState::confirmed;
    Fulfilment::update(fixture.model, fixture.shared, Fulfilment::PayPressed{});
    CHECK(Fulfilment::on_reply(fixture.model, fixture.shared, ordered(422)) ==
          Effects{load_visit("visit-1"), load_prescription("prescription-1"), load_quotes("prescription-1")});
    fixture.shared.visit.value->order_id = "order-1";
    fixture.shared.visit.load = Load::loaded;
    CHECK(Fulfilment::on_change(fixture.model, fixture.shared, Route::bill) ==
          Effects{});  // the prescription is on its way
    loaded(fixture.shared.prescription, care_prescription(PrescriptionState::ordered));
    CHECK(Fulfilment::on_change(fixture.model, fixture.shared, Route::bill) == Effects{Go{Route::order, true}});
    CHECK(fixture.shared.draft.order_id == "order-1");
}

TEST_CASE("bill: reloaded in the middle of ordering, it looks for the order before placing another") {
    auto fixture = ready_to_pay();
    fixture.model = {};
    fixture.shared.draft.order_key = "key-1";
    CHECK(Fulfilment::on_enter(fixture.model, fixture.shared, Route::bill) ==
          Effects{Listen{true}, load_visit("visit-1"), load_prescription("prescription-1"),
                  load_quotes("prescription-1"), load_addresses()});
    fixture.shared.visit.value->order_id = "order-1";
    fixture.shared.visit.load = Load::loaded;
    auto cancelled = fixture;
    loaded(fixture.shared.prescription, care_prescription(PrescriptionState::ordered));
    CHECK(Fulfilment::on_change(fixture.model, fixture.shared, Route::bill) == Effects{Go{Route::order, true}});
    // An order that was cancelled is no reason not to place another.
    loaded(cancelled.shared.prescription, care_prescription(PrescriptionState::confirmed));
    CHECK(Fulfilment::on_change(cancelled.model, cancelled.shared, Route::bill) == Effects{});
    CHECK(cancelled.shared.draft.order_key.empty());
}

TEST_CASE("bill: without a way chosen it goes back to choosing") {
    Fulfilment::Model model;
    Shared shared = care_shared(VisitState::prescribed);
    CHECK(Fulfilment::on_enter(model, shared, Route::bill) == Effects{Go{Route::fulfilment, true}});
}

TEST_CASE("fulfilment: the address book's own favourite is offered, unless something was typed") {
    auto fixture = fixture_named(Fulfilment::fixtures(), "delivery");
    loaded(fixture.shared.addresses, care_addresses());
    Fulfilment::on_change(fixture.model, fixture.shared, Route::fulfilment);
    CHECK(fixture.shared.draft.address_id.empty());
    fixture.shared.draft.address_line.clear();
    Fulfilment::on_change(fixture.model, fixture.shared, Route::fulfilment);
    CHECK(fixture.shared.draft.address_id == "address-1");
    const auto shown = show<Fulfilment>(fixture);
    CHECK(shown.find(ui::Role::radio, "柳堤路 18 号 3 单元 502")->checked);
    CHECK_FALSE(shown.find(ui::Role::textbox, "地址"));
    CHECK(press<Fulfilment>(fixture, "学府路 7 号 2 栋 1101").got<Fulfilment::AddressChosen>());
    Fulfilment::update(fixture.model, fixture.shared, Fulfilment::AddressChosen{"address-2"});
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::BillPressed{}) == Effects{Go{Route::bill}});
    CHECK(order_address(fixture.shared).name == "任小燕");
    // Another place than those of the book is typed as ever.
    Fulfilment::update(fixture.model, fixture.shared, Fulfilment::AddressChosen{std::string(typed_address)});
    CHECK(show<Fulfilment>(fixture).find(ui::Role::textbox, "地址"));
    Fulfilment::on_change(fixture.model, fixture.shared, Route::fulfilment);
    CHECK(fixture.shared.draft.address_id == typed_address);
}

TEST_CASE("fulfilment: a typed address is kept before the page leaves, and then chosen") {
    auto fixture = fixture_named(Fulfilment::fixtures(), "delivery");
    fixture.shared.draft.keep_address = true;
    const Effects effects = Fulfilment::update(fixture.model, fixture.shared, Fulfilment::BillPressed{});
    REQUIRE(effects.size() == 2);
    const Call& call = std::get<Call>(effects[0]);
    CHECK(call.path == "/addresses");
    CHECK(effects[1] == Effect{Go{Route::bill}});
    const auto body = api::read<api::SavedAddressRequest>(call.body);
    REQUIRE(body);
    CHECK(body->line == "柳堤路 18 号 3 单元 502");
    Fulfilment::on_reply(fixture.model, fixture.shared,
                         {.purpose = "fulfilment.keep", .status = 201, .body = api::write(care_addresses().items[0])});
    CHECK(fixture.shared.draft.address_id == "address-1");
    CHECK_FALSE(fixture.shared.draft.keep_address);
}

TEST_CASE("fulfilment: never to another address than the one that was chosen") {
    auto fixture = fixture_named(Fulfilment::fixtures(), "delivery");
    fixture.shared.draft.address_id = "address-9";  // the book is not here, or has it no more
    CHECK(Fulfilment::update(fixture.model, fixture.shared, Fulfilment::BillPressed{}) ==
          Effects{Focus{"errors.title"}});
}

TEST_CASE("fulfilment: a city without a courier is said before anything is paid") {
    auto fixture = fixture_named(Fulfilment::fixtures(), "delivery");
    fixture.shared.hospital.value->cities = {{{"linjiang", {"临江市", "Linjiang"}, 60, false}}};
    fixture.shared.draft.address_line = "临江市人民路 3 号 2 单元";
    Fulfilment::update(fixture.model, fixture.shared, Fulfilment::BillPressed{});
    CHECK(fixture.model.errors ==
          std::vector<Fulfilment::FieldProblem>{{"address_line", "fulfilment.error.no_courier"}});
}

TEST_CASE("fulfilment: why a medicine goes by no courier") {
    CHECK(show<Fulfilment>(fixture_named(Fulfilment::fixtures(), "choose")).says("国家规定不能快递"));
    CHECK(show<Fulfilment>(fixture_named(Fulfilment::fixtures(), "cold_chain")).says("要一直冷藏，不能快递"));
}

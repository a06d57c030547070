#include "client/screens/common/care_fixtures.hpp"
#include "client/screens/fulfilment/fulfilment.hpp"

namespace bz::screens {
namespace {

using domain::PrescriptionState;
using domain::VisitState;
using state::Route;

FulfilmentFixture with(std::string_view name, PrescriptionState state, Route route = Route::fulfilment) {
    FulfilmentFixture fixture{name, {}, care_shared(VisitState::prescribed), route};
    loaded(fixture.shared.prescription, care_prescription(state));
    fixture.model.asked = "prescription-1";
    return fixture;
}

FulfilmentFixture quoted(std::string_view name, std::optional<domain::Fulfilment> how,
                         Route route = Route::fulfilment) {
    FulfilmentFixture fixture = with(name, PrescriptionState::approved, route);
    loaded(fixture.shared.quotes, care_quotes());
    fixture.model.quoted = "prescription-1";
    fixture.shared.draft.fulfilment = how;
    fixture.shared.draft.address_name = "任国安";
    fixture.shared.draft.address_phone = "13900002468";
    fixture.shared.draft.address_line = "柳堤路 18 号 3 单元 502";
    return fixture;
}

}  // namespace

std::vector<FulfilmentFixture> Fulfilment::fixtures() {
    using domain::Fulfilment;
    std::vector<FulfilmentFixture> all;
    all.push_back(quoted("choose", std::nullopt));
    all.push_back(quoted("delivery", Fulfilment::delivery));
    all.push_back(quoted("pickup", Fulfilment::pickup));
    all.push_back(quoted("errors", Fulfilment::delivery));
    all.back().shared.draft.address_line.clear();
    all.back().shared.draft.address_phone = "1390000";
    all.back().model.errors = {{"address_phone", "fulfilment.error.phone_length"},
                               {"address_line", "fulfilment.error.line_empty"}};
    all.push_back(quoted("book", Fulfilment::delivery));
    loaded(all.back().shared.addresses, care_addresses());
    all.back().shared.draft.address_id = "address-1";
    all.push_back(quoted("book_other", Fulfilment::delivery));
    loaded(all.back().shared.addresses, care_addresses());
    all.back().shared.draft.address_id = typed_address;
    all.back().shared.draft.keep_address = true;
    all.push_back(quoted("book_no_courier", Fulfilment::delivery));
    loaded(all.back().shared.addresses, care_addresses());
    all.back().shared.draft.address_id = "address-2";
    all.back().model.errors = {{"saved", "fulfilment.error.no_courier"}};
    all.push_back(quoted("pharmacy_with_place", Fulfilment::pickup));
    for (api::Quote& quote : all.back().shared.quotes.value->items)
        quote.pharmacy_place = api::LocalText{"江岸区柳堤路 20 号一楼", "20 Liudi Road, ground floor"};
    all.push_back(quoted("cold_chain", std::nullopt));
    all.back().shared.hospital.value->rules.cold_chain = {"替格瑞洛"};
    all.push_back(quoted("no_stock", std::nullopt));
    for (api::Quote& quote : all.back().shared.quotes.value->items) quote.in_stock = false;
    all.push_back(with("quotes_loading", PrescriptionState::approved));
    all.back().shared.quotes.load = state::Load::loading;
    all.push_back(with("quotes_failed", PrescriptionState::approved));
    all.back().shared.quotes.load = state::Load::failed;
    all.back().shared.quotes.error = "server";
    all.push_back(with("in_review", PrescriptionState::in_review));
    all.push_back(with("returned", PrescriptionState::returned));
    all.push_back(with("ordered", PrescriptionState::ordered));
    all.push_back(with("expired", PrescriptionState::expired));
    all.push_back({"failed", {}, care_shared(VisitState::prescribed)});
    all.back().shared.prescription.load = state::Load::failed;
    all.back().shared.prescription.error = "offline";
    all.push_back(quoted("bill", Fulfilment::delivery, Route::bill));
    all.push_back(quoted("bill_pickup", Fulfilment::pickup, Route::bill));
    all.back().shared.draft.share_consent = true;
    all.push_back(quoted("bill_from_book", Fulfilment::delivery, Route::bill));
    loaded(all.back().shared.addresses, care_addresses());
    all.back().shared.draft.address_id = "address-2";
    all.back().shared.hospital.value->insurance_notice = {"能报销的按医保规定报销；快递费自己付。",
                                                          "Insurance pays as its rules say; the courier is yours."};
    all.push_back(quoted("bill_errors", Fulfilment::delivery, Route::bill));
    all.back().model.errors = {{"share", "fulfilment.error.share"}};
    all.push_back(quoted("bill_paying", Fulfilment::delivery, Route::bill));
    all.back().shared.draft.share_consent = true;
    all.back().model.paying = true;
    all.push_back(quoted("bill_requoted", Fulfilment::delivery, Route::bill));
    all.back().model.requoted = true;
    all.push_back(quoted("bill_offline", Fulfilment::delivery, Route::bill));
    all.back().shared.draft.share_consent = true;
    all.back().shared.draft.order_key = "key-1";
    all.back().model.problem = "offline";
    all.push_back(quoted("elder", Fulfilment::delivery));
    all.back().shared.elder = true;
    all.push_back(quoted("bill_elder", Fulfilment::delivery, Route::bill));
    all.back().shared.elder = true;
    return all;
}

}  // namespace bz::screens

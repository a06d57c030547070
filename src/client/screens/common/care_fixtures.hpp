// The invented patient, doctor, prescription and order that the fixtures of the screens after sending start from.
#pragma once

#include "client/state/shared.hpp"

namespace bz::screens {

// 20 July 2026, 14:44 in China; Mr Ren's refill with Dr Zhou in the given state.
state::Shared care_shared(domain::VisitState visit);
api::Prescription care_prescription(domain::PrescriptionState prescription);  // items only once approved
api::QuoteList care_quotes();
api::SavedAddressList care_addresses();
api::Order care_order(domain::Fulfilment how, domain::OrderState order);

template <class T>
void loaded(state::Remote<T>& remote, T value) {
    remote.load = state::Load::loaded;
    remote.value = std::move(value);
    remote.etag = "\"1\"";
}

}  // namespace bz::screens

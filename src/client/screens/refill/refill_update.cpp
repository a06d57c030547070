#include <algorithm>

#include "base/text.hpp"
#include "client/screens/refill/refill.hpp"
#include "client/state/journey.hpp"
#include "client/state/visit_sync.hpp"

namespace bz::screens {

using namespace state;

namespace {

constexpr int weeks_default_max = 12;

int weeks_max(const Shared& shared) {
    return shared.hospital && shared.hospital->rules.weeks_max > 0 ? shared.hospital->rules.weeks_max
                                                                   : weeks_default_max;
}

bool needs_confirmation(const Shared& shared) {
    return shared.hospital && shared.draft.weeks > shared.hospital->rules.weeks_simple_max;
}

Effects load(Shared& shared) {
    const api::Person* person = shared.person();
    if (person == nullptr || shared.earlier_care.load == Load::loading) return {};
    shared.earlier_care.load = Load::loading;
    return {load_earlier_care(person->id)};
}

void set_weeks(Shared& shared, int weeks) {
    const int clamped = std::clamp(weeks, 1, weeks_max(shared));
    if (clamped == shared.draft.weeks) return;
    shared.draft.weeks = clamped;
    shared.draft.long_supply_confirmed = false;  // it was given for another number
    shared.draft.reviewed = false;
}

struct Update {
    Refill::Model& model;
    Shared& shared;

    Effects operator()(const Refill::MedicineToggled& msg) const {
        auto& ids = shared.draft.medicine_ids;
        std::erase(ids, msg.id);
        if (msg.on) ids.push_back(msg.id);
        shared.draft.reviewed = false;
        return {};
    }
    Effects operator()(const Refill::MedicineTyped& msg) const {
        shared.draft.medicine_text = msg.text;
        shared.draft.reviewed = false;
        return {};
    }
    Effects operator()(const Refill::FewerPressed&) const {
        set_weeks(shared, shared.draft.weeks - 1);
        return {};
    }
    Effects operator()(const Refill::MorePressed&) const {
        set_weeks(shared, shared.draft.weeks + 1);
        return {};
    }
    Effects operator()(const Refill::LongSupplyToggled& msg) const {
        shared.draft.long_supply_confirmed = msg.on;
        shared.draft.reviewed = false;
        return {};
    }
    Effects operator()(const Refill::DoctorPressed&) const {
        shared.draft.any_doctor = !shared.draft.any_doctor;
        shared.draft.reviewed = false;
        return {};
    }
    Effects operator()(const Refill::ReloadPressed&) const { return load(shared); }
    Effects operator()(const Refill::NextPressed&) const {
        const Draft& draft = shared.draft;
        model.none_chosen = draft.medicine_ids.empty() && trim(draft.medicine_text).empty();
        model.unconfirmed = needs_confirmation(shared) && !draft.long_supply_confirmed;
        if (model.none_chosen || model.unconfirmed) return {Focus{"errors.title"}};
        Effects effects = sync_visit(shared);
        effects += Go{next_route_after(shared, Route::refill)};
        return effects;
    }
};

}  // namespace

Effects Refill::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Refill::on_enter(Model& model, Shared& shared, Route route) {
    model = {};
    if (shared.earlier_care) return on_change(model, shared, route);
    return load(shared);
}

Effects Refill::on_change(Model&, Shared& shared, Route) {
    set_weeks(shared, shared.draft.weeks);
    if (!shared.earlier_care) return shared.earlier_care.load == Load::not_asked ? load(shared) : Effects{};
    // A medicine that the hospital no longer lists cannot be seen here, so it must not stay chosen unseen.
    std::erase_if(shared.draft.medicine_ids, [&](const std::string& id) {
        return std::ranges::none_of(shared.earlier_care->medicines,
                                    [&](const auto& medicine) { return medicine.id == id; });
    });
    return {};
}

}  // namespace bz::screens

#include "client/screens/my_records/my_records.hpp"

namespace bz::screens {

using namespace state;

namespace {

Effects load(Shared& shared) {
    if (!shared.signed_in || shared.records.load == Load::loading) return {};
    shared.records.load = Load::loading;
    return {load_records()};
}

}  // namespace

Effects MyRecords::update(Model&, Shared& shared, const Msg& msg) {
    if (std::holds_alternative<AddPressed>(msg)) return {Go{Route::records}};
    return load(shared);
}

Effects MyRecords::on_enter(Model&, Shared& shared, Route) { return load(shared); }

}  // namespace bz::screens

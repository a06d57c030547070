#include "client/screens/addresses/addresses.hpp"
#include "client/screens/common/care_fixtures.hpp"

namespace bz::screens {

std::vector<AddressesFixture> Addresses::fixtures() {
    std::vector<AddressesFixture> all;
    const auto add = [&](std::string_view name) -> AddressesFixture& {
        all.push_back({name, {}, care_shared(domain::VisitState::prescribed)});
        loaded(all.back().shared.addresses, care_addresses());
        return all.back();
    };
    add("list");
    add("empty").shared.addresses.value->items.clear();
    {
        AddressesFixture& longest = add("long_text");
        longest.shared.addresses.value->items[0].line =
            "青岚市江岸区柳堤路 18 号江岸花园小区二期东区 3 号楼 2 单元 1502 室，从小区西门进，门铃坏了请打电话";
    }
    add("loading").shared.addresses = {.load = state::Load::loading, .value = {}, .etag = {}, .error = {}};
    add("failed").shared.addresses = {.load = state::Load::failed, .value = {}, .etag = {}, .error = "server"};
    add("too_many").model.problem = "too_many";
    add("remove").model.removing = "address-2";
    {
        AddressesFixture& form = add("add");
        form.model.form = true;
        form.shared.draft.address_name = "任国安";
        form.shared.draft.address_phone = "13900002468";
    }
    {
        AddressesFixture& wrong = add("errors");
        wrong.model.form = true;
        wrong.model.errors = {{"address_line", "fulfilment.error.line_empty"}};
    }
    {
        AddressesFixture& change = add("change");
        change.model = {.form = true, .editing = "address-1"};
        change.shared.draft.address_name = "任国安";
        change.shared.draft.address_phone = "13900002468";
        change.shared.draft.address_line = "柳堤路 18 号 3 单元 502";
    }
    return all;
}

}  // namespace bz::screens

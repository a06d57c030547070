#include "client/screens/common/address_form.hpp"

#include "base/text.hpp"
#include "domain/person_name.hpp"
#include "domain/phone.hpp"

namespace bz::screens {

namespace {

constexpr std::size_t line_code_points_min = 5;  // shorter never finds a door

std::string error_of(const Page& page, std::span<const FieldProblem> problems, std::string_view field) {
    for (const FieldProblem& problem : problems)
        if (problem.field == field) return page.t(problem.key);
    return {};
}

}  // namespace

bool courier_goes_to(const state::Shared& shared, std::string_view line) {
    if (!shared.hospital || !shared.hospital->cities) return true;
    for (const api::City& city : *shared.hospital->cities)
        if (!city.courier && (line.contains(city.name.zh) || line.contains(city.name.en))) return false;
    return true;
}

std::vector<FieldProblem> check_typed_address(const state::Shared& shared) {
    std::vector<FieldProblem> problems;
    const state::Draft& draft = shared.draft;
    if (const auto name = domain::parse_person_name(draft.address_name); !name)
        problems.push_back({"address_name", trim(draft.address_name).empty() ? "fulfilment.error.name_empty"
                                                                             : "fulfilment.error.name_odd"});
    if (const auto phone = domain::parse_phone(draft.address_phone); !phone)
        problems.push_back({"address_phone", phone.error().code == "phone.empty"    ? "fulfilment.error.phone_empty"
                                             : phone.error().code == "phone.length" ? "fulfilment.error.phone_length"
                                                                                    : "fulfilment.error.phone_odd"});
    const std::string_view line = trim(draft.address_line);
    if (line.empty())
        problems.push_back({"address_line", "fulfilment.error.line_empty"});
    else if (count_code_points(line) < line_code_points_min)
        problems.push_back({"address_line", "fulfilment.error.line_short"});
    else if (!courier_goes_to(shared, line))
        problems.push_back({"address_line", "fulfilment.error.no_courier"});
    return problems;
}

void suggest_receiver(state::Shared& shared) {
    state::Draft& draft = shared.draft;
    if (draft.address_name.empty() && shared.person() != nullptr) draft.address_name = shared.person()->name;
    if (draft.address_phone.empty()) draft.address_phone = draft.phone;
}

AddressTyped address_fields(Page& page, std::string_view prefix, std::span<const FieldProblem> problems) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    const auto id = [&](std::string_view field) { return std::string(prefix) + "." + std::string(field); };
    AddressTyped typed;
    ui::FieldOptions name;
    name.label = page.t("fulfilment.address_name.label");
    name.hints.autocomplete = "name";
    name.hints.max_length = 60;
    name.error = error_of(page, problems, "address_name");
    typed.name = ui.field(id("address_name"), draft.address_name, name);
    ui.space(12);
    ui::FieldOptions phone;
    phone.label = page.t("fulfilment.address_phone.label");
    phone.hint = ui.elder() ? std::string{} : page.t("fulfilment.address_phone.hint");
    phone.hints.type = "tel";
    phone.hints.input_mode = "tel";
    phone.hints.autocomplete = "tel";
    phone.hints.max_length = 20;
    phone.shown = domain::grouped_phone(draft.address_phone);
    phone.error = error_of(page, problems, "address_phone");
    typed.phone = ui.field(id("address_phone"), draft.address_phone, phone);
    ui.space(12);
    ui::FieldOptions line;
    line.label = page.t("fulfilment.address_line.label");
    line.hint = page.t("fulfilment.address_line.hint");
    line.hints.autocomplete = "street-address";
    line.hints.enter_key = "done";
    line.hints.max_length = 200;
    line.hints.multiline = true;
    line.rows = 2;
    line.error = error_of(page, problems, "address_line");
    typed.line = ui.field(id("address_line"), draft.address_line, line);
    return typed;
}

void take_typed(state::Draft& draft, const AddressTyped& typed) {
    if (typed.name) draft.address_name = *typed.name;
    if (typed.phone) draft.address_phone = *typed.phone;
    if (typed.line) draft.address_line = *typed.line;
}

const api::SavedAddress* chosen_address(const state::Shared& shared) {
    if (!shared.addresses || shared.draft.address_id.empty()) return nullptr;
    for (const api::SavedAddress& one : shared.addresses->items)
        if (one.id == shared.draft.address_id) return &one;
    return nullptr;
}

api::Address order_address(const state::Shared& shared) {
    if (const api::SavedAddress* saved = chosen_address(shared)) return {saved->name, saved->phone, saved->line};
    const state::Draft& draft = shared.draft;
    return {.name = domain::parse_person_name(draft.address_name).value_or(draft.address_name),
            .phone = domain::parse_phone(draft.address_phone).value_or(draft.address_phone),
            .line = std::string(trim(draft.address_line))};
}

}  // namespace bz::screens

// Who someone is, as a document says it: name, kind of document, number, and what else the document asks for.
#include <array>

#include "client/screens/identity/identity_parts.hpp"
#include "domain/identity_number.hpp"

namespace bz::screens {

using Model = Identity::Model;

namespace {

std::string name_error_text(const Page& page, const std::optional<Error>& error) {
    if (!error) return {};
    return page.t("identity.name.error_" + std::string(error->code.substr(error->code.find('.') + 1)),
                  {{"n", std::to_string(error->detail)}});
}

// "身份证号", "护照号码": what the document's number is called.
std::string number_label(const Page& page) {
    const auto type = page.shared.draft.document_type;
    if (type == domain::DocumentType::resident_id) return page.t("identity.number.label");
    return page.t("identity.document." + std::string(to_string(type)) + ".number");
}

std::string number_error_text(const Page& page, const std::optional<Error>& error) {
    if (!error) return {};
    const int given = error->detail;
    const std::string what = number_label(page);
    if (error->code == "id.length") {
        const bool short_of = given < domain::identity_number_length;
        const int off = short_of ? domain::identity_number_length - given : given - domain::identity_number_length;
        return page.t(short_of ? "identity.number.error_short" : "identity.number.error_long",
                      {{"n", std::to_string(off)}, {"given", std::to_string(given)}, {"what", what}});
    }
    return page.t("identity.number.error_" + std::string(error->code.substr(3)),
                  {{"n", std::to_string(given)}, {"what", what}});
}

std::string document_name(const Page& page, domain::DocumentType type) {
    return page.t("identity.document." + std::string(to_string(type)));
}

void document_choice(Page& page, const Model& model, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    const auto chosen = page.shared.draft.document_type;
    if (!model.choosing_document) {
        ui.begin_list(page.t("identity.document.label"));
        if (ui.value_row("identity.document", page.t("identity.document.label"), document_name(page, chosen),
                         page.t("identity.document.other")))
            send(Identity::DocumentPressed{});
        ui.end_list();
        return;
    }
    ui.text(page.t("identity.document.label"), ui::TextStyle::label);
    ui.space(8);
    // Keys, not radio buttons: the form below changes at once, and arrow keys may not do that on their way.
    ui.begin_list(page.t("identity.document.label"));
    for (const auto type : document_types) {
        const std::string id = "identity.document." + std::string(to_string(type));
        if (ui.list_row(id, {.title = document_name(page, type),
                             .subtitle = page.t(id + ".hint"),
                             .tag = type == chosen ? page.t("identity.document.now") : std::string{}}))
            send(Identity::DocumentChosen{type});
    }
    ui.end_list();
}

std::string field_error(const Page& page, const Model& model, domain::DocumentField field) {
    for (const domain::DocumentFault& fault : model.field_errors)
        if (fault.field == field)
            return page.t("identity." + std::string(to_string(field)) + ".error_" +
                          std::string(fault.code.substr(fault.code.find('.') + 1)));
    return {};
}

void country_field(Page& page, const std::string& wrong, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    ui.space(20);
    if (!draft.country.empty()) {
        const std::string name = country_name(page.shared.countries, draft.country);
        ui.begin_list(page.t("identity.country.label"));
        if (ui.value_row("identity.country_chosen", page.t("identity.country.chosen"),
                         name.empty() ? draft.country : name + " (" + draft.country + ")",
                         page.t("identity.country.other")))
            send(Identity::CountryChosen{});
        ui.end_list();
        return;
    }
    if (const auto text = ui.field("identity.country", draft.country_text,
                                   {.label = page.t("identity.country.label"),
                                    .hint = page.t("identity.country.hint"),
                                    .error = wrong,
                                    .hints = {.input_mode = {}, .autocomplete = "off", .max_length = 60}}))
        send(Identity::CountryTyped{*text});
    const auto found = find_countries(page.shared.countries, draft.country_text);
    if (found.empty()) return;
    ui.space(8);
    ui.begin_list(page.t("identity.country.found"));
    for (const Country& country : found)
        if (ui.list_row("identity.country." + country.code,
                        {.icon = ui::Icon::globe, .title = country.name, .trailing = country.code}))
            send(Identity::CountryChosen{country.code});
    ui.end_list();
}

struct DatePart {
    std::string_view id, key;
    std::string DateParts::* part;
    int digits;
};
constexpr DatePart date_year{".year", "common.date.year", &DateParts::year, 4};
constexpr DatePart date_month{".month", "common.date.month", &DateParts::month, 2};
constexpr DatePart date_day{".day", "common.date.day", &DateParts::day, 2};

// Three short fields instead of a calendar: a birthday is many pages away in one.
void date_field(Page& page, domain::DocumentField field, const std::string& typed, const std::string& wrong,
                const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    const std::string id = "identity." + std::string(to_string(field));
    const std::string label = page.t(id + ".label");
    ui.space(20);
    ui.begin_group(ui::Role::group, id + ".group", label);
    ui.text(label, ui::TextStyle::label);
    if (!wrong.empty()) ui.icon_text(ui::Icon::circle_alert, wrong, ui::TextStyle::error, ui::Color::amber700);
    ui.space(8);
    DateParts parts = date_parts(typed);
    const std::array order =
        page.shared.english ? std::array{date_day, date_month, date_year} : std::array{date_year, date_month, date_day};
    ui.begin_columns(3);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0) ui.next_column();
        const DatePart& part = order[i];
        const std::string part_label = page.t(part.key);
        if (const auto text =
                ui.field(id + std::string(part.id), parts.*part.part,
                         {.label = part_label,
                          .hints = {.input_mode = "numeric", .autocomplete = "off", .max_length = part.digits + 2}})) {
            std::string digits = *text;
            std::erase(digits, '-');  // what joins the parts
            parts.*part.part = std::move(digits);
            send(Identity::DateTyped{field, joined(parts)});
        }
    }
    ui.end_columns();
    ui.end_group();
}

void sex_field(Page& page, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    const std::string& sex = page.shared.draft.sex;
    ui.space(20);
    ui.text(page.t("identity.sex.label"), ui::TextStyle::label);
    ui.space(8);
    const std::optional<bool> female = sex.empty() ? std::nullopt : std::optional(sex == "female");
    if (const auto chosen =
            ui.consent_pair("identity.sex", page.t("identity.sex.female"), page.t("identity.sex.male"), female))
        send(Identity::SexChosen{*chosen ? "female" : "male"});
}

void number_field(Page& page, const std::string& wrong, const IdentitySend& send) {
    const state::Draft& draft = page.shared.draft;
    const bool digits_only = draft.document_type == domain::DocumentType::taiwan_travel_permit;
    const bool grouped = has_18_digits(draft);
    const std::string key = "identity.document." + std::string(to_string(draft.document_type)) + ".hint";
    if (const auto text = page.ui.field(
            "identity.number", draft.number,
            {.label = number_label(page),
             .hint = page.ui.elder() || draft.document_type == domain::DocumentType::resident_id ? std::string{}
                                                                                                 : page.t(key),
             .error = wrong,
             .hints = {.input_mode = digits_only ? std::string_view("numeric") : std::string_view{},
                       .autocomplete = "off",
                       .enter_key = "done",
                       .autocapitalize = "characters",
                       .max_length = 40},
             .shown = grouped ? domain::grouped_identity_number(draft.number) : std::string{}}))
        send(Identity::NumberTyped{*text});
}

std::vector<ui::ErrorLink> detail_links(const Page& page, const Model& model, const std::string& wrong_name,
                                        const std::string& wrong_number) {
    std::vector<ui::ErrorLink> links;
    if (!wrong_name.empty()) links.push_back({"identity.name", wrong_name});
    for (const auto field : {domain::DocumentField::country, domain::DocumentField::number,
                             domain::DocumentField::expires_on, domain::DocumentField::born_on}) {
        const bool number = field == domain::DocumentField::number;
        const std::string wrong = number ? wrong_number : field_error(page, model, field);
        if (wrong.empty()) continue;
        std::string id = "identity." + std::string(to_string(field));
        if (field == domain::DocumentField::expires_on || field == domain::DocumentField::born_on)
            id += page.shared.english ? ".day" : ".year";
        links.push_back({std::move(id), wrong});
    }
    return links;
}

}  // namespace

void document_view(Page& page, const Model& model, const IdentitySend& send) {
    ui::Ui& ui = page.ui;
    const state::Draft& draft = page.shared.draft;
    begin_identity(page, "identity", 1);
    const std::string wrong_name = name_error_text(page, model.name_error);
    const std::string wrong_number = number_error_text(page, model.number_error);
    const auto links = detail_links(page, model, wrong_name, wrong_number);
    identity_summary(page, links);
    const bool self = draft.relationship == "self";
    const bool resident = draft.document_type == domain::DocumentType::resident_id;
    ui.heading(page.t(!self      ? "identity.heading_child"
                      : resident ? "identity.heading"
                                 : "identity.heading_document",
                      {{"document", document_name(page, draft.document_type)}}));
    identity_intro(page, "identity.intro");
    ui.space(20);
    if (const auto text =
            ui.field("identity.name", draft.name,
                     {.label = page.t("identity.name.label"),
                      .hint = ui.elder() ? std::string{}
                                         : page.t(resident ? "identity.name.hint" : "identity.name.hint_document"),
                      .error = wrong_name,
                      .hints = {.input_mode = {},
                                .autocomplete = self ? std::string_view("name") : std::string_view("off"),
                                .autocapitalize = "words",
                                .max_length = 100}}))
        send(Identity::NameTyped{*text});
    ui.space(20);
    document_choice(page, model, send);
    if (asks_country(draft)) country_field(page, field_error(page, model, domain::DocumentField::country), send);
    ui.space(20);
    number_field(page, wrong_number, send);
    if (asks_expiry(draft))
        date_field(page, domain::DocumentField::expires_on, draft.expires_on,
                   field_error(page, model, domain::DocumentField::expires_on), send);
    if (asks_birth(draft)) {
        date_field(page, domain::DocumentField::born_on, draft.born_on,
                   field_error(page, model, domain::DocumentField::born_on), send);
        sex_field(page, send);
    }
    ui.space(12);
    ui.caption(page.t(self ? "identity.number.use" : "identity.number.use_child"), ui::Icon::lock);
    const auto used =
        page.end({.id = "identity.continue",
                  .label = page.t(links.empty() ? "identity.continue.action" : "identity.continue.mended"),
                  .emergency = false});
    if (used.primary) send(Identity::IdentityContinued{});
}

}  // namespace bz::screens

#include "client/host/headless_host.hpp"

#include "client/ui/text_table.hpp"

namespace bz::host {

Person::Person(std::string_view texts, app::Start start, std::string_view language) {
    app::Event table{.kind = app::Event::Kind::texts, .context = context};
    table.name = language;
    table.value = ui::text_table(texts);
    client.receive(table);
    if (start.language.empty()) start.language = language;
    app::Event begin{.kind = app::Event::Kind::start, .context = context};
    begin.start = std::move(start);
    happen(std::move(begin));
}

void Person::happen(app::Event event) {
    event.context = context;
    event.context.fresh_id = "id-" + std::to_string(++next_id_);
    client.receive(event);
    client.frame(viewport);
}

void Person::use(ui::UiEvent event) {
    app::Event wrapped{.kind = app::Event::Kind::ui, .context = {}};
    wrapped.ui = std::move(event);
    happen(std::move(wrapped));
}

bool Person::press(ui::Role role, std::string_view name) {
    const ui::Node* node = tree().find(role, name);
    if (!node) return false;
    use({ui::UiEvent::Kind::press, node->id, {}, false});
    return true;
}

bool Person::choose(std::string_view radio) {
    const ui::Node* node = tree().find(ui::Role::radio, radio);
    if (!node) return false;
    use({ui::UiEvent::Kind::toggle, node->id, {}, true});
    return true;
}

bool Person::tick(std::string_view checkbox, bool on) {
    const ui::Node* node = tree().find(ui::Role::checkbox, checkbox);
    if (!node) return false;
    use({ui::UiEvent::Kind::toggle, node->id, {}, on});
    return true;
}

bool Person::type(std::string_view field, std::string text) {
    const ui::Node* node = tree().find(ui::Role::textbox, field);
    if (!node) return false;
    use({ui::UiEvent::Kind::input, node->id, std::move(text), false});
    return true;
}

void Person::answer(std::string_view purpose, int status, std::string body, std::string etag) {
    app::Event event{.kind = app::Event::Kind::reply, .context = {}};
    event.reply = {.purpose = std::string(purpose), .status = status, .body = std::move(body), .etag = std::move(etag)};
    happen(std::move(event));
}

const state::Call* Person::call(std::string_view purpose) const {
    const state::Call* found = nullptr;
    for (const state::Effect& effect : host.effects)
        if (const auto* call = std::get_if<state::Call>(&effect); call && call->purpose == purpose) found = call;
    return found;
}

state::Effects Person::take() { return std::exchange(host.effects, {}); }

}  // namespace bz::host

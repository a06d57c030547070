#include "client/app/dispatch.hpp"

#include <algorithm>
#include <span>

namespace bz::app {

namespace {

using state::Effects;
using state::Route;

// One screen's functions, on its own Model inside the root Model; null where it has none. A table of these instead of
// templates that know all screens: what calls them would become one function of a quarter of a megabyte.
struct Row {
    std::string_view name;
    std::span<const Route> routes;
    Effects (*on_enter)(Model&, Route) = nullptr;
    Effects (*on_change)(Model&) = nullptr;
    Effects (*on_reply)(Model&, const state::Reply&) = nullptr;
    Effects (*on_file)(Model&, const state::FileNews&) = nullptr;
    void (*pass)(Model&, screens::Page&, Effects*) = nullptr;
};

template <class S>
typename S::Model& own(Model& model) {
    return std::get<typename S::Model>(model.screens);
}

template <class S>
void pass_of(Model& model, screens::Page& page, Effects* effects) {
    std::vector<typename S::Msg> messages;
    S::view(page, own<S>(model), screens::Send<typename S::Msg>(messages));
    if (!effects) return;
    for (const auto& message : messages)
        for (state::Effect& effect : S::update(own<S>(model), model.shared, message))
            effects->push_back(std::move(effect));
}

template <class S>
constexpr Row row_of() {
    Row row{.name = S::name, .routes = S::routes, .pass = pass_of<S>};
    if constexpr (requires { &S::on_enter; })
        row.on_enter = [](Model& model, Route route) { return S::on_enter(own<S>(model), model.shared, route); };
    if constexpr (requires { &S::on_change; })
        row.on_change = [](Model& model) { return S::on_change(own<S>(model), model.shared, model.route); };
    if constexpr (requires { &S::on_reply; })
        row.on_reply = [](Model& model, const state::Reply& reply) {
            return S::on_reply(own<S>(model), model.shared, reply);
        };
    if constexpr (requires { &S::on_file; })
        row.on_file = [](Model& model, const state::FileNews& news) {
            return S::on_file(own<S>(model), model.shared, news);
        };
    return row;
}

template <class... S>
constexpr std::array<Row, sizeof...(S)> rows_of(std::type_identity<std::tuple<S...>>) {
    return {row_of<S>()...};
}
constexpr auto rows = rows_of(std::type_identity<Screens>{});

const Row* showing(Route route) {
    const auto found =
        std::ranges::find_if(rows, [route](const Row& row) { return std::ranges::contains(row.routes, route); });
    return found == rows.end() ? nullptr : &*found;
}

// Purposes and pickers begin with their screen's name and a full stop.
const Row* owning(std::string_view purpose) {
    const std::string_view name = purpose.substr(0, purpose.find('.'));
    const auto found = std::ranges::find(rows, name, &Row::name);
    return found == rows.end() || name.size() == purpose.size() ? nullptr : &*found;
}

}  // namespace

Effects enter_screen(Model& model, Route route) {
    const Row* row = showing(route);
    return row && row->on_enter ? row->on_enter(model, route) : Effects{};
}

Effects tell_change(Model& model) {
    const Row* row = showing(model.route);
    return row && row->on_change ? row->on_change(model) : Effects{};
}

Effects hand_reply(Model& model, const state::Reply& reply) {
    const Row* row = owning(reply.purpose);
    return row && row->on_reply ? row->on_reply(model, reply) : Effects{};
}

Effects hand_file(Model& model, const state::FileNews& news) {
    const Row* row = owning(news.picker);
    return row && row->on_file ? row->on_file(model, news) : Effects{};
}

void pass(Model& model, screens::Page& page, Effects* effects) {
    if (const Row* row = showing(page.route)) row->pass(model, page, effects);
}

}  // namespace bz::app

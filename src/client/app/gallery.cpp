#include "client/app/gallery.hpp"

namespace bz::app {
namespace {

template <class Screen>
void collect(std::vector<Exhibit>& all) {
    for (const screens::Fixture<Screen>& fixture : Screen::fixtures()) {
        Exhibit& exhibit = all.emplace_back();
        exhibit.name = std::string(Screen::name) + "/" + std::string(fixture.name);
        exhibit.model.shared = fixture.shared;
        exhibit.model.route = fixture.route;
        std::get<typename Screen::Model>(exhibit.model.screens) = fixture.model;
    }
}

}  // namespace

std::vector<Exhibit> gallery() {
    std::vector<Exhibit> all;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (collect<std::tuple_element_t<I, Screens>>(all), ...);
    }(std::make_index_sequence<std::tuple_size_v<Screens>>{});
    return all;
}

}  // namespace bz::app

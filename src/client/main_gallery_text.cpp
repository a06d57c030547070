// Prints the semantics tree of every exhibit as text, for goldens. Usage: banzhen-gallery <language> <text table>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string_view>

#include "client/app/gallery.hpp"
#include "client/host/headless_host.hpp"
#include "client/screens/common/language_fixtures.hpp"

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: banzhen-gallery <language> <text table>\n", stderr);
        return 2;
    }
    std::ifstream file(argv[2]);
    std::stringstream text;
    text << file.rdbuf();
    const bool english = std::string_view(argv[1]) == "en";
    bz::host::Person person(text.str(), {.online = true, .route = "home"}, argv[1]);
    for (bz::app::Exhibit& exhibit : bz::app::gallery()) {
        bz::screens::speak_in(exhibit.model.shared, english);
        person.client.app().exhibit(std::move(exhibit.model));
        const bz::ui::Output output = person.client.app().render({.flow = true});
        std::printf("# %s\n%s\n", exhibit.name.c_str(), bz::ui::to_text(output.tree).c_str());
    }
    return 0;
}

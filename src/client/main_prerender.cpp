// What the build takes of home, as JSON. `tree`: its semantics, which become the first page's HTML, so that it can be
// tapped before any code has arrived. `glyphs`: what it is written with, by size, which the page draws while the
// program loads. Usage: banzhen-prerender tree|glyphs <language> <file of texts>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string_view>

#include "client/host/headless_host.hpp"
#include "client/ui/glyph_runs.hpp"

namespace {

using namespace bz;

host::Person at_home(const std::string& texts, const char* size, const char* language) {
    return host::Person(texts, {.online = true, .route = "home", .size = size}, language);
}

bool print_tree(const std::string& texts, const char* language) {
    const host::Person nobody = at_home(texts, "standard", language);
    std::puts(ui::to_json(nobody.tree()).c_str());
    return !nobody.tree().nodes.empty();
}

bool print_glyphs(const std::string& texts, const char* language) {
    const auto runs = [&](const char* size, ui::Size look) {
        return ui::to_json(ui::glyph_runs(at_home(texts, size, language).host.shown.paint, {.size = look}));
    };
    const std::string standard = runs("standard", ui::Size::standard), elder = runs("elder", ui::Size::elder);
    std::printf("{\"standard\":%s,\"elder\":%s}\n", standard.c_str(), elder.c_str());
    return standard != elder;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc == 4 ? argv[1] : "";
    if (what != "tree" && what != "glyphs") {
        std::fputs("usage: banzhen-prerender tree|glyphs <language> <file of texts>\n", stderr);
        return 2;
    }
    std::ifstream file(argv[3]);
    std::stringstream text;
    text << file.rdbuf();
    return (what == "tree" ? print_tree : print_glyphs)(text.str(), argv[2]) ? 0 : 1;
}

// Prints home's semantics tree as JSON: the build turns it into the first page's HTML, so that it can be tapped before
// any code has arrived. Usage: banzhen-prerender <text table>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "client/host/headless_host.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: banzhen-prerender <text table>\n", stderr);
        return 2;
    }
    std::ifstream file(argv[1]);
    std::stringstream text;
    text << file.rdbuf();
    bz::host::Person nobody(text.str(), {.online = true, .route = "home"});
    std::puts(bz::ui::to_json(nobody.tree()).c_str());
    return nobody.tree().nodes.empty() ? 1 : 0;
}

// The gallery's own functions, beside those of main_web.cpp: which exhibits there are, and show this one.
#include "client/app/gallery.hpp"
#include "client/main_program.hpp"
#include "client/screens/common/language_fixtures.hpp"

namespace {

std::vector<bz::app::Exhibit>& exhibits() {
    static std::vector<bz::app::Exhibit> all = bz::app::gallery();
    return all;
}

}  // namespace

extern "C" {

// Their names, one a line.
const char* bz_gallery_names() {
    static const std::string names = [] {
        std::string text;
        for (const bz::app::Exhibit& exhibit : exhibits()) text += exhibit.name + "\n";
        return text;
    }();
    return names.c_str();
}

// Shows one as the page looks now (size, contrast, language, paint).
void bz_gallery_show(int index) {
    bz::app::App& app = bz::web_program().client.app();
    bz::app::Model model = exhibits().at(static_cast<std::size_t>(index)).model;
    static const bz::state::Shared page = app.model().shared;  // as the page was opened
    model.shared.elder |= page.elder;
    bz::screens::speak_in(model.shared, page.english);
    model.shared.plain |= page.plain;
    model.shared.high_contrast |= page.high_contrast;
    app.exhibit(std::move(model));
}
}

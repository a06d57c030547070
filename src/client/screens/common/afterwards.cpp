#include "client/screens/common/afterwards.hpp"

namespace bz::screens {

AfterwardsUse afterwards(Page& page, std::string_view prefix, bool rateable) {
    ui::Ui& ui = page.ui;
    AfterwardsUse use;
    ui.begin_list(page.t("care.afterwards.label"));
    if (rateable)
        use.rate = ui.list_row(std::string(prefix) + ".rate",
                               {.icon = ui::Icon::smile, .title = page.t("care.afterwards.rate"), .chevron = true});
    use.complain =
        ui.list_row(std::string(prefix) + ".feedback",
                    {.icon = ui::Icon::square_pen, .title = page.t("care.afterwards.feedback"), .chevron = true});
    ui.end_list();
    ui.space(12);
    return use;
}

}  // namespace bz::screens

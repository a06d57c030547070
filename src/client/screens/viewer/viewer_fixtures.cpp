#include "client/screens/common/journey_fixtures.hpp"
#include "client/screens/viewer/viewer.hpp"

namespace bz::screens {

std::vector<ViewerFixture> Viewer::fixtures() {
    std::vector<ViewerFixture> all;
    // The gallery has pictures of "ct", "xray" and "photo"; what is under way stays so.
    const auto add = [&](std::string_view name, std::string_view record = "under_way") -> ViewerFixture& {
        auto& made = all.emplace_back(ViewerFixture{name, {}, sample_journey(domain::VisitKind::refill)});
        made.shared.viewing = {.source = "record:" + std::string(record), .title = "胸部 CT", .day = "2023-11-06"};
        made.model.own = {40, 400};
        return made;
    };
    const auto ct = [&](std::string_view name) -> ViewerFixture& {
        auto& made = add(name, "ct");
        made.model.opened = made.model.grey = made.model.ct = true;
        made.model.frames = 120;
        made.model.frame = made.model.shown = 47;
        return made;
    };
    {
        auto& lungs = ct("ct").model;
        lungs.window = Window::lungs;
        lungs.brightness = -8;
        lungs.contrast = 10;
    }
    auto& zoomed = ct("zoomed").model;
    zoomed.zoom = 3.2f;
    zoomed.x = 0.4f;
    auto& next = ct("next_slice").model;
    next.frame = 48;
    next.percent = 40;
    {
        auto& xray = add("xray", "xray");
        xray.shared.viewing.title = "胸片";
        xray.model.opened = xray.model.grey = true;
        xray.model.shown = 0;
        xray.model.own = {2048, 4096};
    }
    {
        auto& photo = add("photo", "photo");
        photo.shared.viewing.title = "出院小结";
        photo.shared.viewing.pages = photo.model.frames = 3;
        photo.model.opened = true;
        photo.model.shown = 0;
    }
    add("opening");
    add("opening_slow").shared.slow = true;
    add("offline").shared.online = false;
    add("broken").model.problem = "dicom.broken";
    add("unsupported").model.problem = "dicom.unsupported";
    add("truncated").model.problem = "dicom.truncated";
    add("too_large").model.problem = "dicom.too_large";
    add("unreadable").model.problem = "picture.unreadable";
    add("not_found").model.problem = "not_found";
    ct("slices_unordered").model.unordered = 3;
    ct("slice_broken").model.problem = "dicom.broken";
    ct("long_text").shared.viewing.title = "北京大学第一医院胸部、上腹部和盆腔平扫加增强CT三期扫描影像";
    ct("elder").shared.elder = true;
    return all;
}

}  // namespace bz::screens

// A host without a browser: fixed text widths, effects and drafts recorded. Runs the client under tests and for the
// prerendered first page.
#pragma once

#include <string>
#include <vector>

#include "client/app/client.hpp"

namespace bz::host {

class HeadlessHost final : public Host {
public:
    ui::Measure& measure() override { return measure_; }
    void run(const state::Effects& more) override { effects.insert(effects.end(), more.begin(), more.end()); }
    void keep_draft(const std::string& text) override { draft = text; }
    void present(const ui::Output& output, const ui::Theme&, const ui::Viewport&) override { shown = output; }
    void rehearse(const ui::Output&, const ui::Theme&, const ui::Viewport&) override {}

    state::Effects effects;  // everything asked for since the last take()
    std::string draft;
    ui::Output shown;

private:
    ui::FixedMeasure measure_;
};

// A person at the headless client: finds nodes by role and name and uses them.
class Person {
public:
    // `texts` is the content of a file of texts.
    explicit Person(std::string_view texts, app::Start start = {}, std::string_view language = "zh-CN");

    bool press(ui::Role role, std::string_view name);  // false: no such node
    bool press(std::string_view button) { return press(ui::Role::button, button); }
    bool choose(std::string_view radio);
    bool tick(std::string_view checkbox, bool on = true);
    bool type(std::string_view field, std::string text);
    void answer(std::string_view purpose, int status, std::string body, std::string etag = {});
    void happen(app::Event event);

    const ui::Tree& tree() const { return host.shown.tree; }
    const state::Call* call(std::string_view purpose) const;  // the newest one recorded
    state::Effects take();
    state::Shared& shared() { return client.app().model().shared; }
    state::Route route() { return client.app().model().route; }

    HeadlessHost host;
    app::Client client{host};
    ui::Viewport viewport;
    state::Context context{
        .now = 1784517120000, .utc_offset_minutes = 480, .fresh_id = "id-1"};  // 2026-07-20 11:12 in China

private:
    void use(ui::UiEvent event);
    int next_id_ = 1;
};

}  // namespace bz::host

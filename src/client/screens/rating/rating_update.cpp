#include "base/text.hpp"
#include "client/screens/common/care.hpp"
#include "client/screens/rating/rating.hpp"
#include "domain/rating.hpp"

namespace bz::screens {

using namespace state;

namespace {

// Nothing is asked for any more, neither by a doctor nor by a parcel.
bool is_over(const Shared& shared) {
    if (shared.order) return domain::is_final(shared.order->state) && !shared.order->hospital_pickup_code;
    return shared.visit && shared.visit->state != domain::VisitState::prescribed &&
           domain::is_final(shared.visit->state);
}

Effects load(Shared& shared) {
    shared.rating.load = Load::loading;
    Effects effects = {load_rating(shared.draft.rating_visit)};
    if (!shared.visit && shared.visit.load != Load::loading) {
        shared.visit.load = Load::loading;
        effects += load_visit(shared.draft.rating_visit);
    }
    return effects;
}

struct Update {
    Rating::Model& model;
    Shared& shared;

    Effects operator()(const Rating::StarsChosen& msg) const {
        shared.draft.rating_stars = msg.stars;
        return {};
    }
    Effects operator()(const Rating::WordsTyped& msg) const {
        shared.draft.rating_text = msg.text;
        return {};
    }
    Effects operator()(const Rating::SendPressed&) const {
        if (model.sending) return {};
        const Draft& draft = shared.draft;
        model.missing = !domain::check_stars(draft.rating_stars).has_value();
        if (model.missing) return {Focus{"errors.title"}};
        model.sending = true;
        model.problem.clear();
        api::RatingRequest request{.stars = draft.rating_stars, .text = {}};
        if (const std::string_view words = trim(draft.rating_text); !words.empty()) request.text = std::string(words);
        return {Call{.purpose = "rating.send",
                     .method = "POST",
                     .path = "/visits/" + draft.rating_visit + "/rating",
                     .body = api::write(request),
                     .idempotency_key = "rating-" + shared.context.fresh_id,
                     .if_match = {}}};
    }
    Effects operator()(const Rating::ChangePressed&) const {
        if (!shared.rating) return {};
        model.changing = true;
        shared.draft.rating_stars = shared.rating->stars;
        shared.draft.rating_text = shared.rating->text.value_or("");
        return {};
    }
    Effects operator()(const Rating::HomePressed&) const {
        model = {};
        if (!is_over(shared)) return {Go{Route::home, true}};
        finish_journey(shared);
        return {Listen{false}, Go{Route::home, true}};
    }
    Effects operator()(const Rating::TryAgainPressed&) const { return load(shared); }
};

}  // namespace

Effects Rating::update(Model& model, Shared& shared, const Msg& msg) { return std::visit(Update{model, shared}, msg); }

Effects Rating::on_enter(Model& model, Shared& shared, Route) {
    model = {};
    const std::string id = visit_id_of(shared);
    if (id.empty()) return {Go{Route::home, true}};
    Draft& draft = shared.draft;
    if (draft.rating_visit != id) {
        draft.rating_visit = id;
        draft.rating_stars = 0;
        draft.rating_text.clear();
        shared.rating = {};
    }
    return shared.rating ? Effects{} : load(shared);
}

Effects Rating::on_reply(Model& model, Shared& shared, const Reply& reply) {
    if (reply.purpose != "rating.send" || !model.sending) return {};
    model.sending = false;
    if (!reply.ok()) {
        model.problem = problem_code(reply);
        return {};
    }
    auto given = api::read<api::Rating>(reply.body);
    if (!given) {
        model.problem = "server";
        return {};
    }
    shared.rating = {.load = Load::loaded, .value = std::move(given), .etag = reply.etag, .error = {}};
    shared.draft.rating_stars = 0;
    shared.draft.rating_text.clear();
    model.changing = false;
    return {Focus{"h1"}};
}

}  // namespace bz::screens

#include "client/state/draft.hpp"

namespace bz::state {

std::string save(const Draft& draft) { return api::write(draft); }

std::optional<Draft> restore(std::string_view text) { return api::read<Draft>(text); }

}  // namespace bz::state

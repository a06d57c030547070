// The pages of Identity and what they share. Private to this folder.
#pragma once

#include "client/screens/identity/identity.hpp"

namespace bz::screens {

using IdentitySend = Send<Identity::Msg>;

void begin_identity(Page& page, std::string_view route, int step);
void identity_summary(Page& page, const std::vector<ui::ErrorLink>& links);
void identity_problem(Page& page, const std::string& code);
void identity_intro(Page& page, std::string_view key);

void document_view(Page& page, const Identity::Model& model, const IdentitySend& send);
void verify_view(Page& page, const Identity::Model& model, const IdentitySend& send);
void face_consent_view(Page& page, const Identity::Model& model, const IdentitySend& send);
void staff_photo_view(Page& page, const Identity::Model& model, const IdentitySend& send);

}  // namespace bz::screens

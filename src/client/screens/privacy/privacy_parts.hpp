// The pages of Privacy and what they share. Private to this folder.
#pragma once

#include "client/screens/privacy/privacy.hpp"

namespace bz::screens {

using PrivacySend = Send<Privacy::Msg>;

void privacy_problem(Page& page, const std::string& code);
void access_log_view(Page& page, const Privacy::Model& model, const PrivacySend& send);
void my_data_view(Page& page, const Privacy::Model& model, const PrivacySend& send);
void leave_view(Page& page, const Privacy::Model& model, const PrivacySend& send);
void devices_view(Page& page, const Privacy::Model& model, const PrivacySend& send);

}  // namespace bz::screens

// The table of screens: the only place that knows them all.
#pragma once

#include <tuple>

#include "client/screens/addresses/addresses.hpp"
#include "client/screens/chat/chat.hpp"
#include "client/screens/complaint/complaint.hpp"
#include "client/screens/ending/ending.hpp"
#include "client/screens/feedback/feedback.hpp"
#include "client/screens/fulfilment/fulfilment.hpp"
#include "client/screens/gate/gate.hpp"
#include "client/screens/hand_over/hand_over.hpp"
#include "client/screens/help/help.hpp"
#include "client/screens/home/home.hpp"
#include "client/screens/identity/identity.hpp"
#include "client/screens/my_records/my_records.hpp"
#include "client/screens/order/order.hpp"
#include "client/screens/people/people.hpp"
#include "client/screens/privacy/privacy.hpp"
#include "client/screens/rating/rating.hpp"
#include "client/screens/records/records.hpp"
#include "client/screens/refill/refill.hpp"
#include "client/screens/review/review.hpp"
#include "client/screens/settings/settings.hpp"
#include "client/screens/sign_in/sign_in.hpp"
#include "client/screens/viewer/viewer.hpp"
#include "client/screens/waiting/waiting.hpp"

namespace bz::app {

using Screens = std::tuple<screens::Home, screens::SignIn, screens::Identity, screens::Gate, screens::Records,
                           screens::Refill, screens::Complaint, screens::Review, screens::Waiting, screens::Chat,
                           screens::Ending, screens::Fulfilment, screens::Order, screens::MyRecords, screens::Help,
                           screens::Settings, screens::People, screens::Privacy, screens::Viewer, screens::Addresses,
                           screens::Rating, screens::Feedback, screens::HandOver>;

}  // namespace bz::app

// A system of the hospital's that signs its patients in by SMART App Launch, as the hospital's file names it.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bz::server {

struct SmartProvider {
    std::string iss;  // the FHIR server's address, as a launch names it: https://fhir.example.org/r4
    std::string client_id;
    std::optional<std::string> client_secret_file;    // none: a public client
    std::optional<std::vector<std::string>> origins;  // where its sign-in and keys are, when not at iss
    std::optional<bool> phone;                        // whether it vouches for the patient's phone
};

// What is wrong with them, as "/smart/0/iss: …"; empty when nothing is. `loopback` allows http on this machine.
[[nodiscard]] std::string unfit(const std::vector<SmartProvider>&, bool loopback);

// Without the '/' at its end: both spellings are in use.
[[nodiscard]] std::string plain_iss(std::string iss);

}  // namespace bz::server

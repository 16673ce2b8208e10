// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators::atlassian {

struct ConsentPage {
  std::string app{};
  std::vector<std::string> scopes{};
  std::vector<std::pair<std::string, std::string>> people{};   // handle and name
  std::string person{};                                        // handle of who is chosen at first
  std::vector<std::pair<std::string, std::string>> sites{};    // cloud id and name
  std::vector<std::pair<std::string, std::string>> request{};  // parameters to be sent again
};

// A form that posts the decision to the address where it was shown: decision (accept or cancel), person, and
// site once for each that is ticked.
Answer consent_page(const ConsentPage& page);
// For what cannot be told to the app, because nobody knows where the app is.
Answer error_page(int status, const std::string& title, const std::string& why);

}  // namespace itsm::simulators::atlassian

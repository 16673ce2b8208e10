// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

// How long an issue may take. An issue stores {"original": seconds, "remaining": seconds}; who works how long
// on it is not simulated.
namespace itsm::simulators::jira {

using Json = nlohmann::json;

// From {"originalEstimate": "1d 4h", "remainingEstimate": "30"}, where a number alone means minutes. What is
// left out stays as in `present`; what then remains is all of it. Throws a Refusal in Jira's words.
Json read_time_tracking(const Json& value, const Json& present);

// As issues show it: the same words, and seconds. {} for none.
Json shown_time_tracking(const Json& stored);

// "original" or "remaining" in seconds; null for none.
Json estimate_of(const Json& stored, const char* which);

}  // namespace itsm::simulators::jira

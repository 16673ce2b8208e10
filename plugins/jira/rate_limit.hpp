// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/common/answer.hpp"

namespace itsm::jira {

// Adds to the error of a 429 which limit was hit, in words, and when to come back where only Jira's own
// headers say it.
void explain_rate_limit(Error& error, const HttpResponse& answer, common::Time now);

}  // namespace itsm::jira

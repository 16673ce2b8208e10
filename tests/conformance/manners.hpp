// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {

// What holds whatever a case is about, judged at the end of each: no breach of the contract was reported,
// every request keeps to the manifest, and no credential shows anywhere.
Judgement judge_manners(Bench& bench);

// One request against the manifest: a declared origin, a clean target, no header that is the host's to add.
Judgement judge_request(const Bench& bench, const HttpRequest& request);

}  // namespace itsm::conformance

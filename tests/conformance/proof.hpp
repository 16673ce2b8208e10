// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/conformance/facts.hpp"

namespace itsm::conformance {

// Whether a webhook request carries this proof for its secret, judged as a host does: by what the manifest
// declares, on the raw bytes.
bool proves(const WebhookProof& proof, const WebhookSample& sample);

}  // namespace itsm::conformance

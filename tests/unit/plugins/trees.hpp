// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidcheck.h>

#include <itsm/rich_text.hpp>

namespace itsm::testing {

// Any neutral document, well-formed or not, with texts as scanners and attackers write them.
rc::Gen<RichText> any_document();
rc::Gen<std::string> hostile_text();

}  // namespace itsm::testing

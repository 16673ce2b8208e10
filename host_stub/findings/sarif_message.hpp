// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "host_stub/findings/sarif_model.hpp"

namespace itsm::host::findings::sarif {

using MessageStrings = std::map<std::string, Message>;

// A message as people read it.
struct Readable {
  std::string text{};      // without links
  std::string markdown{};  // as the scanner wrote it; empty when it gave plain text only
};

// Looks a message's id up (first in the rule's strings, then in the tool's), puts the arguments in, and turns
// the links to related locations, which lead nowhere outside the file, into their text. Empty when there is
// no text.
Readable readable(const Message& message, const MessageStrings& of_rule, const MessageStrings& of_tool);

}  // namespace itsm::host::findings::sarif

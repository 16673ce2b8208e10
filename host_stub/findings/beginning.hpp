// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace itsm::host::findings {

// What the beginning of a file, which may be cut off anywhere, shows of its outermost layer.
struct Beginning {
  enum class Kind { object, array, xml, text };
  Kind kind = Kind::text;
  std::vector<std::string> members{};          // of an object, in their order
  std::map<std::string, std::string> texts{};  // those of its members that are texts
  std::string root{};                          // of XML: the outermost element
  std::string line{};                          // of text: its first line
};

Beginning look_at(std::string_view text);

}  // namespace itsm::host::findings

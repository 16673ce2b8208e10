// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/config/element.hpp"

namespace itsm::host::config {

// Where something stands, for people. Without a line: all of what `file` names.
struct Place {
  std::string file{};
  Position at{};
};

// "file:line:column"
inline std::string to_string(const Place& place) {
  return place.at.line == 0 ? place.file : place.file + ":" + to_string(place.at);
}
inline Place place_of(Element element) { return {element.file(), element.at()}; }

}  // namespace itsm::host::config

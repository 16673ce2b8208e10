// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/text.hpp"

#include <itsm/json.hpp>

namespace itsm::loader {

bool is_utf8(std::string_view text) {
  try {
    (void)Json(text).dump();
    return true;
  } catch (const Json::type_error&) {
    return false;
  }
}

std::string printable(std::string_view text, std::size_t most_bytes) {
  return Json::parse(dump(Json(text.substr(0, most_bytes)))).get<std::string>();
}

}  // namespace itsm::loader

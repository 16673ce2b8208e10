// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/zone.hpp"

#include <stdexcept>

#include <date/tz.h>

namespace itsm::common {

std::optional<std::string> wall_clock(Time time, const std::string& zone) {
  using Minutes = std::chrono::minutes;
  try {
    const date::time_zone* clocks = date::locate_zone(zone);
    auto shown = date::floor<Minutes>(clocks->to_local(time));
    const date::local_info meanings = clocks->get_info(shown);
    // Shown twice: the reader may take it for the second time, which is later by the fold.
    if (meanings.result == date::local_info::ambiguous) {
      const auto fold = meanings.first.offset - meanings.second.offset;
      if (clocks->to_sys(shown, date::choose::latest) > time) shown -= date::ceil<Minutes>(fold);
    }
    return date::format("%Y-%m-%d %H:%M", shown);
  } catch (const std::runtime_error&) {  // no such zone, or no zones on this machine
    return std::nullopt;
  }
}

}  // namespace itsm::common

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/finding_cursor.hpp"

#include <cstdio>

#include "host_stub/api/call.hpp"

namespace itsm::host::api {

std::string cursor_behind(const store::FindingCursor& last) {
  return std::to_string(last.updated_at.time_since_epoch().count()) + "." + std::to_string(last.id.value);
}

Result<std::optional<store::FindingCursor>> position_of(const std::string& cursor) {
  if (cursor.empty()) return std::optional<store::FindingCursor>();
  long long time = 0;
  long long finding = 0;
  char rest = 0;
  // NOLINTNEXTLINE(cert-err34-c): the count of conversions says whether both were numbers
  if (cursor.size() > 45 || std::sscanf(cursor.c_str(), "%lld.%lld%c", &time, &finding, &rest) != 2)
    return wrong_cursor();
  return std::optional(store::FindingCursor{Time(std::chrono::milliseconds(time)), FindingId{finding}});
}

}  // namespace itsm::host::api

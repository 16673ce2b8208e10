// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/exchange.hpp"

#include <algorithm>

namespace itsm::host::integrations {

std::optional<std::string> first_difference(const VendorRequest& planned, const VendorRequest& now) {
  if (planned.method != now.method) return "method";
  if (planned.base_url != now.base_url) return "address";
  if (planned.target != now.target) return "path";
  for (std::size_t i = 0; i < std::max(planned.headers.size(), now.headers.size()); ++i) {
    if (i >= planned.headers.size()) return "header " + now.headers[i].name;
    if (i >= now.headers.size() || planned.headers[i].name != now.headers[i].name ||
        planned.headers[i].value != now.headers[i].value)
      return "header " + planned.headers[i].name;
  }
  if (planned.body != now.body) return "body";
  return std::nullopt;
}

}  // namespace itsm::host::integrations

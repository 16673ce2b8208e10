// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/site.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"

namespace itsm::manageengine {

Result<bool> site_is_there(const Client& client, const Named& site) {
  if (site.id == kNoSite || site.name == kNoSiteName) return true;
  const std::string member = is_id(site.id) ? "id" : "name";
  const std::string& wanted = site.id.empty() ? site.name : site.id;
  Rows rows;
  rows.criteria = criterion(member, "is", wanted);
  ITSM_TRY(const Page page, client.list("/sites", "sites", rows, kSetUpAge));
  return std::any_of(page.rows.begin(), page.rows.end(),
                     [&](const Json& row) { return common::text_of(row, member) == wanted; });
}

}  // namespace itsm::manageengine

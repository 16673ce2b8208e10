// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/markup.hpp"

#include "plugins/jira/adf.hpp"
#include "plugins/jira/section.hpp"

namespace itsm::jira {

Json write_markup(const Site&, const RichText& document) { return to_adf(document); }

RichText read_markup(const Json& value) { return from_adf(value); }

Result<Json> replace_section(const Site&, const Json& current, const SectionChange& change) {
  return replace_in_adf(current, change);
}

}  // namespace itsm::jira

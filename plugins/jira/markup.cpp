// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/markup.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/jira/adf.hpp"
#include "plugins/jira/section.hpp"
#include "plugins/jira/wiki.hpp"

namespace itsm::jira {

Json write_markup(const Site& site, const RichText& document) {
  return site.writes_documents_as_adf() ? to_adf(document) : Json(to_wiki(document));
}

RichText read_markup(const Json& value) {
  return value.is_string() ? from_wiki(value.get_ref<const std::string&>()) : from_adf(value);
}

Result<Json> replace_section(const Site& site, const Json& current, const SectionChange& change) {
  if (site.writes_documents_as_adf()) return replace_in_adf(current, change);
  ITSM_TRY(std::string markup, replace_in_wiki(common::text_of(current), change));
  return Json(std::move(markup));
}

}  // namespace itsm::jira

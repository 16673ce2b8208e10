// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

// One section of a text that is already at Jira, replaced where it stands. See replace_section in markup.hpp.
namespace itsm::jira {

Result<Json> replace_in_adf(const Json& document, const SectionChange& change);
Result<std::string> replace_in_wiki(std::string_view markup, const SectionChange& change);

}  // namespace itsm::jira

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <itsm/documents/manifest.hpp>
#include <itsm/rich_text.hpp>

namespace itsm::host::policy {

// Leaves out whole blocks until the plain text of the rest is within the limit, and says so in the text.
// Sections and paragraphs with a link to one of `keep_links` stay; of a table that is still too long, rows
// go. Answers for people what was left out; empty: nothing.
std::string fit(std::vector<Block>& blocks, const Limit& limit, std::span<const std::string> keep_links);

}  // namespace itsm::host::policy

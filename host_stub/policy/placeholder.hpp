// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <itsm/rich_text.hpp>

#include "host_stub/policy/group.hpp"

// The closed dictionary of what a template can show.
namespace itsm::host::policy {

struct Placeholder {
  std::string name{};     // without ${ }
  std::string meaning{};  // a sentence
  std::string example{};
  bool block = false;  // fills paragraphs of its own: descriptions only, on a line of its own
};
// All but custom.NAME, in the order in which people are shown them.
const std::vector<Placeholder>& placeholders();
// Null: there is none of that name. custom.NAME is one for every NAME.
const Placeholder* find_placeholder(std::string_view name);

// What placeholders are filled from.
struct Scene {
  const Group& group;
  std::string finding_url{};   // of the leading member in this host
  std::string group_url{};     // the view of all members
  std::size_t most_rows = 50;  // of tables
};
// On one line, as plain text, whatever the finding holds.
std::string text_of(std::string_view placeholder, const Scene& scene);
// Of a block placeholder.
std::vector<Block> blocks_of(std::string_view placeholder, const Scene& scene);

// Text with placeholders, cut up.
struct TemplatePart {
  std::string text{};         // literal, or
  std::string placeholder{};  // a name
  std::size_t offset = 0;     // in the source
};
// "${" without "}" is literal text.
std::vector<TemplatePart> split_placeholders(std::string_view source);

}  // namespace itsm::host::policy

// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/changelog.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "plugins/common/reading.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

// System fields whose name in a changelog is not their id. The id is left out by Data Center at times.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kNames{
    {{"Key", "issuekey"},
     {"Status", "status"},
     {"Component", "components"},
     {"Fix Version", "fixVersions"},
     {"Version", "versions"},
     {"Attachment", "attachment"},
     {"Comment", "comment"},
     {"Link", "issuelinks"},
     {"Parent", "parent"},
     {"Security", "security"},
     {"Project", "project"}}};

// Empty where the item does not say.
std::string field_of(const Json& item) {
  std::string id = text_of(item, "fieldId");
  if (id.empty() && text_of(item, "fieldtype") != "custom") id = text_of(item, "field");
  const auto known =
      std::find_if(kNames.begin(), kNames.end(), [&](const auto& name) { return name.first == id; });
  return known == kNames.end() ? id : std::string(known->second);
}

}  // namespace

std::vector<std::string> changed_fields(const Json& changelog) {
  std::vector<std::string> fields;
  for (const Json& item : common::array_of(changelog, "items")) {
    std::string field = field_of(item);
    if (field.empty()) return {};
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(std::move(field));
  }
  return fields;
}

std::optional<std::string> status_after(const Json& changelog) {
  std::optional<std::string> status;
  for (const Json& item : common::array_of(changelog, "items"))
    if (field_of(item) == "status") status = text_of(item, "to");
  return status;
}

}  // namespace itsm::jira

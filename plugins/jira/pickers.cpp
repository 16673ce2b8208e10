// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/pickers.hpp"

namespace itsm::jira {
namespace {

const std::vector<CreationMode> kAllModes{CreationMode::standalone, CreationMode::subtask,
                                          CreationMode::link};

Picker about(std::string id, std::string label, std::vector<std::string> depends_on = {},
             bool searchable = true, std::vector<CreationMode> required_for = {}) {
  return {.id = std::move(id),
          .label = std::move(label),
          .depends_on = std::move(depends_on),
          .searchable = searchable,
          .paged = true,
          .required_for = std::move(required_for)};
}

}  // namespace

std::vector<PickerEntry> picker_entries() {
  return {
      {about("site", "Jira site"), pickers::site},
      {about("project", "Project", {}, true, kAllModes), pickers::project},
      {about("type", "Issue type", {"project"}, true, kAllModes), pickers::type},
      {about("template", "Form", {"project"}), pickers::form_template},
      {about("field", "Field", {"project", "type"}), pickers::field},
      {about("priority", "Priority", {"project"}), pickers::priority},
      {about("status", "Status", {"project"}), pickers::status},
      {about("resolution", "Resolution"), pickers::resolution},
      {about("assignee", "Assignee", {"project"}), pickers::assignee},
      {about("reporter", "Reporter", {"project"}), pickers::reporter},
      {about("component", "Component", {"project"}), pickers::component},
      {about("version", "Version", {"project"}), pickers::version},
      {about("label", "Label"), pickers::label},
      {about("security", "Security level", {"project"}), pickers::security},
      {about(std::string(kCorrelationSetting), "Text field for the correlation key"),
       pickers::correlation_field},
      {about("link_type", "Link type", {}, true, {CreationMode::link}), pickers::link_type},
      {about("parent", "Parent or epic", {"project", "type"}, true, {CreationMode::subtask}),
       pickers::parent},
      {about("ticket", "Ticket"), pickers::ticket},
      {about("labelled_ticket", "Ticket with the label", {"label"}), pickers::labelled_ticket},
  };
}

}  // namespace itsm::jira

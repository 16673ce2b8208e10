// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/create_meta.hpp"
#include "plugins/jira/pickers.hpp"
#include "plugins/jira/search.hpp"
#include "plugins/jira/ticket.hpp"

namespace itsm::jira::pickers {
namespace {

using common::text_of;

constexpr std::string_view kEpicNameField = "com.pyxis.greenhopper.jira:gh-epic-label";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// "SEC-12"
bool is_key(std::string_view text) {
  const auto dash = text.rfind('-');
  if (dash == std::string_view::npos || dash == 0 || !is_id(text.substr(dash + 1))) return false;
  const auto name = text.substr(0, dash);
  return !is_id(name.substr(0, 1)) && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || (is_letter_or_digit(c) && static_cast<unsigned char>(c) < 0x80);
  });
}

// Words that begin like those typed; what the search language treats as an operator counts as a blank.
std::string words_like(std::string_view typed) {
  std::string words;
  bool inside = false;
  for (const char c : typed) {
    if (is_letter_or_digit(c)) {
      if (!inside && !words.empty()) words += "* ";
      words += c;
    }
    inside = is_letter_or_digit(c);
  }
  return words.empty() ? words : words + "*";
}

Option ticket_option(const Ticket& ticket) {
  return {.id = ticket.ref.id,
          .name = ticket.summary,
          .key = ticket.ref.key,
          .note = ticket.type.name + ", " + ticket.status.name};
}

// Data Center's epics are known by the field that only they have, whatever their type is called.
Result<bool> is_epic(const Client& client, const std::string& project, const Json& type) {
  if (common::flag_of(type, "subtask")) return false;
  ITSM_TRY(const std::vector<Json> fields, create_fields(client, project, text_of(type, "id"), kFormsStay));
  return std::any_of(fields.begin(), fields.end(), [](const Json& field) {
    return text_of(common::member(field, "schema"), "custom") == kEpicNameField;
  });
}

bool is_next_level(const Json& type, const Json& other) {
  const Json& level = common::member(type, "hierarchyLevel");
  const Json& above = common::member(other, "hierarchyLevel");
  return level.is_number_integer() && above.is_number_integer() &&
         above.get<std::int64_t>() == level.get<std::int64_t>() + 1;
}

// What can stand above a type, as a condition of a query; empty where nothing can. Cloud counts levels; Data
// Center knows sub-tasks and, where Jira Software is installed, epics.
Result<std::string> above(const Client& client, const std::string& project, const std::string& type) {
  ITSM_TRY(const std::vector<Json> types, create_types(client, project));
  const auto own =
      std::find_if(types.begin(), types.end(), [&](const Json& one) { return text_of(one, "id") == type; });
  if (own == types.end()) return std::string();
  if (common::flag_of(*own, "subtask")) return std::string("issuetype in standardIssueTypes()");
  const bool has_levels = client.site().deployment() == Deployment::cloud;
  std::string ids;
  for (const Json& one : types) {
    bool is_above = has_levels && is_next_level(*own, one);
    if (!has_levels) {
      ITSM_TRY(is_above, is_epic(client, project, one));
      if (is_above && text_of(one, "id") == type) return std::string();
    }
    if (is_above) ids += (ids.empty() ? "" : ", ") + text_of(one, "id");
  }
  return ids.empty() ? ids : "issuetype in (" + ids + ")";
}

// What was typed without a blank, such as a CVE, is looked for as it is, anywhere in the ticket; words are
// looked for in summaries.
std::string condition_for(std::string_view typed) {
  if (typed.find(' ') != std::string_view::npos) return "summary ~ " + jql_text(words_like(typed));
  std::string phrase(typed);
  std::erase_if(phrase, [](char c) { return c == '"' || c == '\\'; });
  return "text ~ " + jql_text("\"" + phrase + "\"");
}

Result<OptionsPage> tickets_found(const Client& client, const std::string& jql, const std::string& cursor) {
  ITSM_TRY(const SearchPage found, search_page(client, jql, cursor));
  OptionsPage page;
  for (const Ticket& ticket : found.tickets) page.options.push_back(ticket_option(ticket));
  page.next_cursor = found.next;
  return page;
}

// A key that somebody typed, in any project where none is given. A search for one that does not exist would
// be an error.
Result<OptionsPage> by_key(const Client& client, const std::string& project, const std::string& key) {
  const auto answer = client.get(
      client.site().api("/issue/" + key, {{"fields", "project,issuetype,summary,status,updated"}}));
  if (!answer && answer.error().status == Status::not_found) return OptionsPage{};
  if (!answer) return unexpected(answer.error());
  ITSM_TRY(const Ticket ticket, read_ticket(*answer, Json(), {}, client.site()));
  const Json& place = common::member(common::member(*answer, "fields"), "project");
  if (!project.empty() && text_of(place, "id") != project && text_of(place, "key") != project)
    return OptionsPage{};
  return OptionsPage{.options = {ticket_option(ticket)}};
}

}  // namespace

Result<OptionsPage> parent(const Client& client, const OptionsRequest& request) {
  const std::string project = chosen(request, "project");
  if (is_key(request.query)) return by_key(client, project, request.query);
  ITSM_TRY(const std::string candidates, above(client, project, chosen(request, "type")));
  if (candidates.empty()) return OptionsPage{};
  std::string jql = "project = " + jql_text(project) + " AND " + candidates;
  if (const std::string words = words_like(request.query); !words.empty())
    jql += " AND summary ~ " + jql_text(words);
  return tickets_found(client, jql + " ORDER BY updated DESC", request.cursor);
}

// Jira Cloud does not search without a condition.
Result<OptionsPage> ticket(const Client& client, const OptionsRequest& request) {
  if (is_key(request.query)) return by_key(client, {}, request.query);
  const std::string condition =
      words_like(request.query).empty() ? "updated >= -30d" : condition_for(request.query);
  return tickets_found(client, condition + " ORDER BY created DESC", request.cursor);
}

Result<OptionsPage> labelled_ticket(const Client& client, const OptionsRequest& request) {
  std::string jql = "labels = " + jql_text(chosen(request, "label"));
  if (!words_like(request.query).empty()) jql += " AND " + condition_for(request.query);
  return tickets_found(client, jql + " ORDER BY created DESC", request.cursor);
}

}  // namespace itsm::jira::pickers

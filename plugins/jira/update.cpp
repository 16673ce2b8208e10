// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/form.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/markup.hpp"
#include "plugins/jira/rights.hpp"
#include "plugins/jira/ticket.hpp"
#include "plugins/jira/values.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

// The ticket as it is now.
Result<Json> read_for_edit(const Client& client, const UpdateRequest& request) {
  std::string fields = "updated";
  if (request.section) fields += ",description";
  if (request.fields.contains("labels")) fields += ",labels";
  return client.get(client.site().api(issue_path(request.ref),
                                      {{"fields", fields}, {"properties", std::string(kPropertyKey)}}));
}

// The fields of its edit screen.
Result<Json> edit_form(const Client& client, const TicketRef& ref) {
  ITSM_TRY(const Json answer, client.get(client.site().api(issue_path(ref, "/editmeta"))));
  const Json& fields = member(answer, "fields");
  if (!fields.is_object())
    return failure(Status::bad_reply, "Jira's answer lacks the fields of the edit screen");
  if (fields.empty())
    return failure(Status::forbidden, "Jira lets the account change nothing on " + ref.key +
                                          ": it lacks the permission Edit issues, or the ticket is closed");
  return fields;
}

Result<void> expect_version(const Json& issue, const std::string& expected) {
  if (expected.empty()) return {};
  const auto updated = common::parse_time(text_of(member(issue, "fields"), "updated"));
  if (!updated) return failure(Status::bad_reply, "Jira's answer lacks the time of the ticket's last change");
  if (version_of(*updated) == expected) return {};
  return failure(Status::conflict, "the ticket has changed at Jira since it was read");
}

// Our own labels stay whatever the new ones are: without them the ticket could not be found again.
void keep_our_labels(const Json& issue, Json& labels) {
  const Json& property = member(member(issue, "properties"), kPropertyKey);
  const std::string key = text_of(property, "correlation_key");
  for (const Json& present : common::array_of(member(issue, "fields"), "labels"))
    if ((present == kMarkerLabel || present == key) &&
        std::find(labels.begin(), labels.end(), present) == labels.end())
      labels.push_back(present);
}

// Summary and description, which have members of their own in the request.
Result<void> add_texts(const Client& client, const UpdateRequest& request, const Json& issue,
                       const Json& form, FilledForm& filled) {
  const auto put = [&](const char* field, Json value) {
    if (form.contains(field))
      filled.fields[field] = std::move(value);
    else
      filled.dropped.emplace_back(field);
  };
  if (request.summary)
    put("summary", common::cut(common::one_line(*request.summary), kLongestSummary, LengthUnit::utf16));
  if (request.description) put("description", write_markup(client.site(), *request.description));
  if (request.section) {
    const Json& present = member(member(issue, "fields"), "description");
    ITSM_TRY(Json replaced, replace_section(client.site(), present, *request.section));
    if (replaced != present) put("description", std::move(replaced));
  }
  return {};
}

// A parent is taken away by an operation of its own; as a field it cannot be null.
Json body_of(Json fields) {
  const auto parent = fields.find("parent");
  if (parent == fields.end() || !parent->is_null()) return {{"fields", std::move(fields)}};
  fields.erase(parent);
  const Json none = {{"set", {{"none", true}}}};
  Json body;
  body["update"]["parent"] = Json::array({none});
  if (!fields.empty()) body["fields"] = std::move(fields);
  return body;
}

// Whether Jira lets us change a ticket without a mail to everybody who watches it; asking without the right
// would refuse the whole change.
bool may_be_silent(const Client& client, const TicketRef& ref) {
  const auto rights = rights_on(client, ref, {"ADMINISTER", "ADMINISTER_PROJECTS"});
  return rights && !rights->empty();
}

}  // namespace

Result<TicketChange> JiraPlugin::update(const Call& call, const UpdateRequest& request) const {
  if (request.description && request.section)
    return failure(Status::invalid_argument, "either the whole description is changed or one section of it");
  const Client client(call, site_);
  ITSM_TRY(const Json issue, read_for_edit(client, request));
  ITSM_CHECK(expect_version(issue, request.expected_version));
  TicketChange change;
  change.ref = site_.ref(text_of(issue, "id"), text_of(issue, "key"));
  ITSM_TRY(const Json form, edit_form(client, change.ref));
  ITSM_TRY(FilledForm filled, fill(client, change.ref, form, request.fields));
  if (const auto labels = filled.fields.find("labels"); labels != filled.fields.end() && labels->is_array())
    keep_our_labels(issue, *labels);
  ITSM_CHECK(add_texts(client, request, issue, form, filled));
  change.dropped = std::move(filled.dropped);
  if (filled.fields.empty()) return change;

  common::Query quiet;
  if (may_be_silent(client, change.ref)) quiet.emplace_back("notifyUsers", "false");
  const Json body = body_of(std::move(filled.fields));
  ITSM_CHECK(written(client, client.write("PUT", site_.api(issue_path(change.ref), quiet), body)));
  return change;
}

}  // namespace itsm::jira

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/correlation.hpp"
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
  std::string fields = "updated,labels";
  if (request.section) fields += ",description";
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

// The labels of a ticket by which we would find it. Without our property nobody can say which they are.
std::vector<std::string> our_labels(const Json& issue) {
  const std::string key = key_of(issue);
  std::vector<std::string> ours = labels_of(issue);
  std::erase_if(ours, [&](const std::string& label) { return !is_our_label(label, key); });
  return ours;
}

// Whoever changes a ticket by its id does not look for it any more: our labels only stand in people's way
// then, and go with the first write that there is. They are worth no write of their own.
void take_off(const std::vector<std::string>& ours, Json& labels) {
  for (const std::string& label : ours)
    labels.erase(std::remove(labels.begin(), labels.end(), label), labels.end());
}

// By operations of their own, so that what people do to the other labels meanwhile stays.
Json removal_of(const std::vector<std::string>& ours) {
  Json operations = Json::array();
  for (const std::string& label : ours) operations.push_back({{"remove", label}});
  return operations;
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
  std::map<std::string, FieldValue> fields = request.fields;
  const bool takes_key = fields.erase(site_.correlation_field()) > 0;  // ours stays what it is
  ITSM_TRY(FilledForm filled, fill(client, change.ref, form, std::move(fields)));
  ITSM_CHECK(add_texts(client, request, issue, form, filled));
  change.dropped = std::move(filled.dropped);
  if (takes_key) change.dropped.push_back(site_.correlation_field());
  if (filled.fields.empty()) return change;

  common::Query quiet;
  if (may_be_silent(client, change.ref)) quiet.emplace_back("notifyUsers", "false");
  const std::vector<std::string> ours = our_labels(issue);
  const auto labels = filled.fields.find("labels");
  const bool are_given = labels != filled.fields.end();
  if (are_given && labels->is_array()) take_off(ours, *labels);
  Json body = body_of(std::move(filled.fields));
  if (!are_given && !ours.empty() && form.contains("labels")) body["update"]["labels"] = removal_of(ours);
  ITSM_CHECK(written(client, client.write("PUT", site_.api(issue_path(change.ref), quiet), body)));
  return change;
}

}  // namespace itsm::jira

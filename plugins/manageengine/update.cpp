// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/reading.hpp"
#include "plugins/manageengine/html.hpp"
#include "plugins/manageengine/metainfo.hpp"
#include "plugins/manageengine/order.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/ticket.hpp"
#include "plugins/manageengine/verdict.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

// The fields that this desk has and anybody may set. Our key stays what it is.
Result<std::map<std::string, FieldValue>> taken(const Client& client, const UpdateRequest& request,
                                                std::vector<std::string>& dropped) {
  std::map<std::string, FieldValue> fields = request.fields;
  if (fields.empty()) return fields;
  ITSM_TRY(const Metainfo metainfo, read_metainfo(client));
  std::erase_if(fields, [&](const auto& field) {
    const bool drop = !metainfo.knows(field.first) || field.first == client.desk().correlation_field();
    if (drop) dropped.push_back(field.first);
    return drop;
  });
  return fields;
}

Result<void> put_description(const UpdateRequest& request, const Json& present, Order& order) {
  if (request.description) order.put("description", to_html(*request.description));
  if (!request.section) return {};
  const std::string before =
      request.description ? to_html(*request.description) : text_of(present, "description");
  ITSM_TRY(std::string after, replace_section(before, *request.section));
  if (after != before) order.put("description", std::move(after));
  return {};
}

}  // namespace

// What is read first, for the version and the section, may have changed when the write arrives: the API takes
// no condition. What others have written outside the named fields is never touched.
Result<TicketChange> ManageEnginePlugin::update(const Call& call, const UpdateRequest& request) const {
  const Client client(call, desk_);
  ITSM_TRY(const Json present, read_request(client, request.ref));
  ITSM_TRY(const Ticket ticket, read_ticket(present, desk_, {}));
  TicketChange change{.ref = ticket.ref, .version = ticket.version};
  if (!request.expected_version.empty() && request.expected_version != ticket.version)
    return failure(Status::conflict, "the request has changed at ServiceDesk Plus since it was read");

  Order order(desk_);
  ITSM_TRY(const auto fields, taken(client, request, change.dropped));
  ITSM_CHECK(order.put(fields));
  if (request.summary) order.put_subject(*request.summary);
  ITSM_CHECK(put_description(request, present, order));
  if (order.empty()) return change;
  ITSM_TRY(const Json body,
           written(client.write("PUT", request_path(ticket.ref), order.input()), client.now()));
  const auto after = read_ticket(member(body, "request"), desk_, {});
  change.version = after ? after->version : std::string();
  return change;
}

}  // namespace itsm::manageengine

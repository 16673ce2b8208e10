// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"
#include "plugins/manageengine/client.hpp"
#include "plugins/manageengine/html.hpp"
#include "plugins/manageengine/order.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/values.hpp"
#include "plugins/manageengine/verdict.hpp"

namespace itsm::manageengine {
namespace {

using common::text_of;

Unexpected<Error> lacking(const std::string& field, std::string message) {
  Error error{Status::invalid_argument, std::move(message), 0, {}, {}, {}};
  error.fields[field] = error.message;
  return unexpected(std::move(error));
}

Result<void> expect_complete(const TicketDraft& draft, const Desk& desk) {
  if (draft.mode != CreationMode::standalone)
    return lacking("mode", "ServiceDesk Plus has no such tickets: requests stand alone");
  if (desk.correlation_field().empty())
    return lacking(std::string(kCorrelationSetting),
                   "no additional field is named that takes the correlation key");
  if (draft.correlation_key.empty()) return lacking("correlation_key", "the correlation key is empty");
  if (draft.fields.contains(desk.correlation_field()))
    return lacking(desk.correlation_field(), "this field is kept for the correlation key");
  return {};
}

// Everything that is to be written with the ticket, our key included.
Result<Json> order_of(const TicketDraft& draft, const Desk& desk) {
  ITSM_CHECK(expect_complete(draft, desk));
  Order order(desk);
  ITSM_CHECK(order.put(draft.fields));
  order.put_subject(draft.summary);
  if (!draft.description.blocks.empty()) order.put("description", to_html(draft.description));
  if (!draft.fields.contains("requester") && !desk.requester().empty())
    order.put("requester", person_reference(desk.requester()));
  order.put("template", reference(draft.type));
  const bool has_site = draft.project.id != kNoSite && draft.project.name != kNoSiteName;
  if (has_site) order.put("site", reference(draft.project));
  order.put(desk.correlation_field(), draft.correlation_key);
  return order.input();
}

Outcome refused(const Error& error, OutcomeKind kind) {
  return {.index = 0,
          .kind = kind,
          .refusal = Refusal{std::string(itsm::name_of(error.status)), error.message, error.fields}};
}

// A failure that says something of this draft, and not of the account, the rate or the server.
bool concerns_the_draft(const Error& error) { return error.status == Status::invalid_argument; }

}  // namespace

Result<CreateResult> ManageEnginePlugin::create(const Call& call, const CreateRequest& request) const {
  if (request.drafts.empty()) return CreateResult{};
  if (request.drafts.size() > 1)
    return failure(Status::invalid_argument, "ServiceDesk Plus makes one request at a time");
  const auto order = order_of(request.drafts.front(), desk_);
  if (!order) return CreateResult{{refused(order.error(), OutcomeKind::not_sent)}};
  const Client client(call, desk_);
  const auto body = written(client.write("POST", "/requests", *order), client.now());
  if (!body && concerns_the_draft(body.error()))
    return CreateResult{{refused(body.error(), OutcomeKind::refused)}};
  if (!body) return unexpected(body.error());
  const Json& made = common::member(*body, "request");
  TicketRef ref = desk_.ref(text_of(made, "id"), text_of(made, "display_id"));
  if (ref.id.empty()) return CreateResult{{{.index = 0, .kind = OutcomeKind::uncertain}}};
  Outcome outcome{.index = 0, .kind = OutcomeKind::created, .ticket = std::move(ref)};
  if (const Json& priority = common::member(made, "priority"); priority.is_object())
    outcome.priority = Named{text_of(priority, "id"), text_of(priority, "name")};
  return CreateResult{{std::move(outcome)}};
}

}  // namespace itsm::manageengine

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/integration_documents.hpp"
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/inbox_items.hpp"
#include "host_stub/services/resync.hpp"
#include "host_stub/services/reviews.hpp"
#include "host_stub/services/vendor_schema.hpp"
#include "host_stub/services/webhook_test.hpp"
#include "host_stub/services/webhooks.hpp"

// Both sides in step: webhooks, what was set aside, what a person decides, and reads on demand.
namespace itsm::host::api {
namespace {

struct ResyncOrder {
  std::vector<std::string> ids{};

  static constexpr std::string_view kDocument = "resync_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("ids", self.ids, "Integrations by number or name; absent: all that are enabled.");
  }
};

using WebhookAction = Result<services::WebhookStatus> (*)(services::Services&, const store::IntegrationRow&,
                                                          const std::string& actor);

Result<integrations::Serving> owned(Backend& backend, const Call& call, const std::string& what) {
  ITSM_TRY(auto serving, services::serving_integration(backend.services, call.company, call.path.at("id")));
  ITSM_CHECK(check_owner(serving.integration, call.caller, what));
  return serving;
}

Result<http::Response> show_webhook(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving, owned(backend, call, "looked after"));
  ITSM_TRY(const auto status, services::webhook_status(backend.services, serving.integration));
  return document_answer(status);
}

Result<http::Response> test_webhook(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving, owned(backend, call, "looked after"));
  ITSM_TRY(const auto told, services::test_webhook(backend.services, serving.integration));
  return document_answer(told);
}

RouteHandler webhook_handler(WebhookAction action) {
  return [action](Backend& backend, const Call& call) -> Result<http::Response> {
    ITSM_TRY(const auto serving, owned(backend, call, "looked after"));
    ITSM_TRY(const auto status, action(backend.services, serving.integration, call.actor()));
    return document_answer(status);
  };
}

Route webhook_route(const std::string& verb, std::string_view name, std::string_view summary,
                    WebhookAction action) {
  return {.method = "POST",
          .path = "/integrations/{id}/webhook/" + verb,
          .name = name,
          .summary = summary,
          .role = store::Role::admin,
          .answers = document_type<services::WebhookStatus>(),
          .handle = webhook_handler(action)};
}

Result<http::Response> list_parked(Backend& backend, const Call& call) {
  const std::string state = call.parameter("state");
  if (!state.empty() && state != "parked")
    return problem(ProblemKind::invalid, "filter_wrong", "'" + state + "' is no value of state",
                   "the value is: parked");
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const std::int64_t before, cursor_of(call));
  Page<services::InboxItem> page;
  ITSM_TRY(page.items, services::list_parked_inbox(backend.services, call.company, before, limit));
  if (static_cast<std::int64_t>(page.items.size()) == limit)
    page.next_cursor = std::to_string(page.items.back().id);
  return document_answer(page);
}

Result<http::Response> retry_parked(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_CHECK(services::retry_inbox(backend.services, call.company, id, call.actor()));
  backend.wake_sync();
  return json_answer(Json::object());
}

Result<http::Response> drop_parked(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_CHECK(services::drop_inbox(backend.services, call.company, id, call.actor()));
  return json_answer(Json::object());
}

Result<http::Response> list_reviews(Backend& backend, const Call& call) {
  services::ReviewQuery query;
  query.all = call.parameter("all") == "true";
  ITSM_TRY(query.limit, limit_of(call));
  ITSM_TRY(query.before, cursor_of(call));
  Page<services::ReviewItem> page;
  ITSM_TRY(page.items, services::list_reviews(backend.services, call.company, query));
  if (static_cast<std::int64_t>(page.items.size()) == query.limit)
    page.next_cursor = std::to_string(page.items.back().id);
  return document_answer(page);
}

Result<http::Response> decide_review(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(const auto decision, document_body<services::ReviewDecision>(call));
  ITSM_CHECK(services::decide_review(backend.services, call.company, id, decision, call.actor()));
  return json_answer(Json::object());
}

Result<http::Response> resync_ticket(Backend& backend, const Call& call) {
  ITSM_TRY(const auto told, services::resync_ticket(backend.services, call.company, call.path.at("id")));
  backend.wake_sync();
  return document_answer(told);
}

Result<http::Response> resync(Backend& backend, const Call& call, const std::vector<std::string>& ids) {
  const auto report =
      services::resync_all(backend.services, call.company, ids, call.actor(), backend.stopping);
  if (report) return document_answer(*report);
  if (report.error().kind != ProblemKind::throttled || report.error().complaints.empty())
    return unexpected(report.error());
  http::Response response = problem_answer(report.error());
  response.headers.push_back({"Retry-After", report.error().complaints.front().what});
  return response;
}

Result<http::Response> resync_one(Backend& backend, const Call& call) {
  return resync(backend, call, {call.path.at("id")});
}

Result<http::Response> resync_many(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<ResyncOrder>(call));
  return resync(backend, call, order.ids);
}

}  // namespace

std::vector<Route> sync_routes() {
  return {{.method = "GET",
           .path = "/integrations/{id}/webhook",
           .name = "webhook.show",
           .summary = "Where its vendor delivers, with which proof, and how that and its polls go.",
           .role = store::Role::admin,
           .answers = document_type<services::WebhookStatus>(),
           .handle = show_webhook},
          webhook_route("register", "webhook.register",
                        "Registers at the vendor, in the place of one before.", services::register_webhook),
          webhook_route("rotate", "webhook.rotate", "A new secret; the old one is good for another day.",
                        services::rotate_webhook),
          webhook_route("remove", "webhook.remove", "Takes our registrations away at the vendor.",
                        services::remove_webhook),
          {.method = "POST",
           .path = "/integrations/{id}/webhook/test",
           .name = "webhook.test",
           .summary = "Delivers to its address as the vendor would, and proves that this host answers there.",
           .role = store::Role::admin,
           .answers = document_type<services::WebhookTest>(),
           .handle = test_webhook},
          {.method = "GET",
           .path = "/inbox",
           .name = "inbox.list",
           .summary = "News of vendors that was set aside, the newest first.",
           .role = store::Role::admin,
           .query = {{"state", "parked."}, {"limit", "At most 200."}, {"cursor", "Of the page before."}},
           .answers = document_type<Page<services::InboxItem>>(),
           .handle = list_parked},
          {.method = "POST",
           .path = "/inbox/{id}/retry",
           .name = "inbox.retry",
           .summary = "It is tried again, as if it were new.",
           .role = store::Role::admin,
           .handle = retry_parked},
          {.method = "POST",
           .path = "/inbox/{id}/drop",
           .name = "inbox.drop",
           .summary = "It is not tried any more.",
           .role = store::Role::admin,
           .handle = drop_parked}};
}

std::vector<Route> review_routes() {
  return {{.method = "GET",
           .path = "/reviews",
           .name = "reviews.list",
           .summary = "What a person has to decide, the newest first.",
           .query = {{"all", "true: decided ones too."},
                     {"limit", "At most 200."},
                     {"cursor", "Of the page before."}},
           .answers = document_type<Page<services::ReviewItem>>(),
           .handle = list_reviews},
          {.method = "POST",
           .path = "/reviews/{id}",
           .name = "reviews.decide",
           .summary = "What the finding becomes.",
           .role = store::Role::analyst,
           .takes = document_type<services::ReviewDecision>(),
           .handle = decide_review}};
}

std::vector<Route> resync_routes() {
  return {{.method = "POST",
           .path = "/tickets/{id}/resync",
           .name = "tickets.resync",
           .summary = "Reads one ticket now, by number or key, and says what that changed.",
           .role = store::Role::analyst,
           .answers = document_type<services::ResyncedTicket>(),
           .handle = resync_ticket},
          {.method = "POST",
           .path = "/integrations/resync",
           .name = "integrations.resync_all",
           .summary = "Reads every ticket of these integrations; once a minute for the same set.",
           .role = store::Role::analyst,
           .takes = document_type<ResyncOrder>(),
           .answers = document_type<services::ResyncReport>(),
           .handle = resync_many},
          {.method = "POST",
           .path = "/integrations/{id}/resync",
           .name = "integrations.resync",
           .summary = "The same for one.",
           .role = store::Role::analyst,
           .answers = document_type<services::ResyncReport>(),
           .handle = resync_one}};
}

}  // namespace itsm::host::api

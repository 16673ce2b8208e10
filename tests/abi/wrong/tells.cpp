// SPDX-License-Identifier: Apache-2.0
// A right plugin that uses every service of the host and answers what it saw in its outcomes, for the tests
// of both ways to run it: the summary of the first draft says what to do.
#include <fcntl.h>
#include <unistd.h>

#include <itsm/register.hpp>

using namespace itsm;

static int open_descriptors() {
  int count = 0;
  for (int number = 0; number < 1024; ++number) count += ::fcntl(number, F_GETFD) >= 0 ? 1 : 0;
  return count;
}

class TellsPlugin : public Plugin, public WebhookReceiver {
 public:
  static Manifest describe() {
    Manifest manifest;
    manifest.name = "Tells";
    return manifest;
  }
  static Result<std::unique_ptr<TellsPlugin>> open(const Configuration& configuration) {
    auto plugin = std::make_unique<TellsPlugin>();
    plugin->label_ =
        configuration.settings.contains("label") ? configuration.settings.at("label").get<std::string>() : "";
    return plugin;
  }

  Result<CheckReport> check(const Call& call, const CheckRequest&) const override {
    CheckReport report;
    report.connection.deployment = "server";
    report.connection.facts = {{"pid", ::getpid()},
                               {"label", label_},
                               {"now", call.now().time_since_epoch().count()},
                               {"deadline", call.deadline().time_since_epoch().count()},
                               {"trace_id", call.trace_id()},
                               {"cancelled", call.cancelled()},
                               {"descriptors", open_descriptors()},
                               {"home", ::getenv("HOME") == nullptr ? "" : ::getenv("HOME")}};
    return report;
  }

  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override {
    call.log(LogLevel::warning, "about to write");
    const TicketDraft& draft = request.drafts.at(0);
    ITSM_TRY(const HttpResponse answer, call.http({.method = "POST",
                                                   .origin = "api",
                                                   .target = "/tickets",
                                                   .headers = {{"X-Label", label_}},
                                                   .body = draft.summary,
                                                   .credential = "default",
                                                   .effect = Effect::write}));
    return CreateResult{
        {{.index = 0,
          .kind = OutcomeKind::created,
          .ticket = TicketRef{.id = std::to_string(answer.status),
                              .key = answer.body,
                              .url = answer.headers.empty() ? "" : answer.headers[0].value}}}};
  }

  Result<FetchResult> fetch(const Call&, const FetchRequest&) const override {
    Error error{Status::transition_unavailable,  "not from here",         409,
                std::chrono::milliseconds(1500), {{"status", "is Done"}}, {"Open", "Doing"}};
    return unexpected(error);
  }
  Result<FindResult> find(const Call& call, const FindRequest&) const override {
    ITSM_TRY(const HttpResponse answer, call.http({.method = "GET",
                                                   .origin = "api",
                                                   .target = "/search",
                                                   .effect = Effect::read,
                                                   .cache = std::chrono::seconds(60)}));
    throw std::runtime_error("defect after " + std::to_string(answer.status));
  }

  Result<WebhookEvents> normalise(const Call&, std::span<const Delivery> deliveries) const override {
    WebhookEvents events;
    for (std::size_t i = 0; i < deliveries.size(); ++i) {
      WebhookEvent event;
      event.delivery = i;
      event.reason = std::to_string(deliveries[i].body.size()) + " bytes, " +
                     std::string(deliveries[i].query) + ", " + deliveries[i].headers.at(0).name;
      event.occurred_at = std::to_string(deliveries[i].received.time_since_epoch().count());
      events.events.push_back(event);
    }
    return events;
  }

 private:
  std::string label_;
};

ITSM_REGISTER_PLUGIN(TellsPlugin, "tells", "1.0.0")

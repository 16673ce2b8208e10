// SPDX-License-Identifier: Apache-2.0
// The smallest complete plugin: Acme Desk, an imaginary service desk with three endpoints and no batch.
// docs/first_plugin.md quotes this file between the [marks].

// [includes]
#include <charconv>

#include <itsm/plain_text.hpp>
#include <itsm/register.hpp>

using namespace itsm;
// [includes]

// [class]
class AcmePlugin : public Plugin {
 public:
  static Manifest describe() {
    Manifest manifest;
    manifest.name = "Acme Desk";
    manifest.deployments = {"server"};
    manifest.settings = {
        {.key = "url", .label = "Address of Acme Desk", .kind = SettingKind::url, .required = true}};
    manifest.origins = {{.name = "api", .from_setting = "url"}};
    manifest.auth = {
        {.id = "token",
         .label = "API token",
         .kind = AuthKind::bearer,
         .fields = {{.key = "token", .label = "Token", .help = "Acme Desk, Profile, API token"}}}};
    manifest.permissions = {
        {.id = "write", .label = "Create tickets", .purpose = "Without it no ticket can be made."}};
    manifest.limits = {{.what = "summary", .most = 200}, {.what = "description", .most = 10'000}};
    manifest.timing = {.settle_s = 30, .search_overlap_s = 30};
    manifest.wire = {.batch = 1, .concurrency = 2};
    manifest.correlation = {.key_in = "the field external_id", .marker = "source = itsm", .key_length = 64};
    manifest.creation_modes = {CreationMode::standalone};
    return manifest;
  }

  static Result<std::unique_ptr<AcmePlugin>> open(const Configuration&) {
    return std::make_unique<AcmePlugin>();
  }
  // [class]

  // [check]
  Result<CheckReport> check(const Call& call, const CheckRequest&) const override {
    ITSM_TRY(const Json me, get(call, "/me"));
    CheckReport report;
    report.permissions = {
        {.permission = "write", .granted = me.value("can_write", false), .reason = "ask an agent"}};
    report.connection = {.deployment = "server", .account = {.id = me.at("id"), .name = me.at("name")}};
    return report;
  }
  // [check]

  // [create]
  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override {
    const TicketDraft& draft = request.drafts.at(0);  // wire.batch is 1
    const Json body = {{"title", draft.summary},
                       {"text", to_plain_text(draft.description)},
                       {"external_id", draft.correlation_key},
                       {"source", "itsm"}};
    ITSM_TRY(const HttpResponse answer, call.http({.method = "POST",
                                                   .origin = "api",
                                                   .target = "/tickets",
                                                   .headers = {{"Content-Type", "application/json"}},
                                                   .body = dump(body),
                                                   .credential = "default",
                                                   .effect = Effect::write}));
    if (answer.status == 422)
      return CreateResult{
          {{.kind = OutcomeKind::refused, .refusal = Refusal{"invalid_argument", answer.body, {}}}}};
    if (answer.status >= 500)  // it may have made the ticket before it failed
      return failure(Status::uncertain, "Acme Desk failed while it made the ticket");
    ITSM_TRY(const Json ticket, json_of(answer));
    return CreateResult{{{.kind = OutcomeKind::created, .ticket = read(ticket).ref}}};
  }
  // [create]

  // [read]
  Result<FetchResult> fetch(const Call& call, const FetchRequest& request) const override {
    FetchResult result;
    for (const TicketRef& ref : request.refs) {
      // A person types a key, ACME-17, where a host knows the number.
      auto ticket =
          get(call, "/tickets/" + (ref.id.empty() ? ref.key.substr(ref.key.find('-') + 1) : ref.id));
      if (ticket)
        result.tickets.push_back(read(*ticket));
      else if (ticket.error().status == Status::not_found)
        result.missing.push_back(ref);
      else
        return unexpected(ticket.error());
    }
    return result;
  }

  Result<FindResult> find(const Call& call, const FindRequest& request) const override {
    FindResult result;
    for (const std::string& key : request.correlation_keys) {
      ITSM_TRY(const Json found, get(call, "/tickets?external_id=" + key));
      for (const Json& ticket : found.at("tickets")) result.tickets.push_back(read(ticket));
    }
    return result;
  }
  // [read]

 private:
  // [answers]
  static Result<Json> get(const Call& call, std::string target) {
    const bool names_a_ticket = target.starts_with("/tickets/");
    ITSM_TRY(const HttpResponse answer, call.http({.method = "GET",
                                                   .origin = "api",
                                                   .target = std::move(target),
                                                   .credential = "default",
                                                   .effect = Effect::read}));
    // Not a ticket is missing then.
    if (answer.status == 404 && !names_a_ticket)
      return failure(Status::outdated, "Acme Desk no longer has this part of its API");
    return json_of(answer);
  }

  static Result<Json> json_of(const HttpResponse& answer) {
    if (answer.status >= 300) return unexpected(error_of(answer));
    auto json = parse_json(answer.body);
    if (!json) return failure(Status::bad_reply, "Acme Desk's answer is " + json.error());
    return *std::move(json);
  }

  static Error error_of(const HttpResponse& answer) {
    static const std::map<int, std::pair<Status, std::string>> kMeanings = {
        {302, {Status::misconfigured, "there is no Acme Desk at this address"}},
        {401, {Status::unauthenticated, "Acme Desk does not accept the token"}},
        {403, {Status::forbidden, "Acme Desk does not allow this account to do that"}},
        {404, {Status::not_found, "Acme Desk has no such ticket"}},
        {410, {Status::outdated, "Acme Desk no longer has this part of its API"}},
        {429, {Status::rate_limited, "Acme Desk limits requests"}}};
    Error error{Status::unavailable, "Acme Desk has trouble", answer.status, {}, {}, {}};
    if (const auto known = kMeanings.find(answer.status); known != kMeanings.end())
      std::tie(error.status, error.message) = known->second;
    if (const auto wait = answer.header("Retry-After")) {
      int seconds = 0;
      std::from_chars(wait->data(), wait->data() + wait->size(), seconds);
      error.retry_after = std::chrono::seconds(seconds);
    }
    return error;
  }

  static Ticket read(const Json& raw) {
    const std::string number = std::to_string(raw.at("number").get<int>());
    const std::string state = raw.at("state");
    Ticket ticket;
    ticket.ref = {.id = number, .key = "ACME-" + number, .url = raw.at("link")};
    ticket.summary = raw.at("title");
    ticket.status = {.id = state, .name = state};
    ticket.state = state == "closed" ? TicketState::done : TicketState::todo;
    ticket.version = std::to_string(raw.at("revision").get<int>());
    ticket.correlation_keys = {raw.value("external_id", "")};
    return ticket;
  }
  // [answers]
};

// [register]
ITSM_REGISTER_PLUGIN(AcmePlugin, "acme", "1.0.0")
// [register]

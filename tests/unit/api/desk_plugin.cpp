// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/api/desk_plugin.hpp"

namespace itsm::host::api::test {
namespace {

template <class T>
itsm::Result<T> unsupported() {
  return failure(Status::unsupported, "the desk cannot do this");
}

class DeskInstance final : public loader::Instance {
 public:
  explicit DeskInstance(loader::HostServices& services) : services_(services) {}

  itsm::Result<CheckReport> check(const loader::CallContext&, const CheckRequest&) override {
    CheckReport report;
    report.permissions = {{.permission = "create", .granted = true}};
    report.connection.deployment = "test";
    report.connection.account = {.id = "robot", .name = "Robot"};
    return report;
  }
  itsm::Result<CreateResult> create(const loader::CallContext& call, const CreateRequest& request) override {
    HttpRequest write{.method = "POST", .origin = "api", .target = "/tickets", .credential = "default"};
    write.body =
        dump({{"summary", request.drafts.at(0).summary}, {"project", request.drafts.at(0).project.id}});
    ITSM_TRY(const HttpResponse answer, services_.http(call, write));
    if (answer.status != 201) {
      const Status status = answer.status == 401 ? Status::unauthenticated : Status::invalid_argument;
      return unexpected(Error{status, "the desk said no", answer.status, {}, {}, {}});
    }
    const std::string id = Json::parse(answer.body).at("id");
    Outcome outcome;
    outcome.kind = OutcomeKind::created;
    outcome.ticket = TicketRef{id, "DESK-" + id, "https://desk.test/" + id};
    return CreateResult{{outcome}};
  }
  itsm::Result<FindResult> find(const loader::CallContext& call, const FindRequest& request) override {
    ITSM_TRY(const Json seen, read(call, "/seconds"));
    FindResult found;
    if (!seen.at("shown").get<bool>()) return found;
    for (const auto& key : request.correlation_keys) {
      Ticket& second = found.tickets.emplace_back();
      second.ref = {"second of " + key, "DESK-AGAIN", "https://desk.test/again"};
      second.correlation_keys = {key};
    }
    return found;
  }
  itsm::Result<OptionsPage> options(const loader::CallContext&, const OptionsRequest& request) override {
    OptionsPage page;
    if (request.picker == "project")
      page.options = {{.id = "1", .name = "Security", .key = "SEC"},
                      {.id = "2", .name = "Operations", .key = "OPS"}};
    if (request.picker == "type" && request.context.contains("project"))
      page.options = {{.id = "10", .name = "Task"}, {.id = "1", .name = "Change"}};
    return page;
  }
  itsm::Result<FieldList> fields(const loader::CallContext& call, const FieldsRequest& request) override {
    ITSM_TRY(const Json form, read(call, "/forms/" + request.type.id));
    FieldList list{
        {{.id = "summary",
          .name = "Summary",
          .kind = FieldKind::string,
          .role = FieldRole::summary,
          .required = true},
         {.id = "labels", .name = "Labels", .kind = FieldKind::labels, .role = FieldRole::labels}}};
    if (form.at("reviewer").get<bool>())
      list.fields.push_back(
          {.id = "reviewer", .name = "Reviewer", .kind = FieldKind::string, .required = true});
    return list;
  }

  // Every ticket from 1 to 99 exists; those from 50 on are in the project OPS.
  itsm::Result<FetchResult> fetch(const loader::CallContext&, const FetchRequest& request) override {
    FetchResult result;
    for (const auto& ref : request.refs) {
      const std::string id = ref.key.starts_with("DESK-") ? ref.key.substr(5) : ref.id;
      if (id.empty() || id.size() > 2) {
        result.missing.push_back(ref);
        continue;
      }
      Ticket& ticket = result.tickets.emplace_back();
      ticket.ref = {id, "DESK-" + id, "https://desk.test/" + id};
      ticket.project = std::stoi(id) < 50 ? Named{"1", "Security"} : Named{"2", "Operations"};
      ticket.status = {"5", "In progress"};
      ticket.state = TicketState::doing;
    }
    return result;
  }
  itsm::Result<TicketChange> update(const loader::CallContext&, const UpdateRequest&) override {
    return unsupported<TicketChange>();
  }
  itsm::Result<TicketChange> transition(const loader::CallContext&, const TransitionRequest&) override {
    return unsupported<TicketChange>();
  }
  itsm::Result<Comment> comment(const loader::CallContext&, const CommentRequest&) override {
    return unsupported<Comment>();
  }
  itsm::Result<CommentsPage> comments(const loader::CallContext&, const CommentsRequest&) override {
    return unsupported<CommentsPage>();
  }
  itsm::Result<Relation> relate(const loader::CallContext&, const RelateRequest&) override {
    return unsupported<Relation>();
  }
  itsm::Result<ChangesPage> changes(const loader::CallContext&, const ChangesRequest&) override {
    return unsupported<ChangesPage>();
  }
  itsm::Result<WebhookEvents> normalise(const loader::CallContext&,
                                        std::span<const loader::Delivery>) override {
    return unsupported<WebhookEvents>();
  }
  itsm::Result<Subscriptions> subscribe(const loader::CallContext&, const SubscribeRequest&) override {
    return unsupported<Subscriptions>();
  }
  itsm::Result<Subscriptions> renew(const loader::CallContext&, const Subscriptions&) override {
    return unsupported<Subscriptions>();
  }
  itsm::Result<Subscriptions> unsubscribe(const loader::CallContext&, const Subscriptions&) override {
    return unsupported<Subscriptions>();
  }

 private:
  itsm::Result<Json> read(const loader::CallContext& call, const std::string& target) {
    HttpRequest request{.method = "GET", .origin = "api", .target = target, .credential = "default"};
    request.effect = Effect::read;
    ITSM_TRY(const HttpResponse answer, services_.http(call, request));
    if (answer.status != 200) return failure(Status::unavailable, "the desk is closed");
    return Json::parse(answer.body);
  }

  loader::HostServices& services_;
};

class DeskPlugin final : public loader::Plugin {
 public:
  DeskPlugin() {
    manifest_.id = "desk";
    manifest_.version = "1.0.0";
    manifest_.name = "Desk";
    manifest_.deployments = {"test"};
    manifest_.settings = {{.key = "site", .label = "Address", .kind = SettingKind::url, .required = true}};
    manifest_.origins = {{.name = "api", .from_setting = "site"}};
    manifest_.auth = {{.id = "basic",
                       .label = "Account",
                       .kind = AuthKind::basic,
                       .fields = {{.key = "username", .label = "User", .secret = false},
                                  {.key = "password", .label = "Password"}}},
                      {.id = "oauth",
                       .label = "OAuth 2.0",
                       .kind = AuthKind::oauth2,
                       .fields = {{.key = "client_id", .label = "Client id", .secret = false}},
                       .oauth2 = OAuth2{.authorize_url = "https://login.desk.test/authorize",
                                        .token_url = "https://login.desk.test/token",
                                        .grants = {"authorization_code"},
                                        .scopes = {{"read", "Tickets <are> read.", true}}}}};
    manifest_.permissions = {
        {.id = "create", .label = "Create", .level = PermissionLevel::required, .purpose = "Tickets."}};
    manifest_.pickers = {{.id = "project", .label = "Project"},
                         {.id = "type", .label = "Type", .depends_on = {"project"}}};
    manifest_.creation_modes = {CreationMode::standalone};
  }
  const Manifest& manifest() const override { return manifest_; }
  itsm::Result<std::unique_ptr<loader::Instance>> open(loader::HostServices& services,
                                                       const Configuration&) override {
    return std::unique_ptr<loader::Instance>(std::make_unique<DeskInstance>(services));
  }

 private:
  Manifest manifest_;
};

}  // namespace

itsm::Result<HttpResponse, http::TransportFailure> DeskVendor::send(const http::OutboundRequest& request) {
  if (request.method == "GET") return read(request.target);
  const int number = ++requests_;
  if (request.base_url == "https://login.desk.test")
    return HttpResponse{
        200, {}, dump({{"access_token", "access"}, {"refresh_token", "refresh"}, {"expires_in", 3600}})};
  const bool closed =
      refused_project_ != 0 && Json::parse(request.body).at("project") == std::to_string(refused_project_);
  return HttpResponse{closed ? 400 : status_.load(), {}, dump({{"id", std::to_string(number)}})};
}

HttpResponse DeskVendor::read(const std::string& target) {
  if (away_) return HttpResponse{503, {}, "{}"};
  if (target == "/seconds") return HttpResponse{200, {}, dump({{"shown", twice_.load()}})};
  const std::lock_guard lock(mutex_);
  const bool demanded = demanding_.contains(target.substr(target.rfind('/') + 1));
  return HttpResponse{200, {}, dump({{"reviewer", demanded}})};
}

std::shared_ptr<loader::Plugin> desk_plugin() { return std::make_shared<DeskPlugin>(); }

}  // namespace itsm::host::api::test

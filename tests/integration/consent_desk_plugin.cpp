// SPDX-License-Identifier: Apache-2.0
// A service desk that exists in these tests only. People consent to it at an authorisation server of its own
// (tests/clients/authorization_server.mjs), and it has sites.
#include <itsm/register.hpp>

namespace {

using namespace itsm;

class DeskPlugin : public Plugin, public SchemaSource {
 public:
  static Manifest describe() {
    Manifest manifest;
    manifest.name = "Desk";
    manifest.deployments = {"server"};
    manifest.settings = {{.key = "login", .label = "Address", .kind = SettingKind::url, .required = true},
                         {.key = "site", .label = "Site", .kind = SettingKind::picker, .picker = "site"}};
    manifest.origins = {{.name = "sites", .from_setting = "login"},
                        {.name = "api", .from_setting = "login", .path_prefix = "/app/{site}"}};
    OAuth2 oauth;
    oauth.authorize_url = "{login}/authorize";
    oauth.token_url = "{login}/token";
    oauth.revoke_url = "{login}/revoke";
    oauth.grants = {"authorization_code"};
    oauth.scopes = {{"openid", "Our own account is known.", true},
                    {"offline_access", "The connection outlives an hour.", true},
                    {"read", "Tickets are read.", true},
                    {"write", "Tickets are made.", true},
                    {"people", "Assignees are found.", false}};
    oauth.rotates = true;
    oauth.authorize_parameters = {{"prompt", "consent"}};
    manifest.auth = {{.id = "oauth",
                      .label = "OAuth 2.0",
                      .kind = AuthKind::oauth2,
                      .fields = {{.key = "client_id", .label = "Client id", .secret = false},
                                 {.key = "client_secret", .label = "Secret"}},
                      .oauth2 = oauth}};
    manifest.permissions = {{.id = "write", .label = "Create", .purpose = "Tickets are made."}};
    manifest.pickers = {{.id = "site", .label = "Site"}};
    manifest.limits = {{.what = "summary", .most = 200}, {.what = "description", .most = 1000}};
    manifest.wire = {.batch = 1, .concurrency = 1};
    manifest.correlation = {.key_in = "a field", .marker = "a mark", .key_length = 64};
    manifest.creation_modes = {CreationMode::standalone};
    return manifest;
  }

  static Result<std::unique_ptr<DeskPlugin>> open(const Configuration&) {
    return std::make_unique<DeskPlugin>();
  }

  Result<CheckReport> check(const Call& call, const CheckRequest&) const override {
    ITSM_TRY(const Json me, get(call, "api", "/me"));
    CheckReport report;
    report.permissions = {{.permission = "write", .granted = true}};
    report.connection = {.deployment = "server", .account = {.id = me.at("id"), .name = "Robot"}};
    return report;
  }

  Result<OptionsPage> options(const Call& call, const OptionsRequest&) const override {
    ITSM_TRY(const Json sites, get(call, "sites", "/sites"));
    OptionsPage page;
    for (const auto& site : sites) page.options.push_back({.id = site.at("id"), .name = site.at("name")});
    return page;
  }

  Result<FieldList> fields(const Call&, const FieldsRequest&) const override { return no_tickets(); }
  Result<CreateResult> create(const Call&, const CreateRequest&) const override { return no_tickets(); }
  Result<FetchResult> fetch(const Call&, const FetchRequest&) const override { return no_tickets(); }
  Result<FindResult> find(const Call&, const FindRequest&) const override { return no_tickets(); }

 private:
  static Unexpected<Error> no_tickets() { return failure(Status::unsupported, "the desk has no tickets"); }

  static Result<Json> get(const Call& call, std::string origin, std::string target) {
    ITSM_TRY(const HttpResponse answer, call.http({.method = "GET",
                                                   .origin = std::move(origin),
                                                   .target = std::move(target),
                                                   .credential = "default",
                                                   .effect = Effect::read}));
    if (answer.status == 401) return failure(Status::unauthenticated, "the desk does not accept the token");
    auto json = parse_json(answer.body);
    if (answer.status != 200 || !json) return failure(Status::bad_reply, "the desk says no");
    return *std::move(json);
  }
};

}  // namespace

ITSM_REGISTER_PLUGIN(DeskPlugin, "desk", "1.0.0")

// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/html.hpp"
#include "plugins/manageengine/permissions.hpp"
#include "plugins/manageengine/pickers.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/values.hpp"

namespace itsm::manageengine {
namespace {

constexpr std::size_t kConcurrency = 3;        // the desk limits requests for each address (4015)
constexpr std::size_t kLongestKey = 100;       // single-line additional fields hold 250
constexpr std::int64_t kSettleSeconds = 60;    // lists read the database; latest execution is what counts
constexpr std::int64_t kOverlapSeconds = 120;  // see changes.cpp

std::vector<Setting> settings() {
  return {
      {.key = std::string(kSiteSetting),
       .label = "ServiceDesk Plus address",
       .help = "As you see it in the browser: https://sdp.example.com:8080 for one of your own; in the "
               "cloud the address of your data centre, such as https://sdpondemand.manageengine.com, .eu "
               "or .in, or your own domain, without /app/ and what follows.",
       .kind = SettingKind::url,
       .required = true,
       .example = "https://sdp.example.com:8080"},
      {.key = std::string(kPortalSetting),
       .label = "Portal",
       .help = "Cloud: what follows /app/ in the address, such as itdesk. On-premises only where one server "
               "holds several instances: the instance's number."},
      {.key = std::string(kAccountsSetting),
       .label = "Zoho accounts address",
       .help = "Cloud: of the same data centre, such as https://accounts.zoho.eu.",
       .kind = SettingKind::url,
       .default_value = "https://accounts.zoho.com"},
      {.key = std::string(kAccountSetting),
       .label = "E-mail address of the account",
       .help = "Of the technician whose key or consent this is. ServiceDesk Plus does not tell.",
       .required = true},
      {.key = std::string(kRequesterSetting),
       .label = "Requester",
       .help = "E-mail address, name or id of the person in whose name tickets are made. Absent: the "
               "account."},
      {.key = std::string(kCorrelationSetting),
       .label = "Additional field for the correlation key",
       .help = "A single-line additional field of requests, by its API name, such as udf_sline_301.",
       .kind = SettingKind::picker,
       .required = true,
       .picker = "correlation_field"}};
}

std::vector<Origin> origins() {
  return {{.name = std::string(kOnPremisesOrigin),
           .from_setting = std::string(kSiteSetting),
           .auth = {std::string(kAuthTokenAuth)}},
          {.name = std::string(kCloudOrigin),
           .from_setting = std::string(kSiteSetting),
           .path_prefix = "/app/{" + std::string(kPortalSetting) + "}",
           .auth = {std::string(kZohoAuth)}}};
}

// Zoho's refresh tokens stay; a person has at most twenty, and the oldest is dropped.
OAuth2 oauth2() {
  const std::string accounts = "{" + std::string(kAccountsSetting) + "}";
  OAuth2 out;
  out.authorize_url = accounts + "/oauth/v2/auth";
  out.token_url = accounts + "/oauth/v2/token";
  out.revoke_url = accounts + "/oauth/v2/token/revoke";
  out.grants = {"authorization_code"};
  out.scopes = {{"SDPOnDemand.requests.ALL", "To make, read and change requests and their notes."},
                {"SDPOnDemand.setup.READ", "To know priorities, statuses, categories and templates."},
                {"SDPOnDemand.users.READ", "To know our own account and to find technicians."},
                {"SDPOnDemand.assets.READ", "To find the assets of findings.", false}};
  out.scope_separator = ",";
  out.pkce = false;
  out.authorize_parameters = {{"access_type", "offline"}, {"prompt", "consent"}};
  return out;
}

std::vector<AuthScheme> auth_schemes() {
  const std::string console = "https://api-console.zoho.com/";
  return {
      {.id = std::string(kAuthTokenAuth),
       .label = "API key of a technician",
       .kind = AuthKind::header,
       .help = "ServiceDesk Plus of your own. The key has the rights of its technician.",
       .deployments = {std::string(name_of(Deployment::on_premises))},
       .fields = {{.key = "token",
                   .label = "API key",
                   .help = "Made under Admin, Technicians, or by the technician under Personalize. It may "
                           "have been given an end."}},
       .header = "authtoken"},
      {.id = std::string(kZohoAuth),
       .label = "Zoho OAuth client",
       .kind = AuthKind::oauth2,
       .help = "ServiceDesk Plus Cloud. A technician consents once in the browser.",
       .deployments = {std::string(name_of(Deployment::cloud))},
       .fields = {{.key = "client_id",
                   .label = "Client ID",
                   .help = "Of a server-based application in the API console of your data centre.",
                   .where_url = console,
                   .secret = false},
                  {.key = "client_secret", .label = "Client Secret", .where_url = console}},
       .header_prefix = "Zoho-oauthtoken ",
       .oauth2 = oauth2()}};
}

std::vector<MappingType> mapping_types() {
  const std::vector<std::string> outward = {"push_once", "push"};
  const std::vector<std::string> all = {"push_once", "push", "both", "pull", "pull_once"};
  const auto by_severity = [&](std::string id, std::string label, FieldRole role, FieldKind kind,
                               std::string picker) {
    return MappingType{.id = std::move(id),
                       .label = std::move(label),
                       .finding = "severity",
                       .ticket_role = role,
                       .ticket_kind = kind,
                       .directions = all,
                       .values_picker = std::move(picker)};
  };
  const auto any = [&](std::string id, std::string label, FieldKind kind) {
    return MappingType{.id = std::move(id),
                       .label = std::move(label),
                       .finding = "*",
                       .ticket_kind = kind,
                       .directions = all};
  };
  return {
      by_severity("severity_priority", "Severity to priority", FieldRole::priority, FieldKind::priority,
                  "priority"),
      by_severity("severity_urgency", "Severity to urgency", FieldRole::urgency, FieldKind::option,
                  "urgency"),
      by_severity("severity_impact", "Severity to impact", FieldRole::impact, FieldKind::option, "impact"),
      {.id = "owner_technician",
       .label = "Owner to technician",
       .finding = "asset.owner",
       .ticket_role = FieldRole::assignee,
       .ticket_kind = FieldKind::person,
       .directions = all,
       .values_picker = "assignee"},
      {.id = "asset",
       .label = "Asset to asset",
       .finding = "asset.name",
       .ticket_kind = FieldKind::options,
       .directions = outward,
       .values_picker = "asset"},
      {.id = "due_date",
       .label = "SLA to due time",
       .finding = "sla.due",
       .ticket_role = FieldRole::due_date,
       .ticket_kind = FieldKind::datetime,
       .directions = outward},
      any("text", "Text", FieldKind::string),
      any("long_text", "Long text", FieldKind::text),
      any("number", "Number", FieldKind::number),
      any("time", "Date and time", FieldKind::datetime),
      any("option", "Choice", FieldKind::option)};
}

// ManageEngine documents no signature.
std::vector<WebhookProof> webhook_proofs() {
  return {{.scheme = ProofScheme::static_header,
           .header = "X-Itsm-Webhook-Secret",
           .secret = "webhook",
           .note = "A header of the webhook, which a custom trigger sends."},
          {.scheme = ProofScheme::query_token,
           .parameter = "token",
           .secret = "webhook",
           .note = "Where no header can be entered: the address itself carries it."}};
}

}  // namespace

Manifest ManageEnginePlugin::describe() {
  Manifest manifest;
  manifest.name = "ServiceDesk Plus";
  manifest.vendor_url = "https://www.manageengine.com/products/service-desk/sdpod-v3-api/";
  manifest.deployments = {std::string(name_of(Deployment::on_premises)),
                          std::string(name_of(Deployment::cloud))};
  manifest.settings = settings();
  manifest.origins = origins();
  manifest.auth = auth_schemes();
  manifest.permissions = permissions();
  for (const PickerEntry& entry : picker_entries()) manifest.pickers.push_back(entry.about);
  manifest.mapping_types = mapping_types();
  manifest.webhook_proofs = webhook_proofs();
  manifest.limits = {{"summary", kLongestSubject, LengthUnit::utf16},
                     {"description", kLongestText, LengthUnit::utf16},
                     {"comment", kLongestText, LengthUnit::utf16}};
  manifest.timing = {.settle_s = kSettleSeconds, .search_overlap_s = kOverlapSeconds};
  manifest.wire = {.batch = 1, .concurrency = kConcurrency};
  manifest.correlation = {.key_in = "the additional field that the setting correlation_field names",
                          .marker = "a value in that field",
                          .key_length = kLongestKey};
  manifest.creation_modes = {CreationMode::standalone};
  return manifest;
}

}  // namespace itsm::manageengine

// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/adf.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/permissions.hpp"
#include "plugins/jira/search.hpp"
#include "plugins/jira/values.hpp"

namespace itsm::jira {
namespace {

constexpr std::string_view kTokenPage = "https://id.atlassian.com/manage-profile/security/api-tokens";

std::vector<Setting> settings() {
  return {{.key = std::string(kSiteSetting),
           .label = "Jira address",
           .help = "As you see it in the browser, such as https://example.atlassian.net.",
           .kind = SettingKind::url,
           .required = true},
          {.key = std::string(kCloudIdSetting),
           .label = "Cloud id",
           .help = "Only for API tokens with scopes: open YOUR-ADDRESS/_edge/tenant_info and copy the value "
                   "of cloudId."}};
}

std::vector<Origin> origins() {
  return {{.name = std::string(kSiteOrigin),
           .from_setting = std::string(kSiteSetting),
           .auth = {std::string(kBasicAuth)}},
          {.name = std::string(kGatewayOrigin),
           .url = "https://api.atlassian.com",
           .path_prefix = "/ex/jira/{" + std::string(kCloudIdSetting) + "}",
           .auth = {std::string(kScopedAuth)}}};
}

std::vector<AuthScheme> auth() {
  const CredentialField email{
      .key = "username",
      .label = "E-mail address",
      .help = "Of the Atlassian account that owns the token; best an account made for this purpose.",
      .secret = false};
  const auto token = [](std::string help) {
    return CredentialField{.key = "password",
                           .label = "API token",
                           .help = std::move(help),
                           .where_url = std::string(kTokenPage)};
  };
  return {
      {.id = std::string(kBasicAuth),
       .label = "E-mail address and API token",
       .kind = AuthKind::basic,
       .help =
           "A token without scopes, used at the site's own address. It expires after a year at the latest.",
       .deployments = {std::string(name_of(Deployment::cloud))},
       .fields = {email, token("The account's password does not work here.")}},
      {.id = std::string(kScopedAuth),
       .label = "E-mail address and API token with scopes",
       .kind = AuthKind::basic,
       .help = "A token limited to scopes works only through api.atlassian.com and needs the cloud id.",
       .deployments = {std::string(name_of(Deployment::cloud))},
       .fields = {email,
                  token("With the scopes read:jira-work (to read tickets and projects), write:jira-work (to "
                        "make and change tickets) and read:jira-user (to know our own account).")}}};
}

std::vector<Picker> pickers() {
  return {
      {.id = "project",
       .label = "Project",
       .searchable = true,
       .paged = true,
       .required_for = {CreationMode::standalone, CreationMode::subtask, CreationMode::link}},
      {.id = "type",
       .label = "Issue type",
       .depends_on = {"project"},
       .paged = true,
       .required_for = {CreationMode::standalone, CreationMode::subtask, CreationMode::link}},
      {.id = "link_type", .label = "Link type", .required_for = {CreationMode::link}},
      {.id = "priority", .label = "Priority", .depends_on = {"project"}, .paged = true},
      {.id = "assignee", .label = "Assignee", .depends_on = {"project"}, .searchable = true, .paged = true}};
}

std::vector<MappingType> mapping_types() {
  const std::vector<std::string> outward = {"push_once", "push"};
  const std::vector<std::string> all = {"push_once", "push", "both", "pull", "pull_once"};
  const auto any = [&](std::string id, std::string label, FieldKind kind) {
    return MappingType{.id = std::move(id),
                       .label = std::move(label),
                       .finding = "*",
                       .ticket_kind = kind,
                       .directions = all};
  };
  return {{.id = "severity_priority",
           .label = "Severity to priority",
           .finding = "severity",
           .ticket_role = FieldRole::priority,
           .ticket_kind = FieldKind::priority,
           .directions = all,
           .values_picker = "priority"},
          {.id = "owner_assignee",
           .label = "Owner to assignee",
           .finding = "asset.owner",
           .ticket_role = FieldRole::assignee,
           .ticket_kind = FieldKind::person,
           .directions = all,
           .values_picker = "assignee"},
          {.id = "due_date",
           .label = "SLA to due date",
           .finding = "sla.due",
           .ticket_role = FieldRole::due_date,
           .ticket_kind = FieldKind::date,
           .directions = outward},
          {.id = "labels",
           .label = "Tags to labels",
           .finding = "asset.tags",
           .ticket_role = FieldRole::labels,
           .ticket_kind = FieldKind::labels,
           .directions = outward},
          any("text", "Text", FieldKind::string),
          any("long_text", "Long text", FieldKind::text),
          any("number", "Number", FieldKind::number),
          any("date", "Date", FieldKind::date),
          any("time", "Date and time", FieldKind::datetime),
          any("option", "Choice", FieldKind::option),
          any("options", "Several choices", FieldKind::options),
          any("cascade", "Choice in two levels", FieldKind::cascade),
          any("url", "Link", FieldKind::url)};
}

std::vector<WebhookProof> webhook_proofs() {
  const std::string delivery = "X-Atlassian-Webhook-Identifier";
  return {{.scheme = ProofScheme::hmac_sha256,
           .header = "X-Hub-Signature",
           .prefix = "sha256=",
           .encoding = "hex",
           .signed_bytes = "body",
           .secret = "webhook",
           .delivery_id = delivery,
           .note = "Webhooks that an administrator makes under System, WebHooks, with a secret."},
          {.scheme = ProofScheme::jwt_hs256,
           .header = "Authorization",
           .prefix = "Bearer ",
           .secret = "oauth.client_secret",
           .delivery_id = delivery,
           .note = "Webhooks that an OAuth 2.0 app registers."},
          {.scheme = ProofScheme::query_token,
           .parameter = "token",
           .secret = "webhook",
           .delivery_id = delivery,
           .note = "Where no secret can be entered: the address itself carries it."}};
}

}  // namespace

Manifest JiraPlugin::describe() {
  Manifest manifest;
  manifest.name = "Jira";
  manifest.vendor_url = "https://developer.atlassian.com/cloud/jira/platform/rest/v3/";
  manifest.text_format = "adf";
  manifest.deployments = {std::string(name_of(Deployment::cloud))};
  manifest.settings = settings();
  manifest.origins = origins();
  manifest.auth = auth();
  manifest.permissions = permissions();
  manifest.pickers = pickers();
  manifest.mapping_types = mapping_types();
  manifest.webhook_proofs = webhook_proofs();
  manifest.limits = {{"summary", kLongestSummary, LengthUnit::utf16},
                     {"description", kLongestText, LengthUnit::utf16},
                     {"comment", kLongestText, LengthUnit::utf16},
                     {"label", kLongestLabel, LengthUnit::utf16}};
  // The search shows a new ticket after seconds as a rule and after minutes at times.
  manifest.timing = {.settle_s = 120, .search_overlap_s = kIndexLag.count()};
  manifest.wire = {.batch = kBatch, .concurrency = 5};
  manifest.correlation = {.key_in = "a label, and the entity property " + std::string(kPropertyKey),
                          .marker = "the label " + std::string(kMarkerLabel),
                          .key_length = kLongestLabel};
  manifest.creation_modes = {CreationMode::standalone, CreationMode::subtask, CreationMode::link};
  return manifest;
}

}  // namespace itsm::jira

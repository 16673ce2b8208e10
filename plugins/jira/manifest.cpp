// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/adf.hpp"
#include "plugins/jira/auth.hpp"
#include "plugins/jira/correlation.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/permissions.hpp"
#include "plugins/jira/pickers.hpp"
#include "plugins/jira/search.hpp"
#include "plugins/jira/values.hpp"

namespace itsm::jira {
namespace {

std::vector<Setting> settings() {
  return {
      {.key = std::string(kSiteSetting),
       .label = "Jira address",
       .help = "As you see it in the browser, such as https://example.atlassian.net, or "
               "https://example.com/jira for a Jira of your own.",
       .kind = SettingKind::url,
       .required = true,
       .example = "https://example.atlassian.net"},
      {.key = std::string(kCloudIdSetting),
       .label = "Cloud id",
       .help = "Jira Cloud, where requests go through api.atlassian.com: for an OAuth 2.0 app and for API "
               "tokens with scopes. YOUR-ADDRESS/_edge/tenant_info shows it as cloudId.",
       .kind = SettingKind::picker,
       .picker = "site"},
      {.key = std::string(kCorrelationSetting),
       .label = "Field for the correlation key",
       .help = "A single-line text field on the forms of all types that are used. Our tickets are found by "
               "it; without one, labels lead to them until the first change is written to a ticket.",
       .kind = SettingKind::picker,
       .picker = std::string(kCorrelationSetting),
       .example = "customfield_10050"}};
}

std::vector<Origin> origins() {
  const std::string gateway = "https://api.atlassian.com";
  std::vector<std::string> direct, through_gateway;
  for (const AuthScheme& scheme : auth_schemes())
    (uses_gateway(scheme.id) ? through_gateway : direct).push_back(scheme.id);
  return {{.name = std::string(kSiteOrigin), .from_setting = std::string(kSiteSetting), .auth = direct},
          {.name = std::string(kGatewayOrigin),
           .url = gateway,
           .path_prefix = "/ex/jira/{" + std::string(kCloudIdSetting) + "}",
           .auth = through_gateway},
          // Both answer which cloud id belongs to whom, before there is one.
          {.name = std::string(kAccountsOrigin), .url = gateway, .auth = {std::string(kOAuth)}},
          {.name = std::string(kTenantOrigin),
           .from_setting = std::string(kSiteSetting),
           .auth = {std::string(kScopedAuth)}}};
}

std::vector<Picker> offered() {
  std::vector<Picker> out;
  for (const PickerEntry& entry : picker_entries()) out.push_back(entry.about);
  return out;
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
  manifest.deployments = {std::string(name_of(Deployment::cloud)),
                          std::string(name_of(Deployment::data_center))};
  manifest.settings = settings();
  manifest.origins = origins();
  manifest.auth = auth_schemes();
  manifest.permissions = permissions();
  manifest.pickers = offered();
  manifest.mapping_types = mapping_types();
  manifest.webhook_proofs = webhook_proofs();
  manifest.limits = {{"summary", kLongestSummary, LengthUnit::utf16},
                     {"description", kLongestText, LengthUnit::utf16},
                     {"comment", kLongestText, LengthUnit::utf16},
                     {"label", kLongestLabel, LengthUnit::utf16}};
  // The search shows a new ticket after seconds as a rule and after minutes at times.
  manifest.timing = {.settle_s = 120, .search_overlap_s = kIndexLag.count()};
  manifest.wire = {.batch = kBatch, .concurrency = 5};
  manifest.correlation = {
      .key_in =
          "the text field that the setting correlation_field names, else a label until the first "
          "write; and the entity property " +
          std::string(kPropertyKey),
      .marker = "the label " + std::string(kMarkerLabel),
      .key_length = kLongestLabel};
  manifest.creation_modes = {CreationMode::standalone, CreationMode::subtask, CreationMode::link};
  return manifest;
}

}  // namespace itsm::jira

// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/auth.hpp"
#include "plugins/servicenow/feed_cursor.hpp"
#include "plugins/servicenow/permissions.hpp"
#include "plugins/servicenow/pickers.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/webhook.hpp"

namespace itsm::servicenow {
namespace {

std::vector<MappingType> mapping_types() {
  const std::vector<std::string> outward = {"push_once", "push"};
  const std::vector<std::string> all = {"push_once", "push", "both", "pull", "pull_once"};
  const auto of_severity = [&](std::string id, std::string label, FieldRole role) {
    return MappingType{.id = std::move(id),
                       .label = std::move(label),
                       .finding = "severity",
                       .ticket_role = role,
                       .ticket_kind = FieldKind::option,
                       .directions = all};
  };
  const auto any = [&](std::string id, std::string label, FieldKind kind) {
    return MappingType{.id = std::move(id),
                       .label = std::move(label),
                       .finding = "*",
                       .ticket_kind = kind,
                       .directions = all};
  };
  return {of_severity("severity_impact", "Severity to impact", FieldRole::impact),
          of_severity("severity_urgency", "Severity to urgency", FieldRole::urgency),
          {.id = "owner_assignee",
           .label = "Owner to assigned to",
           .finding = "asset.owner",
           .ticket_role = FieldRole::assignee,
           .ticket_kind = FieldKind::person,
           .directions = all,
           .values_picker = "user"},
          {.id = "asset_ci",
           .label = "Asset to configuration item",
           .finding = "asset.name",
           .ticket_kind = FieldKind::option,
           .directions = outward,
           .values_picker = "ci"},
          {.id = "due_date",
           .label = "SLA to due date",
           .finding = "sla.due",
           .ticket_role = FieldRole::due_date,
           .ticket_kind = FieldKind::datetime,
           .directions = outward},
          any("text", "Text", FieldKind::string),
          any("long_text", "Long text", FieldKind::text),
          any("number", "Number", FieldKind::number),
          any("date", "Date", FieldKind::date),
          any("time", "Date and time", FieldKind::datetime),
          any("choice", "Choice", FieldKind::option),
          any("flag", "Yes or no", FieldKind::boolean)};
}

std::vector<WebhookProof> webhook_proofs() {
  return {
      {.scheme = ProofScheme::hmac_sha256,
       .header = std::string(kSignatureHeader),
       .prefix = "sha256=",
       .encoding = "base64",
       .signed_bytes = "timestamp.body",
       .timestamp_header = std::string(kTimestampHeader),
       .window_s = 600,
       .secret = "webhook",
       .delivery_id = std::string(kDeliveryHeader),
       .note = "The business rules of docs/servicenow.md, with the secret in a system property."},
      {.scheme = ProofScheme::static_header,
       .header = std::string(kTokenHeader),
       .secret = "webhook",
       .delivery_id = std::string(kDeliveryHeader),
       .note =
           "Where a script may not sign: the request carries the secret itself, so that https is all that "
           "protects it."}};
}

}  // namespace

Manifest ServiceNowPlugin::describe() {
  Manifest manifest;
  manifest.name = "ServiceNow";
  manifest.vendor_url = "https://www.servicenow.com/docs/bundle/api-reference";
  manifest.deployments = {std::string(kDeployment)};
  manifest.settings = {{.key = std::string(kInstanceSetting),
                        .label = "Instance address",
                        .help = "As you see it in the browser, such as https://example.service-now.com.",
                        .kind = SettingKind::url,
                        .required = true,
                        .example = "https://example.service-now.com"}};
  manifest.origins = {{.name = std::string(kInstanceOrigin), .from_setting = std::string(kInstanceSetting)}};
  manifest.auth = auth_schemes();
  manifest.permissions = permissions();
  for (const PickerEntry& entry : picker_entries()) manifest.pickers.push_back(entry.about);
  manifest.mapping_types = mapping_types();
  manifest.webhook_proofs = webhook_proofs();
  manifest.limits = {{"summary", kLongestSummary, LengthUnit::utf16},
                     {"description", kLongestText, LengthUnit::utf16},
                     {"comment", kLongestText, LengthUnit::utf16}};
  manifest.timing = {.settle_s = 60, .search_overlap_s = kOverlap.count()};
  // An instance has few places for REST requests on each of its nodes.
  manifest.wire = {.batch = kBatch, .concurrency = 4};
  manifest.correlation = {.key_in = "the column correlation_id",
                          .marker = "correlation_display is " + std::string(kMarker),
                          .key_length = kLongestKey};
  manifest.creation_modes = {CreationMode::standalone, CreationMode::link};
  return manifest;
}

}  // namespace itsm::servicenow

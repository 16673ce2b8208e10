// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/describe.hpp>

namespace request_tracker {

using namespace itsm;

// All that a host knows of Request Tracker.
inline Manifest manifest() {
  const std::string statuses = "Names of the lifecycle's statuses, with commas.";
  Manifest manifest;
  manifest.name = "Request Tracker";
  manifest.vendor_url = "https://docs.bestpractical.com/rt/5.0.3/RT/REST2.html";
  manifest.deployments = {"server"};
  manifest.settings = {
      address_setting("url", "Address", "As in the browser."),
      required_setting("account", "Account", "The user name that the credential is of."),
      text_setting("key_field", "Custom field for our key", "Applied to the queues.", "Finding key"),
      text_setting("todo", "Statuses of work to do", statuses, "new"),
      text_setting("doing", "Statuses of work under way", statuses, "open, stalled"),
      text_setting("done", "Statuses of work that is done", statuses, "resolved"),
      text_setting("cancelled", "Statuses of work that nobody will do", statuses, "rejected")};
  manifest.origins = {{.name = "api", .from_setting = "url", .path_prefix = "/REST/2.0"}};
  manifest.auth = {
      token_auth("Authentication token", "Made on the page Logged in as, Settings, Auth Tokens.", "token "),
      password_auth()};
  manifest.permissions = {
      {"see", "SeeQueue, ShowTicket, ShowTicketComments", PermissionLevel::required, "To read tickets."},
      {"create", "CreateTicket", PermissionLevel::required, "To make tickets."},
      {"key", "SeeCustomField, ModifyCustomField", PermissionLevel::required,
       "To mark tickets. Without it a lost answer would make a second ticket."}};
  manifest.pickers = {{.id = "project", .label = "Queue"},
                      {.id = "type", .label = "Type"},
                      {.id = "status", .label = "Status"}};
  manifest.mapping_types = {
      mapping("priority", "Severity to priority", "severity", FieldKind::number, FieldRole::priority),
      outward_mapping("due", "SLA to due date", "sla.due", FieldKind::datetime, FieldRole::due_date),
      mapping("text", "Text", "*", FieldKind::string)};
  manifest.limits = {{"summary", 200, LengthUnit::bytes}, {"description", 100'000}, {"comment", 100'000}};
  manifest.timing = {.settle_s = 60, .search_overlap_s = 0};
  manifest.wire = {.batch = 10, .concurrency = 4};
  manifest.correlation = {"a custom field", "it has a value", 64};
  manifest.creation_modes = {CreationMode::standalone};
  return manifest;
}

}  // namespace request_tracker

// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/correlation.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/search.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

void add_label(Json& labels, std::string_view text) {
  for (const Json& present : labels)
    if (present == text) return;
  labels.push_back(text);
}

// What a query calls a custom field, whatever people call it: cf[10050] for customfield_10050.
std::string clause_name(const std::string& field) { return "cf[" + field.substr(kCustomField.size()) + "]"; }

}  // namespace

void add_key(const Site& site, const std::string& key, Json& fields) {
  if (const std::string& field = site.correlation_field(); !field.empty()) {
    fields[field] = key;
    return;
  }
  Json& labels = fields["labels"];
  if (!labels.is_array()) labels = Json::array();
  add_label(labels, kMarkerLabel);
  add_label(labels, key);
}

Json property_with(const std::string& key) {
  return {{"key", kPropertyKey}, {"value", {{"correlation_key", key}}}};
}

std::string key_of(const Json& issue) {
  return text_of(member(member(issue, "properties"), kPropertyKey), "correlation_key");
}

// Tickets that were made before the field was named still have their labels. A text is searched by its words;
// in quotes of its own they must follow each other.
std::string jql_for(const Site& site, std::span<const std::string> keys) {
  std::string jql = "labels in (";
  for (std::size_t i = 0; i < keys.size(); ++i) jql += (i == 0 ? "" : ", ") + jql_text(keys[i]);
  jql += ")";
  if (const std::string& field = site.correlation_field(); !field.empty())
    for (const std::string& key : keys)
      jql += " OR " + clause_name(field) + " ~ " + jql_text("\"" + key + "\"");
  return jql + " ORDER BY created ASC";
}

// The marker among labels says that another one is the key: all are told, and whoever has made the keys knows
// them among the labels of others.
std::vector<std::string> keys_told_by(const Site& site, const Json& issue) {
  if (const std::string& field = site.correlation_field(); !field.empty())
    if (std::string key = text_of(member(issue, "fields"), field); !key.empty()) return {std::move(key)};
  std::vector<std::string> labels = labels_of(issue);
  if (std::erase(labels, kMarkerLabel) == 0) labels.clear();
  return labels;
}

std::vector<std::string> labels_of(const Json& issue) {
  std::vector<std::string> labels;
  for (const Json& label : common::array_of(member(issue, "fields"), "labels"))
    if (std::string text = text_of(label); !text.empty()) labels.push_back(std::move(text));
  return labels;
}

bool is_our_label(std::string_view label, std::string_view key) {
  return !key.empty() && (label == kMarkerLabel || label == key);
}

bool can_hold_key(const Json& field) {
  return text_of(field, "id").starts_with(kCustomField) &&
         text_of(member(field, "schema"), "custom").ends_with(":textfield");
}

Result<void> expect_correlation_field(const Json& all_fields, const Site& site) {
  const std::string& id = site.correlation_field();
  if (!all_fields.is_array()) return failure(Status::bad_reply, "Jira's answer to fields is not a list");
  const auto found = std::find_if(all_fields.begin(), all_fields.end(),
                                  [&](const Json& field) { return text_of(field, "id") == id; });
  if (found != all_fields.end() && can_hold_key(*found)) return {};
  Error error{Status::misconfigured,
              found == all_fields.end() ? "this Jira has no field " + id
                                        : id + " (" + text_of(*found, "name") + ") is no single-line text",
              0,
              {},
              {},
              {}};
  error.fields[std::string(kCorrelationSetting)] =
      "the picker correlation_field lists those that fit; without one, labels lead to our tickets";
  return unexpected(std::move(error));
}

}  // namespace itsm::jira

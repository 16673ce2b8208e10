// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/jira/site.hpp"

// How our tickets are known again: by an entity property, which cannot be searched, and by what leads to it.
// That is a text field where the operator has named one, else labels. Anybody can type into a field or put a
// label on a ticket, so the property decides.
namespace itsm::jira {

inline constexpr std::string_view kMarkerLabel = "itsm-link";
inline constexpr std::string_view kPropertyKey = "itsm.link";

// The fields and the property of a new ticket by which it will be found.
void add_key(const Site& site, const std::string& key, Json& fields);
Json property_with(const std::string& key);

// The key that the property of an issue of an answer holds; empty where there is none, or none was asked for.
std::string key_of(const Json& issue);

// JQL for the tickets that may have one of these keys.
std::string jql_for(const Site& site, std::span<const std::string> keys);

// What may be the key of an issue whose property a search did not show.
std::vector<std::string> keys_told_by(const Site& site, const Json& issue);

// All labels of an issue of an answer, ours with those of people; those of them that are ours, where this is
// the key.
std::vector<std::string> labels_of(const Json& issue);
bool is_our_label(std::string_view label, std::string_view key);

// Whether a field of Jira's list of all fields can hold the key.
bool can_hold_key(const Json& field);
// Refused where the setting names a field that does not exist or holds no single-line text.
Result<void> expect_correlation_field(const Json& all_fields, const Site& site);

}  // namespace itsm::jira

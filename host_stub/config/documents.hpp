// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/config/company.hpp"
#include "host_stub/config/element.hpp"
#include "host_stub/config/place.hpp"

// What `apply` takes besides policies and routing: companies and integrations.
namespace itsm::host::config {

enum class DocumentKind { companies, integration, policy, routing, preset, cases };

// A document says its kind by a key at its top. Complains and answers nothing where there is none.
std::optional<DocumentKind> kind_of(Element root);

struct Companies {
  std::vector<Company> companies{};
};
void read(Element element, Companies& out);

// Where a credential is. Documents never hold one themselves.
struct SecretReference {
  std::filesystem::path file{};  // holds it and nothing else
  std::string value{};           // instead: what a program gave over the API, never read from a document
};
void read(Element element, SecretReference& out);

// When an integration's changes are looked up.
struct PollSchedule {
  std::chrono::seconds every{300};
  std::optional<std::chrono::minutes> daily_at{};  // instead: after midnight, UTC
};
void read(Element element, PollSchedule& out);

// When all its links are compared with the vendor.
struct SweepSchedule {
  std::chrono::seconds every{86'400};
  bool repair = false;  // and brought in step, where that follows from the policy
  bool off = false;     // by commands only
};
void read(Element element, SweepSchedule& out);

// How long edits of one ticket wait for further ones, so that all of them are one write.
struct EditJoining {
  std::chrono::seconds within{600};
  bool off = false;  // each is written at once
};
void read(Element element, EditJoining& out);

// How an integration's webhooks show where they come from.
struct WebhookRules {
  std::string proof{};  // one of those that the plugin declares; empty: the strongest that can be checked
  bool allow_unsigned = false;  // development: anybody may deliver
};
void read(Element element, WebhookRules& out);

struct Integration {
  std::string name{};
  std::string plugin{};
  bool tenancy_wide = false;             // or
  std::vector<std::string> companies{};  // for these only
  std::string auth{};                    // id of one of the plugin's auth schemes; empty: its first
  std::map<std::string, Json> settings{};
  std::map<std::string, SecretReference> credentials{};  // those that are not stored with `secrets set`
  // Projects that may be used, by key, name or id: of all its companies under the key "", or company by
  // company.
  std::map<std::string, std::vector<std::string>> projects{};
  std::string policy{};
  bool enabled = false;
  PollSchedule poll{};
  SweepSchedule sweep{};
  EditJoining join_edits{};
  WebhookRules webhook{};
  std::optional<bool> auto_close_on_resolve{};     // in the place of the policy's
  std::map<std::string, std::string> addresses{};  // development: where one leads instead
  Place place{};
};
void read(Element element, Integration& out);

}  // namespace itsm::host::config

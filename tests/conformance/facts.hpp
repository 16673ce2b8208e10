// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/manifest.hpp>
#include <itsm/documents/sync.hpp>

// All that the suite is told of a vendor. It stands in two YAML files: the quirks, which belong to a vendor
// and are kept beside its plugin, and the target, which belongs to one installation and holds its
// credentials.
namespace itsm::conformance {

// How things are named at this vendor, for the cases that need no vendor.
struct Samples {
  Named project{"10000", "SAMPLE"};
  Named type{"10001", "Task"};
  Named status{"3", "In progress"};
  TicketRef ticket{"10002", "SAMPLE-1", {}};

  static constexpr std::string_view kDocument = "samples";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("project", self.project, "Where tickets are made.");
    visit.optional("type", self.type, "What kind of ticket.");
    visit.optional("status", self.status, "One that a ticket can be moved to.");
    visit.optional("ticket", self.ticket, "One that need not exist.");
  }
};

// A webhook request as the vendor sends it.
struct WebhookSample {
  std::string name{};
  std::map<std::string, std::string> headers{};
  std::string query{};
  std::string body{};
  std::string file{};
  std::string secret{};
  std::optional<ProofScheme> scheme{};
  std::optional<EventKind> kind{};
  std::string ticket_id{};
  std::string ticket_key{};
  std::vector<std::string> changed{};

  static constexpr std::string_view kDocument = "webhook_sample";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "For messages.");
    visit.optional("headers", self.headers, "Those that matter.");
    visit.optional("query", self.query, "Of the address that is called.");
    visit.optional("body", self.body, "Byte for byte.");
    visit.optional("file", self.file, "Instead of body: a file beside the quirks.");
    visit.optional("secret", self.secret, "Of a signed sample.");
    visit.optional("scheme", self.scheme, "The proof that the sample carries.");
    visit.optional("kind", self.kind, "What the plugin is to make of it.");
    visit.optional("ticket_id", self.ticket_id, "Expected.");
    visit.optional("ticket_key", self.ticket_key, "Expected.");
    visit.optional("changed", self.changed, "Expected.");
  }
};

// What a read is answered that some operation makes before its write.
struct ReadAnswer {
  std::string path{};
  std::string body{};

  static constexpr std::string_view kDocument = "read_answer";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("path", self.path, "Of the reads whose target holds this; the first that fits counts.");
    visit.required("body", self.body, "Byte for byte.");
  }
};

struct Quirks {
  std::string vendor{};
  std::string auth{};
  std::map<std::string, Json> settings{};
  std::optional<Json> connection{};
  Samples samples{};
  std::vector<ReadAnswer> reads{};
  std::vector<WebhookSample> webhooks{};
  std::map<std::string, std::string> skip{};

  static constexpr std::string_view kDocument = "quirks";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("vendor", self.vendor, "For people.");
    visit.optional("auth", self.auth, "Auth scheme of the cases that need no vendor; absent: the first.");
    visit.optional("settings", self.settings,
                   "Their settings; absent: those that are needed, made up by kind.");
    visit.optional("connection", self.connection, "What check would have answered.");
    visit.optional("samples", self.samples, "How things are named at this vendor.");
    visit.optional("reads", self.reads, "In cases without a vendor; other reads get an empty object.");
    visit.optional("webhooks", self.webhooks, "Requests as the vendor sends them.");
    visit.optional("skip", self.skip, "Case -> why this vendor cannot meet it.");
  }
};

// One way for a ticket to go on.
struct Step {
  Named status{};
  TicketState state = TicketState::doing;
  std::map<std::string, FieldValue> fields{};

  static constexpr std::string_view kDocument = "step";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("status", self.status, "Where to.");
    visit.required("state", self.state, "What it means.");
    visit.optional("fields", self.fields, "What the vendor asks for on the way.");
  }
};

// A place where customers read tickets too.
struct Portal {
  Named project{};
  Named type{};
  std::map<std::string, FieldValue> fields{};

  static constexpr std::string_view kDocument = "portal";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("project", self.project, "Of a service desk.");
    visit.required("type", self.type, "What kind of ticket.");
    visit.optional("fields", self.fields, "What every ticket there needs.");
  }
};

struct Target {
  std::string auth{};
  std::map<std::string, Json> settings{};
  std::map<std::string, std::string> origins{};
  std::map<std::string, Json> credentials{};
  std::optional<std::int64_t> settle_s{};
  Named project{};
  Named type{};
  std::map<std::string, FieldValue> fields{};
  std::optional<Named> subtask_type{};
  std::string link_type{};
  std::vector<Step> path{};
  std::optional<Named> unreachable{};
  std::optional<Portal> portal{};
  std::string webhook_url{};
  std::string webhooks_by_hand{};

  static constexpr std::string_view kDocument = "target";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("auth", self.auth, "Auth scheme of the manifest.");
    visit.required("settings", self.settings, "As in an integration.");
    visit.optional("origins", self.origins, "Origin -> other address, for a simulator.");
    visit.required("credentials", self.credentials, "Field -> value, or {env: VARIABLE}.");
    visit.optional("settle_s", self.settle_s, "Instead of the manifest's.");
    visit.required("project", self.project, "A scratch project: the suite makes tickets and leaves them.");
    visit.required("type", self.type, "What kind of ticket.");
    visit.optional("fields", self.fields, "What every ticket there needs.");
    visit.optional("subtask_type", self.subtask_type, "For subtasks.");
    visit.optional("link_type", self.link_type, "For links.");
    visit.optional("path", self.path, "Statuses that a new ticket can take one after the other.");
    visit.optional("unreachable", self.unreachable, "A status that a new ticket cannot take in one step.");
    visit.optional("portal", self.portal, "A project that customers read.");
    visit.optional("webhook_url", self.webhook_url, "An address that may be registered at the vendor.");
    visit.optional("webhooks_by_hand", self.webhooks_by_hand,
                   "Why this account can register none: subscribe is unsupported.");
  }
};

// The messages of failures are for whoever wrote the file.
Result<Quirks, std::string> read_quirks(const std::filesystem::path& file);
Result<Target, std::string> read_target(const std::filesystem::path& file);

}  // namespace itsm::conformance

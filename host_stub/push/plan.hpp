// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/finding.hpp"
#include "host_stub/core/ids.hpp"
#include "host_stub/core/prediction.hpp"
#include "host_stub/integrations/exchange.hpp"

// A plan: the exact dry run of a push, as commands, API and pages show it.
namespace itsm::host::push {

// A call takes at most this many findings; one more is refused whole, before any vendor call.
inline constexpr std::size_t kMostFindings = 500;

// What is to be pushed, and how.
struct PlanRequest {
  std::vector<std::int64_t> findings{};
  std::string integration{};  // name; empty: routing decides, or the caller is asked
  CreationMode mode = CreationMode::standalone;
  std::optional<TicketRef> parent{};
  std::optional<Relation> relation{};
  std::map<std::string, Json> fields{};
  std::string preset{};  // name; empty: none

  static constexpr std::string_view kDocument = "plan_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("findings", self.findings, "Ids, at most 500.");
    visit.optional("integration", self.integration, "Its name; absent: routing decides.");
    visit.optional("mode", self.mode, "standalone, subtask or link.");
    visit.optional("parent", self.parent, "Mode subtask: under which ticket.");
    visit.optional("relation", self.relation, "Mode link: to which ticket and how.");
    visit.optional("fields", self.fields, "Typed by a person; above everything that the policy says.");
    visit.optional("preset", self.preset, "Its name; above the policy's constants.");
  }
};

struct Member {
  std::int64_t finding = 0;
  std::string title{};

  static constexpr std::string_view kDocument = "member";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Id of the finding.");
    visit.required("title", self.title, "Of the finding.");
  }
};

struct PlannedValue {
  std::string field{};
  std::string value{};
  std::string source{};
  std::string from{};
  std::string where{};

  static constexpr std::string_view kDocument = "planned_value";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("field", self.field, "As people know it.");
    visit.required("value", self.value, "For people.");
    visit.required("source", self.source, "person, mapping, preset, assignment or policy_default.");
    visit.optional("from", self.from, "The input behind it.");
    visit.optional("where", self.where, "file:line of the policy.");
  }
};

struct PlannedTicket {
  std::int64_t place = 0;
  std::string group_key{};
  std::string label{};
  std::string rule{};
  std::vector<Member> members_{};
  Severity severity = Severity::info;
  std::string project{};
  std::string type{};
  std::int64_t write = 0;
  TicketDraft draft{};
  std::vector<PlannedValue> values{};
  std::vector<Prediction> predicted{};
  std::vector<std::string> dropped{};
  std::vector<std::string> warnings{};

  static constexpr std::string_view kDocument = "planned_ticket";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("place", self.place, "Within the plan, from 0.");
    visit.required("group_key", self.group_key, "What its findings have in common.");
    visit.required("label", self.label, "The same, for people.");
    visit.required("rule", self.rule, "The rule of the policy that routed it.");
    visit.required("members", self.members_, "The findings, most urgent first.");
    visit.optional("severity", self.severity, "Of the most urgent one.");
    visit.required("project", self.project, "Where it will be made.");
    visit.required("type", self.type, "What kind of ticket.");
    visit.required("write", self.write, "The number of the request that makes it.");
    visit.required("draft", self.draft, "What the plugin is given.");
    visit.required("values", self.values, "Where every value comes from.");
    visit.optional("predicted", self.predicted, "What the vendor will compute from them.");
    visit.optional("dropped", self.dropped, "What is not sent, or cut, and why.");
    visit.optional("warnings", self.warnings, "What may surprise.");
  }
};

// One request as it would leave, for consecutive tickets.
struct PlannedWrite {
  std::int64_t number = 0;
  std::int64_t first_place = 0;
  std::int64_t size = 0;
  integrations::VendorRequest request{};

  static constexpr std::string_view kDocument = "planned_write";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("number", self.number, "Within the plan, from 0.");
    visit.required("first_place", self.first_place, "The first ticket that it makes.");
    visit.required("size", self.size, "How many tickets it makes.");
    visit.required("request", self.request, "Byte for byte, without credentials.");
  }
};

// A finding that gets no ticket by this plan.
enum class LeftOut { unknown, already_linked, joins, in_flight, terminal, no_rule, blocked };

}  // namespace itsm::host::push

template <>
struct itsm::EnumNames<itsm::host::push::LeftOut> {
  using enum itsm::host::push::LeftOut;
  static constexpr std::array<std::pair<itsm::host::push::LeftOut, std::string_view>, 7> names{
      {{unknown, "unknown"},
       {already_linked, "already_linked"},
       {joins, "joins"},
       {in_flight, "in_flight"},
       {terminal, "terminal"},
       {no_rule, "no_rule"},
       {blocked, "blocked"}}};
};

namespace itsm::host::push {

struct LeftOutFinding {
  std::int64_t finding = 0;
  std::string title{};
  LeftOut why = LeftOut::no_rule;
  std::string reason{};
  std::string remedy{};
  std::map<std::string, std::string> fields{};
  std::int64_t ticket = 0;
  std::string ticket_key{};
  std::string ticket_url{};
  std::string group_key{};

  static constexpr std::string_view kDocument = "left_out_finding";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Id of the finding.");
    visit.optional("title", self.title, "Of the finding.");
    visit.required("why", self.why, "blocked: it should get a ticket and cannot. The others are expected.");
    visit.required("reason", self.reason, "A sentence.");
    visit.optional("remedy", self.remedy, "What to do about it.");
    visit.optional("fields", self.fields, "blocked: what is wrong with which field.");
    visit.optional("ticket", self.ticket, "already_linked, joins: id of the ticket.");
    visit.optional("ticket_key", self.ticket_key, "already_linked, joins: its key.");
    visit.optional("ticket_url", self.ticket_url, "already_linked, joins: its address.");
    visit.optional("group_key", self.group_key, "joins: what it has in common with the ticket's findings.");
  }
};

// What a plan was made from; a push compares them to name what has changed since.
struct PlanInputs {
  std::map<std::string, std::int64_t> findings{};
  std::int64_t policy_version = 0;

  static constexpr std::string_view kDocument = "plan_inputs";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("findings", self.findings, "Id of each finding -> its row version.");
    visit.required("policy_version", self.policy_version, "Of the policy.");
  }
};

struct Plan {
  std::int64_t id = 0;
  std::string digest{};
  std::string integration{};
  std::string plugin{};
  std::string policy{};
  std::int64_t policy_number = 0;
  std::string created_at{};
  std::string expires_at{};
  std::vector<PlannedTicket> tickets{};
  std::vector<PlannedWrite> writes{};
  std::vector<LeftOutFinding> left_out{};
  std::vector<std::string> warnings{};

  static constexpr std::string_view kDocument = "plan";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Given to push --plan.");
    visit.required("digest", self.digest, "SHA-256 of the requests in their order.");
    visit.required("integration", self.integration, "Its name.");
    visit.required("plugin", self.plugin, "Its plugin.");
    visit.required("policy", self.policy, "The policy that decided.");
    visit.required("policy_number", self.policy_number, "Its version.");
    visit.required("created_at", self.created_at, "RFC 3339.");
    visit.required("expires_at", self.expires_at, "RFC 3339; afterwards it is refused.");
    visit.required("tickets", self.tickets, "To be made.");
    visit.required("writes", self.writes, "The exact requests.");
    visit.required("left_out", self.left_out, "Findings that get no ticket, each with the reason.");
    visit.optional("warnings", self.warnings, "Of the policy as a whole.");
  }
};

}  // namespace itsm::host::push

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/sync.hpp>

#include "host_stub/core/clock.hpp"

// What was heard of one ticket since it was last judged, by whichever way. No I/O.
namespace itsm::host::sync {

enum class Channel { webhook, poll, resync, sweep };

}  // namespace itsm::host::sync

template <>
struct itsm::EnumNames<itsm::host::sync::Channel> {
  using enum itsm::host::sync::Channel;
  static constexpr std::array<std::pair<itsm::host::sync::Channel, std::string_view>, 4> names{
      {{webhook, "webhook"}, {poll, "poll"}, {resync, "resync"}, {sweep, "sweep"}}};
};

namespace itsm::host::sync {

struct HeardComment {
  Comment comment{};
  std::int64_t told_ms = 0;

  static constexpr std::string_view kDocument = "heard_comment";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("comment", self.comment, "As it stood then.");
    visit.required("told_ms", self.told_ms, "When it was written or edited: milliseconds since 1970.");
  }
};

struct Heard {
  std::optional<Ticket> ticket{};
  bool read_wanted = false;
  bool told_gone = false;
  std::vector<HeardComment> comments{};
  Channel channel = Channel::webhook;
  std::string actor{};
  std::int64_t changed_ms = 0;
  std::int64_t received_ms = 0;
  std::int64_t webhook_ms = 0;
  std::int64_t probes = 0;

  static constexpr std::string_view kDocument = "heard";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("ticket", self.ticket, "The newest state that was shown whole.");
    visit.optional("read_wanted", self.read_wanted, "Something changed that nobody has shown.");
    visit.optional("told_gone", self.told_gone, "Somebody said that it was deleted.");
    visit.optional("comments", self.comments, "Each in its last form.");
    visit.required("channel", self.channel, "Who told the newest of it first.");
    visit.optional("actor", self.actor, "Whose change it is, by the vendor's word.");
    visit.optional("changed_ms", self.changed_ms, "When, by the vendor's clock: milliseconds since 1970.");
    visit.optional("received_ms", self.received_ms, "When that came in: milliseconds since 1970.");
    visit.optional(
        "webhook_ms", self.webhook_ms,
        "When the newest change was made that a webhook told, be it first or not: milliseconds since 1970.");
    visit.optional("probes", self.probes, "Reads one after another that did not find it.");
  }
};

// Versions grow with every change: whole numbers, else texts of equal length. An empty one is older than any.
bool is_newer(const std::string& version, const std::string& than);

// Both together, in whichever order they came: the newest state counts, a wish to read stays until it is
// read, and each comment is kept in its last form. The channel that told of the newest state first stays.
Heard merged(Heard before, const Heard& more);

// What an event of a delivery tells. A state that its proof does not cover is only a reason to read; a
// comment is a note and changes nothing.
Heard heard_from(const WebhookEvent& event, bool body_is_proved, Time received = {});
// What a read tells.
Heard heard_from(const Ticket& read, Channel channel, Time received = {});

}  // namespace itsm::host::sync

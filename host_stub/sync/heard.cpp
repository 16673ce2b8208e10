// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/heard.hpp"

#include <algorithm>

namespace itsm::host::sync {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string without_zeros(const std::string& number) {
  return number.substr(std::min(number.find_first_not_of('0'), number.size() - 1));
}

std::int64_t ms_of(const std::string& time) {
  const auto read = from_rfc3339(time);
  return read ? read->time_since_epoch().count() : 0;
}

void keep(std::vector<HeardComment>& comments, const HeardComment& more) {
  const auto same = std::find_if(comments.begin(), comments.end(), [&](const HeardComment& known) {
    return known.comment.id == more.comment.id;
  });
  if (same == comments.end())
    comments.push_back(more);
  else if (same->told_ms <= more.told_ms)
    *same = more;
}

}  // namespace

bool is_newer(const std::string& version, const std::string& than) {
  if (version.empty() || than.empty()) return !version.empty();
  if (!is_number(version) || !is_number(than)) return version > than;
  const std::string one = without_zeros(version);
  const std::string other = without_zeros(than);
  return one.size() != other.size() ? one.size() > other.size() : one > other;
}

Heard merged(Heard before, const Heard& more) {
  const bool newer =
      more.ticket && (!before.ticket || is_newer(more.ticket->version, before.ticket->version));
  const bool news = more.ticket && before.ticket ? newer : more.changed_ms > before.changed_ms;
  if (news) {
    before.channel = more.channel;
    before.actor = more.actor;
    before.changed_ms = more.changed_ms;
    before.received_ms = more.received_ms;
  }
  if (newer) before.ticket = more.ticket;
  before.webhook_ms = std::max(before.webhook_ms, more.webhook_ms);
  before.read_wanted = before.read_wanted || more.read_wanted;
  before.told_gone = before.told_gone || more.told_gone;
  for (const HeardComment& comment : more.comments) keep(before.comments, comment);
  return before;
}

Heard heard_from(const WebhookEvent& event, bool body_is_proved, Time received) {
  Heard heard;
  heard.received_ms = received.time_since_epoch().count();
  heard.channel = Channel::webhook;
  heard.changed_ms = ms_of(event.occurred_at);
  heard.webhook_ms = heard.changed_ms;
  if (event.actor) heard.actor = event.actor->name.empty() ? event.actor->id : event.actor->name;
  heard.told_gone = event.kind == EventKind::deleted;
  if (body_is_proved && event.ticket) heard.ticket = event.ticket;
  if (event.comment) heard.comments.push_back({*event.comment, heard.changed_ms});
  heard.read_wanted = !heard.ticket && !event.comment && !heard.told_gone;
  return heard;
}

Heard heard_from(const Ticket& read, Channel channel, Time received) {
  Heard heard;
  heard.received_ms = received.time_since_epoch().count();
  heard.ticket = read;
  heard.channel = channel;
  heard.changed_ms = ms_of(read.updated_at);
  return heard;
}

}  // namespace itsm::host::sync

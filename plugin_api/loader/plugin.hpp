// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <itsm/plugin.hpp>

// Plugins as a host sees them, in this process or in a worker: the same calls, checks and errors.
namespace itsm::loader {

// The circumstances of one call, given by the host and handed through to HostServices.
struct CallContext {
  std::string trace_id{};
  std::chrono::sys_time<std::chrono::milliseconds> deadline{};
  std::function<bool()> cancelled{};  // may be empty; asked from any thread
  void* user = nullptr;               // the host's own; comes back in HostServices::http
};

// What the host does for one instance. Called from any thread; outlives the instance. A failure is
// a Result: an exception out of http counts as uncertain, since a write may have left.
class HostServices {
 public:
  virtual ~HostServices() = default;
  virtual void log(LogLevel level, std::string_view message) = 0;
  virtual std::int64_t now_unix_ms() = 0;
  // Blocks until the answer, the deadline or the cancellation. The failures are those of itsm_host::http.
  virtual Result<HttpResponse> http(const CallContext& call, const HttpRequest& request) = 0;
};

// A webhook request whose proof the host has checked; borrowed for the call.
using itsm::Delivery;

// One configured integration in the plugin. Calls may come from any thread, several at once; each ends at the
// deadline, or a short grace later, when the plugin runs in a worker. Every document that comes back fits its
// schema; what does not is internal, with the offending side named in the message and reported as
// misbehaviour.
class Instance {
 public:
  virtual ~Instance() = default;

  virtual Result<CheckReport> check(const CallContext&, const CheckRequest&) = 0;
  virtual Result<CreateResult> create(const CallContext&, const CreateRequest&) = 0;
  virtual Result<FetchResult> fetch(const CallContext&, const FetchRequest&) = 0;
  virtual Result<FindResult> find(const CallContext&, const FindRequest&) = 0;
  virtual Result<TicketChange> update(const CallContext&, const UpdateRequest&) = 0;
  virtual Result<TicketChange> transition(const CallContext&, const TransitionRequest&) = 0;
  virtual Result<Comment> comment(const CallContext&, const CommentRequest&) = 0;
  virtual Result<CommentsPage> comments(const CallContext&, const CommentsRequest&) = 0;
  virtual Result<Relation> relate(const CallContext&, const RelateRequest&) = 0;
  virtual Result<OptionsPage> options(const CallContext&, const OptionsRequest&) = 0;
  virtual Result<FieldList> fields(const CallContext&, const FieldsRequest&) = 0;
  virtual Result<ChangesPage> changes(const CallContext&, const ChangesRequest&) = 0;
  virtual Result<WebhookEvents> normalise(const CallContext&, std::span<const Delivery>) = 0;
  virtual Result<Subscriptions> subscribe(const CallContext&, const SubscribeRequest&) = 0;
  virtual Result<Subscriptions> renew(const CallContext&, const Subscriptions&) = 0;
  virtual Result<Subscriptions> unsubscribe(const CallContext&, const Subscriptions&) = 0;
};

// One plugin file that passed every check. Never unloaded. Any thread.
class Plugin {
 public:
  virtual ~Plugin() = default;
  virtual const Manifest& manifest() const = 0;
  // services is borrowed and outlives the instance; the plugin outlives it too.
  virtual Result<std::unique_ptr<Instance>> open(HostServices& services,
                                                 const Configuration& configuration) = 0;
};

}  // namespace itsm::loader

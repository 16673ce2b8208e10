// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include <itsm/documents/check.hpp>
#include <itsm/documents/manifest.hpp>
#include <itsm/documents/schema.hpp>
#include <itsm/documents/sync.hpp>
#include <itsm/documents/ticket.hpp>
#include <itsm/host.hpp>

// What a plugin's author writes. A class that derives from Plugin and from the capabilities it has:
//
//   class AcmePlugin : public itsm::Plugin, public itsm::SchemaSource {
//    public:
//     static itsm::Manifest describe();
//     static itsm::Result<std::unique_ptr<AcmePlugin>> open(const itsm::Configuration&);
//     ...
//   };
//   ITSM_REGISTER_PLUGIN(AcmePlugin, "acme", "1.0.0")        // itsm/register.hpp
//
// The operations are const and may run on several threads at once: an instance is immutable and has no cache
// (a read request may carry one). Failures are Results; an exception that escapes becomes an error too:
// DocumentError INVALID_ARGUMENT, one of the JSON library BAD_REPLY, anything else INTERNAL.
namespace itsm {

class Plugin {
 public:
  virtual ~Plugin() = default;

  // Which permissions the account has, and what the host should remember of the vendor's side.
  virtual Result<CheckReport> check(const Call&, const CheckRequest&) const = 0;
  // Makes all drafts with exactly one write. The failure of the whole call says that no vendor answer was
  // had; what an answer says of each draft is an outcome.
  virtual Result<CreateResult> create(const Call&, const CreateRequest&) const = 0;
  virtual Result<FetchResult> fetch(const Call&, const FetchRequest&) const = 0;
  // All tickets that carry one of the keys. The vendor's search may lag; Timing::settle_s says how much.
  virtual Result<FindResult> find(const Call&, const FindRequest&) const = 0;

  virtual Result<TicketChange> update(const Call&, const UpdateRequest&) const { return missing("update"); }
  virtual Result<TicketChange> transition(const Call&, const TransitionRequest&) const {
    return missing("transition");
  }
  virtual Result<Comment> comment(const Call&, const CommentRequest&) const { return missing("comment"); }
  virtual Result<CommentsPage> comments(const Call&, const CommentsRequest&) const {
    return missing("comments");
  }
  virtual Result<Relation> relate(const Call&, const RelateRequest&) const { return missing("relate"); }

 protected:
  static Unexpected<Error> missing(const char* operation) {
    return failure(Status::unsupported, std::string("this plugin does not have the operation ") + operation);
  }
};

class SchemaSource {
 public:
  virtual ~SchemaSource() = default;
  virtual Result<OptionsPage> options(const Call&, const OptionsRequest&) const = 0;
  virtual Result<FieldList> fields(const Call&, const FieldsRequest&) const = 0;
};

class ChangeFeed {
 public:
  virtual ~ChangeFeed() = default;
  virtual Result<ChangesPage> changes(const Call&, const ChangesRequest&) const = 0;
};

// A webhook request whose proof the host has checked. Borrowed bytes.
struct Delivery {
  std::chrono::sys_time<std::chrono::milliseconds> received;
  std::vector<Header> headers;
  std::string_view query;
  std::string_view body;
};

class WebhookReceiver {
 public:
  virtual ~WebhookReceiver() = default;
  // At least one event per delivery; what cannot be read is an ignored event with its reason.
  virtual Result<WebhookEvents> normalise(const Call&, std::span<const Delivery>) const = 0;
};

class WebhookSubscriber {
 public:
  virtual ~WebhookSubscriber() = default;
  virtual Result<Subscriptions> subscribe(const Call&, const SubscribeRequest&) const = 0;
  virtual Result<Subscriptions> renew(const Call&, const Subscriptions&) const = 0;
  // Answers those that could not be removed.
  virtual Result<Subscriptions> unsubscribe(const Call&, const Subscriptions&) const = 0;
};

}  // namespace itsm

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "plugin_api/loader/judge.hpp"
#include "plugin_api/loader/runtime.hpp"
#include "plugin_api/loader/tables.hpp"
#include "tests/conformance/case.hpp"
#include "tests/conformance/host.hpp"

namespace itsm::conformance {

using loader::Operation;

// What the plugin answered over the life of the process, for the cases that look for what must not be there.
// Any thread.
class Transcript {
 public:
  void reply(std::string text);
  void misbehaviour(std::string message);
  std::vector<std::string> replies() const;
  std::vector<std::string> misbehaviours() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> replies_;
  std::vector<std::string> misbehaviours_;
};

// One opened instance of the plugin under test. Any thread.
class Desk {
 public:
  Desk(const loader::Judge& judge, SuiteHost& host, Transcript& transcript,
       std::unique_ptr<loader::RuntimeInstance> instance)
      : judge_(judge), host_(host), transcript_(transcript), instance_(std::move(instance)) {}

  SuiteHost& host() { return host_; }
  bool has(Operation operation) const { return judge_.profile().operations.contains(operation); }

  // How long each of the following calls may take.
  void set_patience(std::chrono::milliseconds patience) { patience_ = patience; }
  loader::CallContext context() const;

  // Text in, text out, nothing judged.
  loader::Answer raw(Operation operation, const loader::Payload& payload, const loader::CallContext& context);
  loader::Answer raw(Operation operation, std::string_view document) {
    return raw(operation, {document, {}}, context());
  }

  template <Document Out, Document In>
  Result<Out> ask(Operation operation, const In& request) {
    return read<Out>(operation, {dump(to_document(request)), {}});
  }

  Result<CheckReport> check(const CheckRequest& request) {
    return ask<CheckReport>(Operation::check, request);
  }
  Result<CreateResult> create(const CreateRequest& request) {
    return ask<CreateResult>(Operation::create, request);
  }
  Result<FetchResult> fetch(const FetchRequest& request) {
    return ask<FetchResult>(Operation::fetch, request);
  }
  Result<FindResult> find(const FindRequest& request) { return ask<FindResult>(Operation::find, request); }
  Result<TicketChange> update(const UpdateRequest& request) {
    return ask<TicketChange>(Operation::update, request);
  }
  Result<TicketChange> transition(const TransitionRequest& request) {
    return ask<TicketChange>(Operation::transition, request);
  }
  Result<Comment> comment(const CommentRequest& request) { return ask<Comment>(Operation::comment, request); }
  Result<CommentsPage> comments(const CommentsRequest& request) {
    return ask<CommentsPage>(Operation::comments, request);
  }
  Result<Relation> relate(const RelateRequest& request) { return ask<Relation>(Operation::relate, request); }
  Result<OptionsPage> options(const OptionsRequest& request) {
    return ask<OptionsPage>(Operation::options, request);
  }
  Result<FieldList> fields(const FieldsRequest& request) {
    return ask<FieldList>(Operation::fields, request);
  }
  Result<ChangesPage> changes(const ChangesRequest& request) {
    return ask<ChangesPage>(Operation::changes, request);
  }
  Result<WebhookEvents> normalise(std::span<const Delivery> deliveries) {
    return read<WebhookEvents>(Operation::normalise, {{}, deliveries});
  }
  Result<Subscriptions> subscribe(const SubscribeRequest& request) {
    return ask<Subscriptions>(Operation::subscribe, request);
  }
  Result<Subscriptions> renew(const Subscriptions& request) {
    return ask<Subscriptions>(Operation::renew, request);
  }
  Result<Subscriptions> unsubscribe(const Subscriptions& request) {
    return ask<Subscriptions>(Operation::unsubscribe, request);
  }

 private:
  template <Document Out>
  Result<Out> read(Operation operation, const loader::Payload& payload) {
    const std::string_view name = name_of(operation);
    if (!has(operation)) return failure(Status::unsupported, "the plugin does not have " + std::string(name));
    return judge_.read<Out>(name, raw(operation, payload, context()));
  }

  const loader::Judge& judge_;
  SuiteHost& host_;
  Transcript& transcript_;
  const std::unique_ptr<loader::RuntimeInstance> instance_;
  std::chrono::milliseconds patience_{30'000};
};

// The plugin file under test, loaded into this process. Any thread.
class Subject {
 public:
  static Result<std::unique_ptr<Subject>, Finding> load(const std::filesystem::path& file);

  const itsm_plugin_entry& entry() const { return tables_.entry; }
  const loader::Profile& profile() const { return judge_.profile(); }
  // The manifest as the plugin answers it now, and as text.
  Result<Manifest> manifest() { return judge_.read<Manifest>("describe", runtime_->describe()); }
  loader::Answer describe() { return runtime_->describe(); }

  // host outlives the desk.
  Result<std::unique_ptr<Desk>> open(SuiteHost& host, const std::string& configuration);

  const Transcript& transcript() const { return transcript_; }

 private:
  Subject(loader::Tables tables, std::unique_ptr<loader::Runtime> runtime);

  const loader::Tables tables_;
  const std::unique_ptr<loader::Runtime> runtime_;
  Transcript transcript_;
  const loader::Judge judge_;
};

}  // namespace itsm::conformance

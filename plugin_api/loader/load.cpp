// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/load.hpp"

#include <algorithm>
#include <system_error>

#include "plugin_api/loader/in_process.hpp"
#include "plugin_api/loader/judge.hpp"
#include "plugin_api/loader/plugin_file.hpp"
#include "plugin_api/loader/worker_runtime.hpp"

namespace itsm::loader {
namespace {

class LoadedInstance final : public Instance {
 public:
  LoadedInstance(std::shared_ptr<const Judge> judge, HostServices& services,
                 std::unique_ptr<RuntimeInstance> instance)
      : judge_(std::move(judge)), services_(services), instance_(std::move(instance)) {}

  Result<CheckReport> check(const CallContext& context, const CheckRequest& request) override {
    return ask<CheckReport>(context, Operation::check, request);
  }
  Result<CreateResult> create(const CallContext& context, const CreateRequest& request) override {
    return ask<CreateResult>(context, Operation::create, request);
  }
  Result<FetchResult> fetch(const CallContext& context, const FetchRequest& request) override {
    return ask<FetchResult>(context, Operation::fetch, request);
  }
  Result<FindResult> find(const CallContext& context, const FindRequest& request) override {
    return ask<FindResult>(context, Operation::find, request);
  }
  Result<TicketChange> update(const CallContext& context, const UpdateRequest& request) override {
    return ask<TicketChange>(context, Operation::update, request);
  }
  Result<TicketChange> transition(const CallContext& context, const TransitionRequest& request) override {
    return ask<TicketChange>(context, Operation::transition, request);
  }
  Result<Comment> comment(const CallContext& context, const CommentRequest& request) override {
    return ask<Comment>(context, Operation::comment, request);
  }
  Result<CommentsPage> comments(const CallContext& context, const CommentsRequest& request) override {
    return ask<CommentsPage>(context, Operation::comments, request);
  }
  Result<Relation> relate(const CallContext& context, const RelateRequest& request) override {
    return ask<Relation>(context, Operation::relate, request);
  }
  Result<OptionsPage> options(const CallContext& context, const OptionsRequest& request) override {
    return ask<OptionsPage>(context, Operation::options, request);
  }
  Result<FieldList> fields(const CallContext& context, const FieldsRequest& request) override {
    return ask<FieldList>(context, Operation::fields, request);
  }
  Result<ChangesPage> changes(const CallContext& context, const ChangesRequest& request) override {
    return ask<ChangesPage>(context, Operation::changes, request);
  }
  Result<WebhookEvents> normalise(const CallContext& context, std::span<const Delivery> deliveries) override {
    return run<WebhookEvents>(context, Operation::normalise, {{}, deliveries});
  }
  Result<Subscriptions> subscribe(const CallContext& context, const SubscribeRequest& request) override {
    return ask<Subscriptions>(context, Operation::subscribe, request);
  }
  Result<Subscriptions> renew(const CallContext& context, const Subscriptions& request) override {
    return ask<Subscriptions>(context, Operation::renew, request);
  }
  Result<Subscriptions> unsubscribe(const CallContext& context, const Subscriptions& request) override {
    return ask<Subscriptions>(context, Operation::unsubscribe, request);
  }

 private:
  template <Document Out, Document In>
  Result<Out> ask(const CallContext& context, Operation operation, const In& request) {
    return run<Out>(context, operation, {dump(to_document(request)), {}});
  }

  template <Document Out>
  Result<Out> run(const CallContext& context, Operation operation, const Payload& payload) {
    const std::string_view name = name_of(operation);
    if (!judge_->profile().operations.contains(operation))
      return failure(Status::unsupported,
                     "plugin " + judge_->profile().id + " does not have the operation " + std::string(name));
    if (context.deadline.time_since_epoch().count() <= services_.now_unix_ms())
      return failure(Status::cancelled, "the deadline had passed before " + std::string(name) + " began");
    return judge_->read<Out>(name, instance_->call(context, operation, payload));
  }

  const std::shared_ptr<const Judge> judge_;
  HostServices& services_;
  const std::unique_ptr<RuntimeInstance> instance_;
};

class LoadedPlugin final : public Plugin {
 public:
  LoadedPlugin(std::unique_ptr<Runtime> runtime, std::shared_ptr<const Judge> judge, Manifest manifest)
      : runtime_(std::move(runtime)), judge_(std::move(judge)), manifest_(std::move(manifest)) {}

  const Manifest& manifest() const override { return manifest_; }

  Result<std::unique_ptr<Instance>> open(HostServices& services,
                                         const Configuration& configuration) override {
    Opened opened = runtime_->open(services, dump(to_document(configuration)));
    ITSM_CHECK(judge_->read_done("open", std::move(opened.answer)));
    return std::unique_ptr<Instance>(
        std::make_unique<LoadedInstance>(judge_, services, std::move(opened.instance)));
  }

 private:
  const std::unique_ptr<Runtime> runtime_;
  const std::shared_ptr<const Judge> judge_;
  const Manifest manifest_;
};

Result<void, LoadRefusal> check_pin(const std::filesystem::path& file, const std::string& digest,
                                    const LoadOptions& options) {
  if (options.pins == Pins::ignored) return {};
  auto pinned = compare_with_pin(file, digest);
  if (pinned || options.pins == Pins::required) return pinned;
  if (options.on_unpinned) options.on_unpinned(pinned.error());
  return {};
}

// The digest is of the sealed bytes, which are those that are loaded.
Result<std::shared_ptr<Plugin>, LoadRefusal> load_file(const std::filesystem::path& file,
                                                       const LoadOptions& options, std::string& digest) {
  ITSM_TRY(Descriptor sealed, open_plugin_file(file));
  ITSM_TRY(digest, digest_of(file, sealed));
  ITSM_CHECK(check_pin(file, digest, options));
  ITSM_TRY(std::unique_ptr<Runtime> runtime, options.in_process
                                                 ? load_in_process(file, std::move(sealed), options.limits)
                                                 : load_in_worker(file, std::move(sealed), options));
  if (const std::string& missing = runtime->profile().missing_lock;
      !missing.empty() && options.on_missing_lock)
    options.on_missing_lock(missing);
  const auto judge = std::make_shared<const Judge>(runtime->profile(), options.on_misbehaviour);
  auto manifest = judge->read<Manifest>("describe", runtime->describe());
  if (!manifest) return refuse(file, Rule::manifest, manifest.error().message);
  const Profile& profile = judge->profile();
  if (manifest->id != profile.id || manifest->version != profile.version)
    return refuse(file, Rule::manifest,
                  "its manifest is of " + manifest->id + " " + manifest->version + ", its entry of " +
                      profile.id + " " + profile.version);
  return std::shared_ptr<Plugin>(
      std::make_shared<LoadedPlugin>(std::move(runtime), judge, *std::move(manifest)));
}

}  // namespace

Result<std::shared_ptr<Plugin>, LoadRefusal> load(const std::filesystem::path& file,
                                                  const LoadOptions& options) {
  std::string digest;
  return load_file(file, options, digest);
}

std::vector<Candidate> scan(const std::filesystem::path& directory, const LoadOptions& options) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (std::filesystem::directory_iterator entry(directory, failed), end; !failed && entry != end;
       entry.increment(failed))
    if (entry->path().extension() == ".so") files.push_back(entry->path());
  if (failed)
    return {{directory,
             {},
             refuse(directory, Rule::readable, "the folder cannot be listed: " + failed.message())}};
  std::sort(files.begin(), files.end());

  std::vector<Candidate> found;
  for (std::filesystem::path& file : files) {
    std::string digest;
    auto plugin = load_file(file, options, digest);
    found.push_back({std::move(file), std::move(digest), std::move(plugin)});
  }
  return found;
}

}  // namespace itsm::loader

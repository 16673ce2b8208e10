// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/subject.hpp"

#include "plugin_api/loader/in_process.hpp"
#include "plugin_api/loader/library.hpp"
#include "plugin_api/loader/plugin_file.hpp"

namespace itsm::conformance {
namespace {

Unexpected<Finding> not_loaded(const loader::LoadRefusal& refusal) {
  return failed("the file loads", "the loader refuses it by the rule " + std::string(name_of(refusal.rule)) +
                                      ": " + refusal.message +
                                      (refusal.remedy.empty() ? "" : "; " + refusal.remedy));
}

}  // namespace

void Transcript::reply(std::string text) {
  const std::lock_guard lock(mutex_);
  replies_.push_back(std::move(text));
}

void Transcript::misbehaviour(std::string message) {
  const std::lock_guard lock(mutex_);
  misbehaviours_.push_back(std::move(message));
}

std::vector<std::string> Transcript::replies() const {
  const std::lock_guard lock(mutex_);
  return replies_;
}

std::vector<std::string> Transcript::misbehaviours() const {
  const std::lock_guard lock(mutex_);
  return misbehaviours_;
}

loader::CallContext Desk::context() const {
  loader::CallContext context;
  context.trace_id = "conformance";
  context.deadline = std::chrono::sys_time<std::chrono::milliseconds>(
      std::chrono::milliseconds(host_.now_unix_ms()) + patience_);
  return context;
}

loader::Answer Desk::raw(Operation operation, const loader::Payload& payload,
                         const loader::CallContext& context) {
  loader::Answer answer = instance_->call(context, operation, payload);
  if (const auto* const text = std::get_if<std::string>(&answer.body)) transcript_.reply(*text);
  if (const auto* const error = std::get_if<Error>(&answer.body))
    transcript_.reply(text_of(*error) + detail_json(*error));
  return answer;
}

Subject::Subject(loader::Tables tables, std::unique_ptr<loader::Runtime> runtime)
    : tables_(std::move(tables)),
      runtime_(std::move(runtime)),
      judge_(runtime_->profile(),
             [this](const loader::Misbehaviour& seen) { transcript_.misbehaviour(seen.message); }) {}

Result<std::unique_ptr<Subject>, Finding> Subject::load(const std::filesystem::path& file) {
  // Twice, since the runtime keeps its tables to itself: here for what needs the naked entry.
  auto sealed = loader::open_plugin_file(file);
  if (!sealed) return not_loaded(sealed.error());
  auto runtime = loader::load_in_process(file, *std::move(sealed), loader::Limits{});
  if (!runtime) return not_loaded(runtime.error());
  auto again = loader::open_plugin_file(file);
  if (!again) return not_loaded(again.error());
  const auto entry = loader::load_entry(file, *std::move(again));
  if (!entry) return not_loaded(entry.error());
  auto tables = loader::read_tables(file, **entry);
  if (!tables) return not_loaded(tables.error());
  return std::unique_ptr<Subject>(new Subject(*std::move(tables), *std::move(runtime)));
}

Result<std::unique_ptr<Desk>> Subject::open(SuiteHost& host, const std::string& configuration) {
  loader::Opened opened = runtime_->open(host, configuration);
  ITSM_CHECK(judge_.read_done("open", std::move(opened.answer)));
  return std::make_unique<Desk>(judge_, host, transcript_, std::move(opened.instance));
}

}  // namespace itsm::conformance

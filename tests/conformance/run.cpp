// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/run.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <random>

#include "tests/conformance/bench.hpp"
#include "tests/conformance/live_vendor.hpp"
#include "tests/conformance/manners.hpp"
#include "tests/conformance/recording.hpp"

namespace itsm::conformance {
namespace {

using Clock = std::chrono::steady_clock;

std::filesystem::path recording_of(const std::filesystem::path& folder, const Case& one) {
  return folder / (std::string(one.name) + ".jsonl");
}

// The vendor of one case, with what stands before it.
struct Line {
  std::unique_ptr<Vendor> end{};
  std::unique_ptr<Recorder> recorder{};
  Vendor& vendor() { return recorder ? static_cast<Vendor&>(*recorder) : *end; }
};

Result<Line, Finding> line_for(const Case& one, const Settings& settings, const Manifest& manifest,
                               std::uint64_t& seed) {
  Line line;
  if (one.needs == Needs::nothing) {
    line.end = std::make_unique<NoVendor>();
    return line;
  }
  if (!settings.replay.empty()) {
    auto replayer = Replayer::open(recording_of(settings.replay, one));
    if (!replayer) return skipped(replayer.error());
    seed = (*replayer)->seed();
    line.end = *std::move(replayer);
    return line;
  }
  line.end = std::make_unique<LiveVendor>(manifest, *settings.target);
  if (!settings.record.empty())
    line.recorder = std::make_unique<Recorder>(*line.end, recording_of(settings.record, one), seed);
  return line;
}

// An account that can register no webhooks says so of operations that the plugin has.
bool is_declared(const Settings& settings, Operation operation) {
  return operation == Operation::subscribe && settings.target && !settings.target->webhooks_by_hand.empty();
}

// Operations have a place in the tables as soon as the SDK knows them; those that the class does not override
// say so when they are asked.
bool has(Bench& bench, Operation operation) {
  if (!bench.subject().profile().operations.contains(operation)) return false;
  NoVendor nobody;
  SuiteHost host(nobody);
  auto desk = bench.open(host, bench.configuration());
  if (!desk) return true;
  for (const Question& question : bench.questions()) {
    if (question.operation != operation) continue;
    const loader::Answer answer = (*desk)->raw(operation, question.document);
    const auto* const error = std::get_if<Error>(&answer.body);
    return error == nullptr || error->status != Status::unsupported;
  }
  return true;
}

Judgement judge(const Case& one, const Settings& settings, std::uint64_t& seed) {
  ITSM_TRY(const auto subject, Subject::load(settings.plugin));
  ITSM_TRY(const Manifest manifest, must(subject->manifest(), "reading the manifest"));
  ITSM_TRY(Line line, line_for(one, settings, manifest, seed));
  Bench bench(*subject, manifest, settings.quirks, settings.target ? &*settings.target : nullptr,
              line.vendor(), seed);
  for (const Operation operation : one.operations)
    if (!is_declared(settings, operation) && !has(bench, operation))
      return skipped("the plugin does not have the operation " + std::string(name_of(operation)));
  ITSM_CHECK(one.run(bench));
  return judge_manners(bench);
}

CaseResult judge_here(const Case& one, const Settings& settings) {
  CaseResult outcome{.judged = &one};
  outcome.seed = settings.seed ? *settings.seed : std::random_device{}();
  const auto begin = Clock::now();
  try {
    if (auto judgement = judge(one, settings, outcome.seed); !judgement)
      outcome.finding = std::move(judgement.error());
  } catch (const std::exception& defect) {
    outcome.finding = {Verdict::failed, "the suite itself works", std::string("it failed: ") + defect.what()};
  }
  outcome.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  return outcome;
}

Json document_of(const CaseResult& outcome) {
  return {{"verdict", name_of(outcome.finding.verdict)},
          {"expected", outcome.finding.expected},
          {"seen", outcome.finding.seen},
          {"seed", outcome.seed}};
}

// All that comes until the other end closes; nothing when the time is over first.
std::optional<std::string> read_within(int pipe, std::chrono::seconds time) {
  const auto until = Clock::now() + time;
  std::string text;
  char buffer[4096];
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd waiting{pipe, POLLIN, 0};
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) == 0) return std::nullopt;
    const ssize_t got = read(pipe, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

void write_all(int pipe, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = write(pipe, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    return std::string("the process died of signal ") + std::to_string(signal) + " (" + strsignal(signal) +
           ")";
  }
  return "the process ended with exit status " + std::to_string(WEXITSTATUS(status)) +
         " in the middle of the case";
}

Finding read_finding(const std::string& text, int status, std::uint64_t& seed) {
  const Json document = Json::parse(text, nullptr, false);
  if (!document.is_object()) return {Verdict::failed, "the case ends", how_it_ended(status)};
  seed = document.at("seed");
  return {enum_from<Verdict>(document.at("verdict").get<std::string>()).value_or(Verdict::failed),
          document.at("expected"), document.at("seen")};
}

}  // namespace

std::vector<const Case*> selected(const Settings& settings) {
  std::vector<const Case*> cases;
  for (const Case& one : all_cases()) {
    if (one.needs == Needs::target && !settings.target) continue;
    if (!settings.only.empty() && std::ranges::find(settings.only, one.name) == settings.only.end()) continue;
    cases.push_back(&one);
  }
  return cases;
}

CaseResult run(const Case& one, const Settings& settings) {
  if (const auto quirk = settings.quirks.skip.find(std::string(one.name));
      quirk != settings.quirks.skip.end())
    return {.judged = &one, .finding = {Verdict::skipped, {}, quirk->second}, .quirk = true};
  if (settings.in_process) return judge_here(one, settings);

  const auto begin = Clock::now();
  CaseResult outcome{.judged = &one};
  int ends[2] = {-1, -1};
  if (pipe(ends) != 0)
    return {.judged = &one, .finding = {Verdict::failed, "a process starts", strerror(errno)}};
  const pid_t child = fork();
  if (child < 0) return {.judged = &one, .finding = {Verdict::failed, "a process starts", strerror(errno)}};
  if (child == 0) {
    close(ends[0]);
    // What a plugin prints does not belong into the report.
    dup2(STDERR_FILENO, STDOUT_FILENO);
    write_all(ends[1], dump(document_of(judge_here(one, settings))));
    _exit(0);
  }
  close(ends[1]);
  const auto text = read_within(ends[0], settings.patience);
  close(ends[0]);
  if (!text) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.finding = text ? read_finding(*text, status, outcome.seed)
                         : Finding{Verdict::failed,
                                   "the case ends within " + std::to_string(settings.patience.count()) + " s",
                                   "it did not, and its process was ended"};
  outcome.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  return outcome;
}

}  // namespace itsm::conformance

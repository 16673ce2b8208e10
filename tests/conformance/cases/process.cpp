// SPDX-License-Identifier: Apache-2.0
// What a plugin leaves in the process.
#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "tests/conformance/cases/questions.hpp"

namespace itsm::conformance {
namespace {

std::size_t entries_of(const char* folder) {
  const std::filesystem::directory_iterator entries(folder);
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

// Asks everything and closes the instance again.
Judgement use(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(json_answer(200, "{}"));
  for (const Question& question : bench.questions()) (void)desk->raw(question.operation, question.document);
  return {};
}

Judgement no_threads_left_behind(Bench& bench) {
  const std::size_t before = entries_of("/proc/self/task");
  ITSM_CHECK(use(bench));
  const std::size_t after = entries_of("/proc/self/task");
  return expect(after == before, "as many threads as before",
                std::to_string(before) + " before, " + std::to_string(after) + " after");
}

Judgement no_files_left_open(Bench& bench) {
  const std::size_t before = entries_of("/proc/self/fd");
  ITSM_CHECK(use(bench));
  const std::size_t after = entries_of("/proc/self/fd");
  return expect(after == before, "as many open files as before",
                std::to_string(before) + " before, " + std::to_string(after) + " after");
}

Judgement environment_is_left_alone(Bench& bench) {
  const auto environment = [] {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
    return variables;
  };
  const auto before = environment();
  const auto folder = std::filesystem::current_path();
  ITSM_CHECK(use(bench));
  ITSM_CHECK(expect(environment() == before, "the environment as before", "a variable changed"));
  return expect(std::filesystem::current_path() == folder, "the current folder as before",
                std::filesystem::current_path().string());
}

}  // namespace

std::vector<Case> process_cases() {
  return {
      {"no-threads-left-behind",
       "No thread of the plugin runs when a call has returned.",
       Needs::nothing,
       {},
       &no_threads_left_behind},
      {"no-files-left-open",
       "The plugin opens no file and no socket that stays.",
       Needs::nothing,
       {},
       &no_files_left_open},
      {"environment-is-left-alone",
       "The plugin changes neither the environment nor the current folder.",
       Needs::nothing,
       {},
       &environment_is_left_alone},
  };
}

}  // namespace itsm::conformance

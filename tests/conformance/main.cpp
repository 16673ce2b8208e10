// SPDX-License-Identifier: Apache-2.0
// itsm-conformance: whether a plugin keeps what the contract promises. See --help.
#include <CLI/CLI.hpp>
#include <iostream>

#include "tests/conformance/report.hpp"

namespace {

using namespace itsm::conformance;

constexpr int kSomeFailed = 1;
constexpr int kWrongCall = 2;

constexpr const char* kMore = R"(
Without --target the cases run that need no vendor: the suite answers the plugin's requests itself. With it all cases
run; they make tickets in the target's scratch project and leave them there.

Exit status: 0 no case failed, 1 some failed (each with what was expected and seen), 2 the call is wrong.

Examples
  itsm-conformance build/acme.so
  itsm-conformance build/acme.so --quirks acme.yaml --case html-reply-is-bad-reply
  itsm-conformance jira-0.1.0.so --quirks vendors/jira-cloud.yaml --target live.yaml --record recordings
  itsm-conformance jira-0.1.0.so --quirks vendors/jira-cloud.yaml --target live.yaml --replay recordings
  gdb --args itsm-conformance build/acme.so --case create-makes-exactly-one-write --in-process

docs/conformance.md says what the files hold.
)";

struct CommandLine {
  std::string plugin{};
  std::string quirks{};
  std::string target{};
  std::string record{};
  std::string replay{};
  std::vector<std::string> cases{};
  bool script = false;
  bool list = false;
  bool json = false;
  bool in_process = false;
  std::int64_t timeout_s = 120;
  std::optional<std::uint64_t> seed{};
};

void declare(CLI::App& app, CommandLine& line) {
  app.add_option("plugin", line.plugin, "The plugin file")->type_name("PLUGIN.so");
  app.add_option("--quirks", line.quirks, "What is particular about the vendor")->type_name("vendor.yaml");
  const auto target =
      app.add_option("--target", line.target, "A live or simulated vendor")->type_name("live.yaml");
  app.add_flag("--script", line.script, "Only the cases that need no vendor; the default without a target")
      ->excludes(target);
  app.add_option("--record", line.record, "Writes every case's exchanges with the target")
      ->type_name("DIR")
      ->needs(target);
  app.add_option("--replay", line.replay, "Answers from recordings instead of the target")
      ->type_name("DIR")
      ->needs(target);
  app.add_option("--case", line.cases, "Only these cases")->type_name("NAME");
  app.add_flag("--list", line.list, "Prints the cases, each with its promise, and runs none");
  app.add_flag("--json", line.json, "Prints one document at the end");
  app.add_flag("--in-process", line.in_process, "Runs the cases in this process, for debuggers");
  app.add_option("--timeout", line.timeout_s, "Seconds that one case may take")->capture_default_str();
  app.add_option("--seed", line.seed, "Of the random choices of a case, as a failure names it");
  app.footer(kMore);
}

int wrong(const std::string& why) {
  std::cerr << "itsm-conformance: " << why << "\n";
  return kWrongCall;
}

bool is_case(const std::string& name) {
  return std::ranges::find(all_cases(), name, &Case::name) != all_cases().end();
}

itsm::Result<Settings, std::string> settings_of(const CommandLine& line) {
  Settings settings;
  if (line.plugin.empty())
    return itsm::unexpected(std::string("which plugin? Give its file; --help has examples"));
  settings.plugin = std::filesystem::absolute(line.plugin);
  if (!std::filesystem::exists(settings.plugin)) return itsm::unexpected("there is no file " + line.plugin);
  if (!line.quirks.empty()) {
    ITSM_TRY(settings.quirks, read_quirks(line.quirks));
  }
  if (!line.target.empty()) {
    ITSM_TRY(Target target, read_target(line.target));
    settings.target = std::move(target);
  }
  for (const auto& [name, reason] : settings.quirks.skip)
    if (!is_case(name))
      return itsm::unexpected(line.quirks + ": /skip/" + name + ": there is no such case; see --list");
  for (const std::string& name : line.cases)
    if (!is_case(name)) return itsm::unexpected("there is no case " + name + "; see --list");
  settings.only = line.cases;
  settings.in_process = line.in_process;
  settings.patience = std::chrono::seconds(line.timeout_s);
  settings.seed = line.seed;
  settings.record = line.record;
  settings.replay = line.replay;
  std::error_code failed;
  if (!line.record.empty() && !std::filesystem::create_directories(line.record, failed) && failed)
    return itsm::unexpected("the folder " + line.record + " cannot be made: " + failed.message());
  return settings;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Judges a plugin by the promises of the plugin contract, case by case."};
  CommandLine line;
  declare(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& outcome) {
    return app.exit(outcome) == 0 ? 0 : kWrongCall;
  }
  if (line.list) {
    print_list(std::cout, line.json);
    return 0;
  }
  const auto settings = settings_of(line);
  if (!settings) return wrong(settings.error());
  const std::vector<const Case*> cases = selected(*settings);
  if (cases.empty()) return wrong("these cases need a vendor: --target");

  std::vector<CaseResult> outcomes;
  for (const Case* const one : cases) {
    outcomes.push_back(run(*one, *settings));
    if (!line.json) print_outcome(std::cout, outcomes.back());
  }
  if (line.json)
    print_json(std::cout, outcomes);
  else
    print_summary(std::cout, outcomes, line.cases.empty() ? all_cases().size() - cases.size() : 0);
  return any_failed(outcomes) ? kSomeFailed : 0;
}

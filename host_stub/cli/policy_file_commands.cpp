// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/policy/placeholder.hpp"
#include "host_stub/services/policy_lint.hpp"
#include "host_stub/services/policy_tests.hpp"

// What works on files alone, so that an editor or a pipeline can call it without a host.
namespace itsm::host::cli {
namespace {

using Paths = std::vector<std::filesystem::path>;

void print_lint(Context& context, const services::LintReport& report) {
  context.print(to_document(report), [&] {
    auto& out = context.out();
    for (const auto& entry : report.entries)
      out << entry.where << ": " << name_of(entry.level) << ": " << entry.what
          << (entry.integration.empty() ? "" : " [" + entry.integration + "]") << '\n';
    out << report.documents << (report.documents == 1 ? " document" : " documents");
    for (const auto& integration : report.checked_against) out << ", against " << integration;
    out << ": " << (report.entries.empty() ? "clean" : report.has_errors() ? "wrong" : "may be used") << '\n';
  });
}

struct LintOptions {
  Paths paths{};
  bool live = false;
  std::string integration{};
};

Result<int> lint_files(Context& context, const LintOptions& options) {
  ITSM_TRY(const auto sources, config::read_sources(options.paths));
  policy::Documents documents;
  services::LintReport report = services::lint(sources, documents);
  if (report.has_errors() || !options.live) {
    print_lint(context, report);
    return report.has_errors() ? kWrong : kDone;
  }
  context.with_services([&](services::Services& services) -> Result<int> {
    for (const auto& policy : documents.policies)
      ITSM_CHECK(services::lint_live(services, policy, options.integration, std::nullopt, report));
    print_lint(context, report);
    return report.has_errors() ? kWrong : kDone;
  });
  return context.status;
}

Result<int> test_files(Context& context, const Paths& paths) {
  ITSM_TRY(const auto sources, config::read_sources(paths));
  ITSM_TRY(const auto documents, policy::read_documents(sources));
  ITSM_TRY(const auto report, services::run_tests(documents));
  context.print(to_document(report), [&] {
    auto& out = context.out();
    for (const auto& outcome : report.cases) {
      if (outcome.passed) continue;
      out << "FAILED " << outcome.policy << ": " << outcome.name << " (" << outcome.where << ")\n";
      for (const auto& difference : outcome.differences) {
        out << "  " << difference.what << '\n'
            << "    - expected " << difference.expected << '\n'
            << "    + found    " << difference.found << '\n';
        if (!difference.why.empty()) out << "      from " << difference.why << '\n';
      }
    }
    for (const auto& name : report.untested) out << "policy " << name << " has no cases\n";
    out << report.passed << " passed, " << report.failed << " failed\n";
  });
  return report.failed > 0 ? kSomeFailed : kDone;
}

void print_placeholders(Context& context) {
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  std::vector<policy::Placeholder> all = policy::placeholders();
  all.push_back(*policy::find_placeholder("custom.NAME"));
  for (const auto& placeholder : all) {
    items.push_back({{"name", placeholder.name},
                     {"meaning", placeholder.meaning},
                     {"example", placeholder.example},
                     {"block", placeholder.block}});
    rows.push_back({"${" + placeholder.name + "}", placeholder.block ? "description" : "anywhere",
                    placeholder.example, placeholder.meaning});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"PLACEHOLDER", "WHERE", "EXAMPLE", "MEANING"}, rows);
  });
}

// These need no services, so they are run as they are.
void without_services(Context& context, const std::function<Result<int>()>& command) {
  const auto done = command();
  if (done) {
    context.status = *done;
  } else {
    context.tell(done.error());
  }
}

}  // namespace

void add_policy_file_commands(CLI::App& policy, Context& context) {
  auto* linting = policy.add_subcommand("lint", "Everything that is wrong with policies, at once");
  linting->footer(
      "Reads files only; with --live it also asks a vendor, and needs the host's database for that.\n"
      "Examples:\n  host_stub policy lint config/policies\n"
      "  host_stub policy lint config/policies/mine.yaml --live --integration desk");
  auto options = std::make_shared<LintOptions>();
  linting->add_option("paths", options->paths, "YAML files, or folders with all that they hold")->required();
  auto* live = linting->add_flag("--live", options->live,
                                 "Hold fields, values and statuses against the vendor's live schema");
  linting
      ->add_option("--integration", options->integration, "Of this one; left out: of all that use the policy")
      ->needs(live);
  linting->callback(
      [&context, options] { without_services(context, [&] { return lint_files(context, *options); }); });

  auto* testing = policy.add_subcommand("test", "Run the cases that stand beside policies");
  testing->footer("Example: host_stub policy test config/policies");
  auto paths = std::make_shared<Paths>();
  testing->add_option("paths", *paths, "Policies and their cases: files or folders")->required();
  testing->callback(
      [&context, paths] { without_services(context, [&] { return test_files(context, *paths); }); });

  policy.add_subcommand("placeholders", "What templates can show, with an example each")
      ->footer("Example: host_stub policy placeholders")
      ->callback([&context] { print_placeholders(context); });
}

}  // namespace itsm::host::cli

// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/policy_suggest.hpp"

namespace itsm::host::cli {
namespace {

struct SuggestOptions {
  std::string company{};
  std::string integration{};
  services::SuggestionWish wish{};
  std::filesystem::path folder{};
};

Result<> write_new(const std::filesystem::path& path, const std::string& text) {
  std::error_code failed;
  std::filesystem::create_directories(path.parent_path(), failed);
  if (std::filesystem::exists(path))
    return problem(ProblemKind::conflict, "file_exists", "there is a file " + path.string() + " already",
                   "give the policy another name with --name, or move the file away");
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (file) return {};
  return problem(ProblemKind::invalid, "file_not_written", "the file " + path.string() + " cannot be written",
                 "name a folder of yours");
}

Result<int> print_suggestion(Context& context, services::Services& services, const SuggestOptions& options) {
  ITSM_TRY(const CompanyId company, services::company_named(services, options.company));
  ITSM_TRY(const auto serving, services.directory.serving(company, options.integration));
  ITSM_TRY(const auto told, services::suggest_policy(services, serving, options.wish));
  const auto path = options.folder / (told.name + ".yaml");
  if (!options.folder.empty()) {
    ITSM_CHECK(write_new(path, told.policy));
    ITSM_CHECK(write_new(options.folder / (told.name + ".cases.yaml"), told.cases));
  }
  context.print(to_document(told), [&] {
    context.out() << (options.folder.empty() ? told.policy
                                             : "written: " + path.string() + " and its cases\n");
  });
  for (const auto& open : told.open) context.err() << "left to you: " << open << '\n';
  return told.open.empty() ? kDone : kSomeFailed;
}

}  // namespace

void add_policy_suggest_command(CLI::App& policy, Context& context) {
  auto* suggesting = policy.add_subcommand("suggest", "A first policy, from what a project offers");
  suggesting->footer(
      "Exit status 1: it is there, and a required field is left to you.\n"
      "Examples:\n  host_stub policy suggest --integration desk --project SEC\n"
      "  host_stub policy suggest --integration desk --project SEC --type Bug --to config/policies");
  auto options = std::make_shared<SuggestOptions>();
  suggesting->add_option("--company", options->company, "Whose; not needed when there is one company only");
  suggesting->add_option("--integration", options->integration, "Whose schema")->required();
  suggesting->add_option("--project", options->wish.project, "Where the tickets go")->required();
  suggesting->add_option(
      "--type", options->wish.type,
      "What kind; left out: Vulnerability, Bug, Incident, Task, Request, or the first that is offered");
  suggesting->add_option("--name", options->wish.name, "Of the policy; left out: after the project");
  suggesting->add_option("--to", options->folder, "Write it and its cases into this folder");
  suggesting->callback([&context, options] {
    context.with_services(
        [&](services::Services& services) { return print_suggestion(context, services, *options); });
  });
}

}  // namespace itsm::host::cli

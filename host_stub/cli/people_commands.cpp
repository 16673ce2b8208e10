// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/people.hpp"

namespace itsm::host::cli {
namespace {

struct NewPersonOptions {
  std::string name{};
  std::string role{};
  std::vector<std::string> companies{};
  bool all_companies = false;
};

void print_password(Context& context, const services::OneTimePassword& made) {
  context.print(to_document(made), [&] {
    context.out() << made.name << " signs in once with " << made.password << " until " << made.valid_until
                  << ", and chooses a password then\n";
  });
}

Result<int> list_people(Context& context, services::Services& services) {
  ITSM_TRY(const auto people, services::list_people(services, std::nullopt));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& person : people) {
    items.push_back(to_document(person));
    std::string companies;
    for (const auto& company : person.companies) companies += (companies.empty() ? "" : ", ") + company;
    rows.push_back({person.name, std::string(name_of(person.role)), companies.empty() ? "all" : companies,
                    person.state, person.by_provider ? "provider" : "password", person.last_sign_in_at});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"NAME", "ROLE", "COMPANIES", "STATE", "BY", "LAST SIGN-IN"}, rows);
  });
  return kDone;
}

Result<int> add_person(Context& context, services::Services& services, const NewPersonOptions& options) {
  if (options.companies.empty() != options.all_companies)
    return problem(ProblemKind::invalid, "company_missing",
                   "it is not clear where " + options.name + " may act",
                   "name companies with --company, or say --all-companies");
  std::vector<CompanyId> companies;
  for (const auto& name : options.companies) {
    ITSM_TRY(const CompanyId company, services::company_named(services, name));
    companies.push_back(company);
  }
  ITSM_TRY(const auto made, services::add_person(services, options.name, options.role, companies, kActor));
  print_password(context, made);
  return kDone;
}

void add_change(CLI::App& users, Context& context, const std::string& verb, const std::string& about,
                bool disabled) {
  auto* command = users.add_subcommand(verb, about);
  command->footer("Example: host_stub users " + verb + " anna");
  auto name = std::make_shared<std::string>();
  command->add_option("name", *name, "With which they sign in")->required();
  command->callback([&context, name, disabled] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_CHECK(services::set_person_disabled(services, *name, disabled, std::nullopt, kActor));
      context.print(Json{{"name", *name}, {"disabled", disabled}}, [&] {
        context.out() << *name << (disabled ? " can no longer sign in\n" : " can sign in again\n");
      });
      return kDone;
    });
  });
}

}  // namespace

void add_people_commands(CLI::App& app, Context& context) {
  auto* users = app.add_subcommand("users", "People who sign in to the pages");
  users->require_subcommand(1);
  users->add_subcommand("list", "All of them")
      ->footer("Example: host_stub users list --json")
      ->callback([&context] {
        context.with_services([&](services::Services& services) { return list_people(context, services); });
      });

  auto* add = users->add_subcommand("add", "One more; prints a password for one sign-in");
  add->footer("Example: host_stub users add anna --role analyst --company acme");
  auto options = std::make_shared<NewPersonOptions>();
  add->add_option("name", options->name, "With which they sign in")->required();
  add->add_option("--role", options->role, "viewer, analyst or admin")->required();
  add->add_option("--company", options->companies, "Where they may act");
  add->add_flag("--all-companies", options->all_companies, "They may act everywhere");
  add->callback([&context, options] {
    context.with_services(
        [&](services::Services& services) { return add_person(context, services, *options); });
  });

  auto* reset = users->add_subcommand("reset-password", "A new password for one sign-in; their sessions end");
  reset->footer("Example: host_stub users reset-password anna");
  auto name = std::make_shared<std::string>();
  reset->add_option("name", *name, "With which they sign in")->required();
  reset->callback([&context, name] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const auto made, services::reset_password(services, *name, std::nullopt, kActor));
      print_password(context, made);
      return kDone;
    });
  });

  add_change(*users, context, "disable", "They can no longer sign in; their sessions end", true);
  add_change(*users, context, "enable", "They can sign in again", false);
}

}  // namespace itsm::host::cli

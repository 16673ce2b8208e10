// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/key_rotation.hpp"

namespace itsm::host::cli {
namespace {

std::string role_of(const services::OuterKey& key) {
  return !key.in_file ? "not in the key file" : key.primary ? "first" : "older";
}

Json key_documents(const services::KeyReport& report) {
  Json keys = Json::array();
  for (const auto& key : report.outer)
    keys.push_back({{"key", key.id}, {"role", role_of(key)}, {"data_keys", key.data_keys}});
  return keys;
}

void print_outer_keys(Context& context, const services::KeyReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& key : report.outer) rows.push_back({key.id, role_of(key), std::to_string(key.data_keys)});
  context.table({"KEY", "ROLE", "DATA KEYS"}, rows);
}

Json refused_documents(const std::vector<Problem>& refused) {
  Json problems = Json::array();
  for (const Problem& problem : refused)
    problems.push_back({{"code", problem.code}, {"message", problem.message}, {"remedy", problem.remedy}});
  return problems;
}

void print_refused(Context& context, const std::vector<Problem>& refused) {
  for (const Problem& problem : refused)
    context.err() << "host_stub: " << problem.message << "\n  " << problem.remedy << '\n';
}

Result<int> list_keys(Context& context, services::Services& services) {
  ITSM_TRY(const auto report, services::report_keys(services));
  Json data_keys = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& key : report.data_keys) {
    const char* state = key.retired ? "read" : "seals";
    data_keys.push_back({{"company", key.company},
                         {"key", key.id},
                         {"wrapped_by", key.wrapped_by},
                         {"state", state},
                         {"values", key.values}});
    rows.push_back({key.company, key.id, state, std::to_string(key.values), key.wrapped_by});
  }
  context.print(Json{{"keys", key_documents(report)}, {"data_keys", data_keys}}, [&] {
    print_outer_keys(context, report);
    context.out() << '\n';
    context.table({"COMPANY", "DATA KEY", "STATE", "VALUES", "WRAPPED BY"}, rows);
  });
  return kDone;
}

Result<int> rewrap(Context& context, services::Services& services, bool new_key) {
  ITSM_TRY(const auto report, services::rewrap_keys(services, new_key, kActor));
  context.print(Json{{"primary", report.primary},
                     {"rewrapped", report.rewrapped},
                     {"refused", refused_documents(report.refused)},
                     {"keys", key_documents(report.keys)}},
                [&] {
                  context.out() << report.rewrapped << " data keys are wrapped anew, by " << report.primary
                                << '\n';
                  print_outer_keys(context, report.keys);
                  for (const auto& key : report.keys.outer)
                    if (key.in_file && !key.primary && key.data_keys == 0)
                      context.out() << "nothing stored needs " << key.id << " any more: host_stub secrets "
                                    << "retire " << key.id << '\n';
                });
  if (new_key) context.err() << "The key file has a new key: back it up now, apart from the database.\n";
  if (!context.global.json) print_refused(context, report.refused);
  return report.refused.empty() ? kDone : kSomeFailed;
}

struct RekeyWords {
  std::string company{};
  bool all = false;
};

Result<int> rekey(Context& context, services::Services& services, const RekeyWords& words) {
  std::vector<services::RekeyReport> reports;
  if (words.all) {
    ITSM_TRY(reports, services::rekey_all(services, kActor));
  } else {
    ITSM_TRY(const CompanyId company, services::company_named(services, words.company));
    ITSM_TRY(const auto companies, services::list_companies(services));
    std::string name = words.company;
    for (const auto& known : companies)
      if (known.id == company.value) name = known.name;
    ITSM_TRY(auto report, services::rekey_company(services, company, name, kActor));
    reports.push_back(std::move(report));
  }
  Json items = Json::array();
  bool clean = true;
  for (const auto& report : reports) {
    items.push_back({{"company", report.company},
                     {"continued", report.continued},
                     {"values", report.values},
                     {"refused", refused_documents(report.refused)}});
    clean = clean && report.refused.empty();
  }
  context.print(Json{{"items", items}}, [&] {
    for (const auto& report : reports) {
      context.out() << report.company << ": " << report.values << " values are sealed anew"
                    << (report.continued ? ", which ends an earlier rotation" : "") << '\n';
      print_refused(context, report.refused);
    }
  });
  return clean ? kDone : kSomeFailed;
}

void add_rewrap(CLI::App& secrets, Context& context) {
  auto* rewrapping = secrets.add_subcommand(
      "rewrap", "Rotate the key file: every company's data key is wrapped by its first key");
  rewrapping->footer(
      "Hosts may run meanwhile. One that was broken off is run again, without --new-key.\nExamples:\n"
      "  host_stub secrets rewrap --new-key\n  host_stub secrets rewrap");
  auto new_key = std::make_shared<bool>(false);
  rewrapping->add_flag("--new-key", *new_key, "Put a new key in front of the key file before");
  rewrapping->callback([&context, new_key] {
    context.with_services([&](services::Services& services) { return rewrap(context, services, *new_key); });
  });
}

void add_rekey(CLI::App& secrets, Context& context) {
  auto* rekeying =
      secrets.add_subcommand("rekey", "Rotate a company's data key: everything it has sealed is sealed anew");
  rekeying->footer(
      "Hosts may run meanwhile. One that was broken off goes on where it was.\nExamples:\n"
      "  host_stub secrets rekey --company acme\n  host_stub secrets rekey --all");
  auto words = std::make_shared<RekeyWords>();
  auto* one =
      rekeying->add_option("--company", words->company, "Whose; not needed when there is one company only");
  rekeying->add_flag("--all", words->all, "Of all companies, and of what several of them share")
      ->excludes(one);
  rekeying->callback([&context, words] {
    context.with_services([&](services::Services& services) { return rekey(context, services, *words); });
  });
}

}  // namespace

void add_key_commands(CLI::App& secrets, Context& context) {
  secrets.add_subcommand("keys", "Which keys there are, and how much each of them is still needed for")
      ->footer("Example: host_stub secrets keys")
      ->callback([&context] {
        context.with_services([&](services::Services& services) { return list_keys(context, services); });
      });
  add_rewrap(secrets, context);
  add_rekey(secrets, context);
  auto* retiring = secrets.add_subcommand("retire", "Take a key out of the key file that nothing needs");
  retiring->footer(
      "Backups of the database from before the rotation need it: keep a copy as long as you keep them.\n"
      "Example: host_stub secrets retire 2d990aeb31bde0eb45c09d1b27cba8f6");
  auto key = std::make_shared<std::string>();
  retiring->add_option("key", *key, "As host_stub secrets keys shows it")->required();
  retiring->callback([&context, key] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_CHECK(services::retire_key(services, *key, kActor));
      context.print(Json{{"retired", *key}},
                    [&] { context.out() << *key << " is no longer in the key file\n"; });
      return kDone;
    });
  });
}

}  // namespace itsm::host::cli

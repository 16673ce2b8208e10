// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/dead_letters.hpp"
#include "host_stub/services/outward_writes.hpp"

namespace itsm::host::cli {
namespace {

constexpr std::int64_t kMostShown = 200;

Result<int> show_parked(Context& context, services::Services& services, const std::string& company_name) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto letters, services::list_dead_letters(services, company, 0, kMostShown));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& letter : letters) {
    items.push_back(to_document(letter));
    rows.push_back({std::to_string(letter.id), letter.integration, std::to_string(letter.tickets),
                    std::to_string(letter.attempts), letter.parked_at, letter.reason});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"ID", "INTEGRATION", "TICKETS", "ATTEMPTS", "SINCE", "WHY"}, rows);
  });
  return kDone;
}

Result<int> show_waiting(Context& context, services::Services& services, const std::string& company_name) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto writes, services::pending_writes(services, company));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& write : writes) {
    items.push_back(to_document(write));
    rows.push_back({write.ticket_key, write.integration, write.parked ? "set aside" : write.due_at,
                    std::to_string(write.attempts),
                    write.reason.empty() && write.backfill ? "back-fill of a policy" : write.reason});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"TICKET", "INTEGRATION", "DUE", "ATTEMPTS", "WHY"}, rows);
  });
  return kDone;
}

}  // namespace

void add_outbox_commands(CLI::App& app, Context& context) {
  auto* outbox = app.add_subcommand("outbox", "Work for vendors that waits or was set aside");
  outbox->require_subcommand(1);
  auto company = std::make_shared<std::string>();
  outbox->add_option("--company", *company, "Whose; not needed when there is one company only");

  outbox->add_subcommand("parked", "The newest first")
      ->footer("Example: host_stub outbox parked --company acme")
      ->callback([&context, company] {
        context.with_services(
            [&](services::Services& services) { return show_parked(context, services, *company); });
      });

  outbox->add_subcommand("waiting", "Tickets that are to be written to, the longest waiting first")
      ->footer("Example: host_stub outbox waiting --company acme")
      ->callback([&context, company] {
        context.with_services(
            [&](services::Services& services) { return show_waiting(context, services, *company); });
      });

  auto* replaying = outbox->add_subcommand("replay", "Let it be tried again");
  replaying->footer("Example: host_stub outbox replay 12 --reason \"the plugin was updated\"");
  auto id = std::make_shared<std::int64_t>();
  auto reason = std::make_shared<std::string>();
  replaying->add_option("id", *id, "Its number")->required();
  replaying->add_option("--reason", *reason, "Why it will go better now; kept in the audit log")->required();
  replaying->callback([&context, company, id, reason] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId acting, services::company_named(services, *company));
      ITSM_CHECK(services::replay_dead_letter(services, acting, *id, *reason, kActor));
      context.print(Json::object(), [&] { context.out() << *id << " is due again\n"; });
      return kDone;
    });
  });
}

}  // namespace itsm::host::cli

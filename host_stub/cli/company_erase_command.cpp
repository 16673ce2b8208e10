// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/company_erasure.hpp"

namespace itsm::host::cli {
namespace {

struct EraseOptions {
  std::string company{};
  std::string confirm{};
  bool dry_run = false;
};

void print_erasure(Context& context, const services::ErasureReport& report) {
  auto& out = context.out();
  const bool planned = report.state == "planned";
  out << (planned ? "this would be destroyed of " : "destroyed of ") << report.name << " (company "
      << report.company << ')';
  if (!planned) out << ", " << report.state << ", asked for by " << report.actor << " at " << report.begun_at;
  out << ":\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& [table, count] : report.rows) rows.push_back({table, std::to_string(count)});
  context.table({"TABLE", "ROWS"}, rows);
  for (const auto& key : report.data_keys) out << "data key " << key << " is destroyed\n";
  for (const auto& key : report.wrapping_keys) out << "it was wrapped by key " << key << '\n';
  for (const auto& integration : report.webhooks_removed)
    out << "the webhook of " << integration << " is removed at the vendor\n";
  for (const auto& left : report.left_to_do) out << (planned ? "" : "left: ") << left << '\n';
}

Result<int> erase_company(Context& context, services::Services& services, const EraseOptions& options) {
  if (options.dry_run) {
    ITSM_TRY(const auto plan, services::preview_erasure(services, options.company));
    context.print(to_document(plan), [&] { print_erasure(context, plan); });
    return kDone;
  }
  ITSM_TRY(const auto begun, services::begin_erasure(services, options.company, options.confirm, kActor));
  const CompanyId company{begun.company};
  ITSM_CHECK(services::carry_out_erasure(services, company, {}));
  ITSM_TRY(const auto receipt, services::show_erasure(services, company));
  context.print(to_document(receipt), [&] { print_erasure(context, receipt); });
  return kDone;
}

Result<int> list_erased(Context& context, services::Services& services, bool carry_on) {
  if (carry_on) ITSM_CHECK(services::carry_on_erasures(services, {}));
  ITSM_TRY(const auto receipts, services::list_erasures(services));
  Json items = Json::array();
  for (const auto& receipt : receipts) items.push_back(to_document(receipt));
  context.print(Json{{"items", items}}, [&] {
    for (const auto& receipt : receipts) print_erasure(context, receipt);
    if (receipts.empty()) context.out() << "no company was erased\n";
  });
  return kDone;
}

}  // namespace

void add_company_erase_commands(CLI::App& companies, Context& context) {
  auto* erase = companies.add_subcommand("erase", "Destroy everything that a company has, for good");
  erase->footer(
      "Its webhooks and its access at vendors are taken away where they answer, then its data key is "
      "destroyed, then\n"
      "all its rows. What was begun and interrupted is carried through by a host that serves, or by "
      "`companies\n"
      "erased --carry-on`. A receipt stays. Tickets at vendors stay as they are.\n"
      "Example: host_stub companies erase acme --dry-run\n"
      "         host_stub companies erase acme --confirm acme");
  auto options = std::make_shared<EraseOptions>();
  erase->add_option("name", options->company, "Of the company")->required();
  erase->add_flag("--dry-run", options->dry_run, "Count what it has, by table, and change nothing");
  erase->add_option("--confirm", options->confirm, "Its name once more");
  erase->callback([&context, options] {
    context.with_services(
        [&](services::Services& services) { return erase_company(context, services, *options); });
  });

  auto* erased =
      companies.add_subcommand("erased", "Receipts of companies that were erased, the newest first");
  erased->footer("Example: host_stub companies erased --json");
  auto carry_on = std::make_shared<bool>(false);
  erased->add_flag("--carry-on", *carry_on, "Carry through what was begun and interrupted");
  erased->callback([&context, carry_on] {
    context.with_services(
        [&](services::Services& services) { return list_erased(context, services, *carry_on); });
  });
}

}  // namespace itsm::host::cli

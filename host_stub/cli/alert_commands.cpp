// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/alert_notices.hpp"
#include "host_stub/services/companies.hpp"

namespace itsm::host::cli {
namespace {

Result<int> show_alerts(Context& context, services::Services& services, const std::string& company_name,
                        const services::AlertQuery& query) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto alerts, services::list_alerts(services, company, query));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& alert : alerts) {
    items.push_back(to_document(alert));
    rows.push_back({std::to_string(alert.id), std::to_string(alert.count), alert.last_at,
                    !alert.closed_at.empty()        ? "closed"
                    : alert.acknowledged_by.empty() ? "open"
                                                    : "seen by " + alert.acknowledged_by,
                    alert.message});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"ID", "COUNT", "LAST", "STATE", "WHAT"}, rows);
  });
  return kDone;
}

}  // namespace

void add_alert_commands(CLI::App& app, Context& context) {
  auto* alerts = app.add_subcommand("alerts", "What somebody should look at, once per cause");
  alerts->require_subcommand(1);
  auto company = std::make_shared<std::string>();
  alerts->add_option("--company", *company, "Whose; not needed when there is one company only");

  auto* listing = alerts->add_subcommand("list", "The newest first");
  listing->footer("Example: host_stub alerts list --company acme");
  auto query = std::make_shared<services::AlertQuery>();
  listing->add_flag("--all", query->all, "Also those that have closed");
  listing->add_option("--limit", query->limit, "Rows, at most 200")->check(CLI::Range(1, 200));
  listing->callback([&context, company, query] {
    context.with_services(
        [&](services::Services& services) { return show_alerts(context, services, *company, *query); });
  });

  auto* acknowledging = alerts->add_subcommand("ack", "Say that you have seen it; it closes by itself");
  acknowledging->footer("Example: host_stub alerts ack 3 --company acme");
  auto id = std::make_shared<std::int64_t>();
  acknowledging->add_option("id", *id, "Its number")->required();
  acknowledging->callback([&context, company, id] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId acting, services::company_named(services, *company));
      ITSM_CHECK(services::acknowledge_alert(services, acting, *id, kActor));
      context.print(Json::object(), [&] { context.out() << "alert " << *id << " is marked as seen\n"; });
      return kDone;
    });
  });

  auto* testing = alerts->add_subcommand("test", "Send a test to alerts.webhook of the configuration");
  testing->footer("Example: host_stub alerts test --config host.yaml");
  testing->callback([&context] {
    context.with_services([&](services::Services& services) -> Result<int> {
      if (services.settings.alerts.webhook_url.empty())
        return problem(ProblemKind::invalid, "alert_webhook_missing",
                       "the configuration has no alerts.webhook",
                       "add alerts: {webhook: {url: ..., secret_file: ...}} to it");
      ITSM_TRY(const auto target, services::NoticeTarget::of(services.settings.alerts));
      ITSM_CHECK(services::tell_test(services, target));
      context.print(Json::object(), [&] { context.out() << "it was taken\n"; });
      return kDone;
    });
  });
}

}  // namespace itsm::host::cli

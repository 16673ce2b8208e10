// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/inbox_items.hpp"
#include "host_stub/services/resync.hpp"
#include "host_stub/services/reviews.hpp"
#include "host_stub/services/webhook_test.hpp"
#include "host_stub/services/webhooks.hpp"

namespace itsm::host::cli {
namespace {

constexpr std::int64_t kMostInOneList = 200;
constexpr std::string_view kSeveral = "_";

void tell_status(std::ostream& out, const services::WebhookStatus& status) {
  out << status.integration << ": " << name_of(status.state) << "\n  address: " << status.address
      << "\n  proof: " << (status.proof.empty() ? "none" : status.proof) << '\n';
  for (const auto& one : status.subscriptions)
    out << "  registered: " << one.id << (one.expires_at.empty() ? "" : ", until " + one.expires_at) << '\n';
  if (!status.last_accepted_at.empty()) out << "  last delivery: " << status.last_accepted_at << '\n';
  for (const auto& [reason, refused] : status.refused)
    out << "  refused, " << reason << ": " << refused.count << ", last " << refused.last << '\n';
  if (status.missed > 0) out << "  changes that only a poll found: " << status.missed << '\n';
  if (!status.polled_at.empty()) out << "  last poll: " << status.polled_at << '\n';
  if (!status.next_poll_at.empty()) out << "  next poll: " << status.next_poll_at << '\n';
  if (!status.problem.empty()) out << "  problem: " << status.problem << '\n';
  for (const auto& note : status.notes) out << "  " << note << '\n';
}

using Action =
    std::function<Result<services::WebhookStatus>(services::Services&, const store::IntegrationRow&)>;

void add_webhook(CLI::App& webhook, Context& context, const std::string& verb, const std::string& about,
                 Action action) {
  auto* command = webhook.add_subcommand(verb, about);
  command->footer("Example: host_stub integrations webhook " + verb + " desk");
  auto name = std::make_shared<std::string>();
  command->add_option("name", *name, "Of the integration")->required();
  command->callback([&context, name, action = std::move(action)] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const auto row, services.directory.find(*name));
      ITSM_TRY(const auto status, action(services, row));
      context.print(to_document(status), [&] { tell_status(context.out(), status); });
      return kDone;
    });
  });
}

void add_webhook_test(CLI::App& webhook, Context& context) {
  auto* command = webhook.add_subcommand("test", "Prove that this host answers at the address");
  command->footer("Example: host_stub integrations webhook test desk");
  auto name = std::make_shared<std::string>();
  command->add_option("name", *name, "Of the integration")->required();
  command->callback([&context, name] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const auto row, services.directory.find(*name));
      ITSM_TRY(const auto told, services::test_webhook(services, row));
      context.print(to_document(told), [&] {
        context.out() << told.integration << ": this host answers at " << told.address
                      << " and takes the proof (" << told.proof << "), in " << told.duration_ms << " ms\n";
      });
      return kDone;
    });
  });
}

Result<CompanyId> owner_named(services::Services& services, const std::string& name) {
  if (name == kSeveral) return store::kHouse;
  return services::company_named(services, name);
}

Result<int> show_inbox(Context& context, services::Services& services, const std::string& company) {
  ITSM_TRY(const CompanyId owner, owner_named(services, company));
  ITSM_TRY(const auto parked, services::list_parked_inbox(services, owner, 0, kMostInOneList));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& item : parked) {
    items.push_back(to_document(item));
    rows.push_back({std::to_string(item.id), item.integration, std::string(name_of(item.kind)),
                    item.remote_id, std::to_string(item.attempts), item.parked_at, item.problem});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"ID", "INTEGRATION", "WHAT", "TICKET", "ATTEMPTS", "SINCE", "WHY"}, rows);
  });
  return kDone;
}

Result<int> show_reviews(Context& context, services::Services& services, const std::string& company,
                         bool all) {
  ITSM_TRY(const CompanyId acting, services::company_named(services, company));
  ITSM_TRY(const auto reviews, services::list_reviews(services, acting, {all, 0, kMostInOneList}));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& item : reviews) {
    items.push_back(to_document(item));
    rows.push_back({std::to_string(item.id), item.ticket_key, std::to_string(item.finding),
                    std::string(name_of(item.status)), item.decision.empty() ? "open" : item.decision,
                    item.reason});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"ID", "TICKET", "FINDING", "STATUS", "DECISION", "WHY"}, rows);
  });
  return kDone;
}

void tell_report(std::ostream& out, const services::ResyncReport& report) {
  if (report.joined) out << "begun by " << report.actor << " at " << report.started_at << '\n';
  for (const auto& one : report.integrations)
    out << one.integration << ": " << one.updated << " updated, " << one.same << " same, " << one.needs_person
        << " need a person, " << one.not_shown << " not shown"
        << (one.failed.empty() ? std::string() : "; " + one.failed) << '\n';
}

Result<int> read_all(Context& context, services::Services& services, const std::string& company,
                     const std::vector<std::string>& integrations) {
  ITSM_TRY(const CompanyId acting, services::company_named(services, company));
  ITSM_TRY(const auto report, services::resync_all(services, acting, integrations, kActor, {}));
  context.print(to_document(report), [&] { tell_report(context.out(), report); });
  const bool failed = std::any_of(report.integrations.begin(), report.integrations.end(),
                                  [](const auto& one) { return !one.failed.empty(); });
  return failed ? kSomeFailed : kDone;
}

void add_inbox(CLI::App& app, Context& context) {
  auto* inbox = app.add_subcommand("inbox", "News of vendors that was set aside");
  inbox->require_subcommand(1);
  auto company = std::make_shared<std::string>();
  inbox->add_option("--company", *company,
                    "Who owns the integration, _ for one that serves several; not needed with one company");
  inbox->add_subcommand("list", "The newest first")
      ->footer("Example: host_stub inbox list --company acme")
      ->callback([&context, company] {
        context.with_services(
            [&](services::Services& services) { return show_inbox(context, services, *company); });
      });
  const auto decides = [&](const std::string& verb, const std::string& about, auto decide) {
    auto* command = inbox->add_subcommand(verb, about);
    command->footer("Example: host_stub inbox " + verb + " 12 --company acme");
    auto id = std::make_shared<std::int64_t>();
    command->add_option("id", *id, "Its number")->required();
    command->callback([&context, company, id, decide, verb] {
      context.with_services([&](services::Services& services) -> Result<int> {
        ITSM_TRY(const CompanyId owner, owner_named(services, *company));
        ITSM_CHECK(decide(services, owner, *id, kActor));
        context.print(Json::object(), [&] { context.out() << verb << ": " << *id << '\n'; });
        return kDone;
      });
    });
  };
  decides("retry", "Let it be tried again, as if it were new", services::retry_inbox);
  decides("drop", "Do not try it any more", services::drop_inbox);
}

void add_reviews(CLI::App& app, Context& context) {
  auto* reviews = app.add_subcommand("reviews", "What a person has to decide");
  reviews->require_subcommand(1);
  auto company = std::make_shared<std::string>();
  reviews->add_option("--company", *company, "Whose; not needed when there is one company only");
  auto* listing = reviews->add_subcommand("list", "The newest first");
  listing->footer("Example: host_stub reviews list --company acme");
  auto all = std::make_shared<bool>(false);
  listing->add_flag("--all", *all, "Also those that are decided");
  listing->callback([&context, company, all] {
    context.with_services(
        [&](services::Services& services) { return show_reviews(context, services, *company, *all); });
  });
  auto* deciding = reviews->add_subcommand("decide", "Say what the finding becomes");
  deciding->footer(
      "Example: host_stub reviews decide 7 accepted_risk --reason \"compensated by the firewall\"");
  auto id = std::make_shared<std::int64_t>();
  auto decision = std::make_shared<services::ReviewDecision>();
  deciding->add_option("id", *id, "Its number")->required();
  deciding->add_option("decision", decision->decision, "A finding's status, or keep")->required();
  deciding->add_option("--reason", decision->reason, "Why");
  deciding->callback([&context, company, id, decision] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId acting, services::company_named(services, *company));
      ITSM_CHECK(services::decide_review(services, acting, *id, *decision, kActor));
      context.print(Json::object(), [&] { context.out() << *id << ": " << decision->decision << '\n'; });
      return kDone;
    });
  });
}

void add_sync(CLI::App& app, Context& context) {
  auto* sync = app.add_subcommand("sync", "Read every ticket now; once a minute for the same integrations");
  sync->footer("Example: host_stub sync --company acme --integration desk");
  auto company = std::make_shared<std::string>();
  auto integrations = std::make_shared<std::vector<std::string>>();
  sync->add_option("--company", *company, "Whose; not needed when there is one company only");
  sync->add_option("--integration", *integrations, "These only");
  sync->callback([&context, company, integrations] {
    context.with_services(
        [&](services::Services& services) { return read_all(context, services, *company, *integrations); });
  });
}

}  // namespace

void add_webhook_commands(CLI::App& integrations, Context& context) {
  auto* webhook = integrations.add_subcommand("webhook", "Where its vendor delivers what changes");
  webhook->require_subcommand(1);
  add_webhook(*webhook, context, "show", "Address, proof, and how deliveries and polls go",
              services::webhook_status);
  const auto acts = [](auto act) {
    return [act](services::Services& services, const store::IntegrationRow& row) {
      return act(services, row, std::string(kActor));
    };
  };
  add_webhook(*webhook, context, "register", "Register at the vendor, in the place of one before",
              acts(services::register_webhook));
  add_webhook(*webhook, context, "rotate", "A new secret; the old one is good for another day",
              acts(services::rotate_webhook));
  add_webhook(*webhook, context, "remove", "Take our registrations away at the vendor",
              acts(services::remove_webhook));
  add_webhook_test(*webhook, context);
}

void add_resync_command(CLI::App& tickets, Context& context) {
  auto* resync = tickets.add_subcommand("resync", "Read tickets now, and say what that changed");
  resync->footer("Examples: host_stub tickets resync SEC-12\n          host_stub tickets resync --all");
  auto company = std::make_shared<std::string>();
  auto key = std::make_shared<std::string>();
  auto all = std::make_shared<bool>(false);
  auto integrations = std::make_shared<std::vector<std::string>>();
  resync->add_option("--company", *company, "Whose; not needed when there is one company only");
  auto* named = resync->add_option("ticket", *key, "Its key or number");
  auto* everything = resync->add_flag("--all", *all, "Every ticket instead");
  named->excludes(everything);
  resync->add_option("--integration", *integrations, "With --all: these only")->needs(everything);
  resync->callback([&context, company, key, all, integrations] {
    context.with_services([&](services::Services& services) -> Result<int> {
      if (*all) return read_all(context, services, *company, *integrations);
      if (key->empty())
        return problem(ProblemKind::invalid, "ticket_missing", "which ticket?", "name one, or give --all");
      ITSM_TRY(const CompanyId acting, services::company_named(services, *company));
      ITSM_TRY(const auto told, services::resync_ticket(services, acting, *key));
      context.print(to_document(told), [&] { context.out() << told.sentence << '\n'; });
      return kDone;
    });
  });
}

void add_sync_commands(CLI::App& app, Context& context) {
  add_sync(app, context);
  add_inbox(app, context);
  add_reviews(app, context);
}

}  // namespace itsm::host::cli

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/apply_integration.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "host_stub/core/text.hpp"
#include "host_stub/services/connections.hpp"
#include "host_stub/services/integration_check.hpp"
#include "host_stub/services/integration_scope.hpp"
#include "host_stub/services/stored_secrets.hpp"
#include "host_stub/services/ticket_archive.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

constexpr std::uintmax_t kLongestSecretFile = 64 * 1024;

Result<std::string> read_secret_file(const std::filesystem::path& path) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  std::ifstream file(path);
  if (failed || !file)
    return problem(ProblemKind::invalid, "secret_file",
                   "the secret file " + path.string() + " cannot be read",
                   "make it, readable by this user only, with the secret and nothing else in it");
  if (size > kLongestSecretFile)
    return problem(ProblemKind::invalid, "secret_file",
                   "the secret file " + path.string() + " is too long for a secret",
                   "put the secret and nothing else into it");
  std::string value((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  while (!value.empty() && (value.back() == '\n' || value.back() == '\r')) value.pop_back();
  return value;
}

const Named* named_in(const std::vector<Named>& projects, const std::string& name) {
  const auto found = std::find_if(projects.begin(), projects.end(),
                                  [&](const Named& project) { return project.name == name; });
  return found == projects.end() ? nullptr : &*found;
}

// The one company that it serves; absent: the house.
std::optional<std::string> single_company(const config::Integration& integration) {
  if (integration.tenancy_wide || integration.companies.size() != 1) return std::nullopt;
  return integration.companies.front();
}

store::SyncOptions sync_options(const config::Integration& integration) {
  store::SyncOptions options;
  options.poll_every_s = integration.poll.every.count();
  if (integration.poll.daily_at) options.poll_daily_min = integration.poll.daily_at->count();
  options.proof = integration.webhook.proof;
  options.allow_unsigned = integration.webhook.allow_unsigned;
  options.auto_close = integration.auto_close_on_resolve;
  options.sweep_every_s = integration.sweep.every.count();
  options.sweep_repairs = integration.sweep.repair;
  options.sweep_off = integration.sweep.off;
  options.join_edits_s = integration.join_edits.within.count();
  options.join_edits_off = integration.join_edits.off;
  return options;
}

// Carries one integration over into the store.
class IntegrationApplication {
 public:
  IntegrationApplication(Services& services, const config::Integration& integration,
                         const std::map<std::string, CompanyId>& companies, const std::string& actor,
                         ApplyReport& report)
      : services_(services),
        integration_(integration),
        companies_(companies),
        actor_(actor),
        report_(report) {}

  Result<> run() {
    ITSM_TRY(const CompanyId owner, owner_of());
    store::IntegrationRow row;
    row.name = integration_.name;
    row.webhook_key = vault::random_token();
    row.plugin = integration_.plugin;
    row.state = store::IntegrationState::disabled;
    row.auth = integration_.auth;
    row.policy = integration_.policy;
    row.settings = integration_.settings;
    row.addresses = integration_.addresses;
    row.sync = sync_options(integration_);
    ITSM_TRY(const auto before, services_.database.in_company(owner, [&](store::Transaction& transaction) {
      return store::find_integration(transaction, integration_.name);
    }));
    const bool same = before && before->plugin == row.plugin && before->auth == row.auth &&
                      before->policy == row.policy && before->settings == row.settings &&
                      before->addresses == row.addresses;
    if (row.sync.allow_unsigned && !services_.settings.development)
      return problem(ProblemKind::invalid, "development_only", row.name + " would take webhooks from anybody",
                     "take `allow_unsigned` out of it and apply again; for tests run the host with --dev");
    const std::string change = same && before->sync == row.sync ? "unchanged" : before ? "changed" : "made";
    if (change != "unchanged") {
      ITSM_CHECK(services_.database.in_company(owner, [&](store::Transaction& transaction) -> Result<> {
        ITSM_CHECK(store::upsert_integration(transaction, row, services_.clock.now()));
        return audit("integration." + std::string(before ? "change" : "make"), transaction);
      }));
    }
    entry_ = report_.applied.size();
    note("integration", integration_.name, change);
    ITSM_TRY(const auto made, stored_row(owner));
    ITSM_TRY(const bool new_scope, store_scope(made));
    ITSM_TRY(const bool new_secret, store_secrets(made));
    ITSM_TRY(const auto stored, stored_row(owner));
    return bring_to_state(stored, !same || new_scope || new_secret);
  }

 private:
  Result<store::IntegrationRow> stored_row(CompanyId owner) {
    ITSM_TRY(auto row, services_.database.in_company(owner, [&](store::Transaction& transaction) {
      return store::find_integration(transaction, integration_.name);
    }));
    if (row) return *std::move(row);
    return problem(ProblemKind::conflict, "integration_unknown",
                   "somebody deleted the integration " + integration_.name + " meanwhile", "apply again");
  }

  // Answers whether projects or companies are others than before.
  Result<bool> store_scope(const store::IntegrationRow& row) {
    ITSM_TRY(const auto before, companies_served(services_, row));
    bool changed = false;
    for (const auto& [name, company] : companies_) {
      const auto& named = integration_.companies;
      const bool serves =
          integration_.tenancy_wide || std::find(named.begin(), named.end(), name) != named.end();
      const auto served = std::find_if(before.begin(), before.end(),
                                       [id = company](const Served& one) { return one.company.id == id; });
      if (serves) {
        ITSM_TRY(const bool other, serve(row, name, company, served == before.end() ? nullptr : &*served));
        changed = changed || other;
      } else if (served != before.end()) {
        ITSM_CHECK(stop_serving(row, company));
        changed = true;
      }
    }
    return changed;
  }

  // A project keeps the vendor's id that is known of it.
  Result<bool> serve(const store::IntegrationRow& row, const std::string& name, CompanyId company,
                     const Served* before) {
    store::ServiceRow service{row.owner, row.id, {}};
    bool same = before != nullptr;
    for (const std::string& key : {std::string(), name}) {
      const auto projects = integration_.projects.find(key);
      if (projects == integration_.projects.end()) continue;
      for (const auto& project : projects->second) {
        auto& kept = service.projects.emplace_back(Named{.name = project});
        const Named* const known = before == nullptr ? nullptr : named_in(before->projects, project);
        if (known != nullptr) kept.id = known->id;
        same = same && known != nullptr;
      }
    }
    same = same && service.projects.size() == before->projects.size();
    if (same) return false;
    ITSM_CHECK(services_.database.in_company(company, [&](store::Transaction& transaction) {
      return store::serve_company(transaction, service, services_.clock.now());
    }));
    if (before != nullptr || row.state != store::IntegrationState::enabled) return true;
    ITSM_TRY(const std::string place, ticket_place(services_, row));
    ITSM_CHECK(restore_company(services_, row, company, place, actor_));
    return true;
  }

  // For that company it is a disconnect.
  Result<> stop_serving(const store::IntegrationRow& row, CompanyId company) {
    ITSM_TRY(const std::string place, ticket_place(services_, row));
    ITSM_CHECK(archive_company(services_, row, company, place, "no longer serves this company", actor_));
    return services_.database.in_company(company, [&](store::Transaction& transaction) {
      return store::stop_serving_company(transaction, row.owner, row.id);
    });
  }

  // Credentials that the document names by a file.
  Result<bool> store_secrets(const store::IntegrationRow& row) {
    ITSM_TRY(const auto stored, services_.secrets.open(row.owner, row.id));
    bool any = false;
    for (const auto& [field, reference] : integration_.credentials) {
      std::string value = reference.value;
      if (value.empty()) {
        ITSM_TRY(value, read_secret_file(reference.file));
      }
      const auto known = stored.find(field);
      if (known != stored.end() && known->second == value) continue;
      ITSM_CHECK(set_secret(services_, row, field, value, actor_));
      note("secret", row.name + " " + field, known == stored.end() ? "made" : "changed");
      any = true;
    }
    return any;
  }

  // Enabling needs a passed check of exactly these settings; without one the integration is stored disabled.
  Result<> bring_to_state(const store::IntegrationRow& row, bool changed) {
    if (!integration_.enabled) {
      if (row.state == store::IntegrationState::enabled) {
        ITSM_CHECK(disable(services_, row, actor_, false));
        report_.applied[entry_].change = "disabled";
      }
      return {};
    }
    if (row.state == store::IntegrationState::enabled && !changed) return {};
    const auto checked = check_integration(services_, row);
    if (checked && checked->passed) {
      ITSM_CHECK(enable(services_, row, actor_, false));
      note("integration", row.name, "enabled");
      return {};
    }
    if (row.state == store::IntegrationState::enabled) ITSM_CHECK(disable(services_, row, actor_, false));
    if (!checked) {
      if (checked.error().kind == ProblemKind::internal) return unexpected(checked.error());
      const bool unreachable = checked.error().kind == ProblemKind::unavailable;
      (unreachable ? report_.unreachable : report_.refused) = true;
      note("integration", row.name, "disabled",
           (unreachable ? "unchecked: " : "") + checked.error().message +
               "; then run: host_stub integrations check " + row.name +
               " and host_stub integrations enable " + row.name);
      return {};
    }
    report_.refused = true;
    note("integration", row.name, "disabled", "missing permission: " + joined(checked->missing, "; "));
    return {};
  }

  // It stays with the house once it is there.
  Result<CompanyId> owner_of() {
    ITSM_TRY(const auto of_house, services_.database.in_house([&](store::Transaction& house) {
      return store::find_integration(house, integration_.name);
    }));
    const auto single = single_company(integration_);
    return of_house || !single ? store::kHouse : companies_.at(*single);
  }

  Result<> audit(const std::string& action, store::Transaction& owner) {
    store::AuditEntry entry;
    entry.at = services_.clock.now();
    entry.actor = actor_;
    entry.action = action;
    entry.subject = "integration " + integration_.name;
    return store::append_audit(owner, entry);
  }

  void note(std::string kind, std::string name, std::string change, std::string text = {}) {
    report_.applied.push_back({std::move(kind), std::move(name), std::move(change), std::move(text)});
  }

  Services& services_;
  const config::Integration& integration_;
  const std::map<std::string, CompanyId>& companies_;
  const std::string& actor_;
  ApplyReport& report_;
  std::size_t entry_ = 0;  // of the integration itself, in the report
};

}  // namespace

Result<std::string> owned_by_another(Services& services, const config::Integration& integration) {
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  for (const auto& company : companies) {
    ITSM_TRY(const auto row, services.database.in_company(company.id, [&](store::Transaction& transaction) {
      return store::find_integration(transaction, integration.name);
    }));
    if (row && single_company(integration) != company.name)
      return "`" + integration.name + "` was made for " + company.name +
             " alone and cannot serve others; give this one another name, or delete that one first: "
             "host_stub "
             "integrations delete " +
             integration.name;
  }
  return std::string();
}

Result<> apply_integration(Services& services, const config::Integration& integration,
                           const std::map<std::string, CompanyId>& companies, const std::string& actor,
                           ApplyReport& report) {
  return IntegrationApplication(services, integration, companies, actor, report).run();
}

}  // namespace itsm::host::services

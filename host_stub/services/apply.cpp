// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/apply.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "host_stub/config/source.hpp"
#include "host_stub/core/digest.hpp"
#include "host_stub/policy/documents.hpp"
#include "host_stub/services/manifest_fit.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/store/policies.hpp"
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

// Carries one set of documents over into the store.
class Application {
 public:
  Application(Services& services, std::span<const config::Source> sources, const policy::Documents& documents,
              std::string actor)
      : services_(services), sources_(sources), documents_(documents), actor_(std::move(actor)) {}

  Result<ApplyReport> run() {
    ITSM_CHECK(check_references());
    ITSM_CHECK(store_companies());
    for (const auto& policy : documents_.policies)
      ITSM_CHECK(store_document(store::kHouse, "policy", policy.name, policy.name, policy.file, policy.text));
    for (const auto& integration : documents_.integrations) ITSM_CHECK(store_integration(integration));
    for (const auto& routing : documents_.routing) ITSM_CHECK(store_routing(routing));
    return std::move(report_);
  }

 private:
  Result<> check_references() {
    policy::KnownNames known;
    ITSM_TRY(const auto companies, services_.database.in_house([](store::Transaction& transaction) {
      return store::list_companies(transaction);
    }));
    for (const auto& company : companies) {
      known.companies.insert(company.name);
      companies_[company.name] = company.id;
    }
    ITSM_TRY(const auto policies, services_.database.in_house([](store::Transaction& transaction) {
      return store::active_policies(transaction);
    }));
    for (const auto& policy : policies) known.policies.insert(policy.name);
    for (const auto& [name, id] : companies_) {
      ITSM_TRY(const auto serving, services_.directory.serving(id));
      for (const auto& service : serving) known.integrations.insert(service.integration.name);
    }
    auto complaints = policy::unknown_references(documents_, known);
    for (const auto& integration : documents_.integrations) {
      const std::string place = config::to_string(integration.place);
      const auto plugin = services_.plugins.find(integration.plugin);
      if (!plugin) {
        complaints.push_back({place, plugin.error().message + " (" + plugin.error().remedy + ")"});
        continue;
      }
      for (auto& misfit : misfits(integration, (*plugin)->manifest()))
        complaints.push_back({place, std::move(misfit)});
    }
    for (const auto& integration : documents_.integrations)
      for (const auto& [field, reference] : integration.credentials)
        if (!reference.secret.empty())
          complaints.push_back({config::to_string(integration.place),
                                "secrets that integrations share are not available in this version; leave `" +
                                    field + "` out and run: host_stub secrets set " + integration.name + " " +
                                    field});
    for (const auto& integration : documents_.integrations)
      if (!integration.addresses.empty() && !services_.settings.development)
        complaints.push_back({config::to_string(integration.place),
                              "`development` leads the vendor's addresses, and with them the credentials, "
                              "elsewhere; it is taken with --dev only"});
    if (complaints.empty()) return {};
    return unexpected(
        Problem{ProblemKind::invalid, "configuration_wrong", "the configuration names what does not exist",
                "correct these places and apply again; nothing was stored", std::move(complaints)});
  }

  Result<> store_companies() {
    for (const auto& company : documents_.companies) {
      const bool known = companies_.contains(company.name);
      ITSM_TRY(companies_[company.name], services_.database.in_house([&](store::Transaction& transaction) {
        return store::ensure_company(transaction, company.name, services_.clock.now());
      }));
      note("company", company.name, known ? "unchanged" : "made");
    }
    return {};
  }

  Result<> store_document(CompanyId owner, std::string kind, std::string shown, const std::string& name,
                          const std::string& file, const std::string& text) {
    store::PolicyVersion version;
    version.name = name;
    version.document = text;
    version.digest = sha256_hex(text);
    version.origin_path = file;
    version.author = actor_;
    ITSM_TRY(const store::Activated activated,
             services_.database.in_company(owner, [&](store::Transaction& transaction) {
               return store::activate_policy(transaction, version, services_.clock.now());
             }));
    const std::string change = !activated.is_new ? "unchanged" : activated.number == 1 ? "made" : "changed";
    note(std::move(kind), std::move(shown), change, "version " + std::to_string(activated.number));
    return {};
  }

  Result<> store_routing(const policy::Routing& routing) {
    const auto source = std::find_if(sources_.begin(), sources_.end(), [&](const config::Source& candidate) {
      return candidate.file == routing.place.file;
    });
    return store_document(companies_.at(routing.company), "routing", routing.company, store::kRoutingName,
                          source->file, source->text);
  }

  // Who owns an integration: the one company that it serves, or the house.
  CompanyId owner_of(const config::Integration& integration) const {
    const bool single = !integration.tenancy_wide && integration.companies.size() == 1;
    return single ? companies_.at(integration.companies.front()) : store::kHouse;
  }

  Result<> store_integration(const config::Integration& integration) {
    const CompanyId owner = owner_of(integration);
    store::IntegrationRow row;
    row.name = integration.name;
    row.webhook_key = vault::random_token();
    row.plugin = integration.plugin;
    row.state = store::IntegrationState::disabled;
    row.auth = integration.auth;
    row.policy = integration.policy;
    row.settings = integration.settings;
    row.addresses = integration.addresses;
    ITSM_TRY(const auto before, services_.database.in_company(owner, [&](store::Transaction& transaction) {
      return store::find_integration(transaction, integration.name);
    }));
    const bool same = before && before->plugin == row.plugin && before->auth == row.auth &&
                      before->policy == row.policy && before->settings == row.settings &&
                      before->addresses == row.addresses;
    if (!same) {
      ITSM_CHECK(services_.database.in_company(owner, [&](store::Transaction& transaction) {
        return store::upsert_integration(transaction, row, services_.clock.now());
      }));
    }
    ITSM_TRY(const auto stored, services_.database.in_company(owner, [&](store::Transaction& transaction) {
      return store::find_integration(transaction, integration.name);
    }));
    note("integration", integration.name, same ? "unchanged" : before ? "changed" : "made");
    ITSM_CHECK(store_scope(integration, *stored));
    ITSM_TRY(const bool new_secret, store_secrets(integration, *stored));
    return bring_to_state(integration, *stored, !same || new_secret);
  }

  Result<> store_scope(const config::Integration& integration, const store::IntegrationRow& row) {
    for (const auto& [name, company] : companies_) {
      const auto& named = integration.companies;
      const bool serves =
          integration.tenancy_wide || std::find(named.begin(), named.end(), name) != named.end();
      store::ServiceRow service{row.owner, row.id, {}};
      for (const std::string& key : {std::string(), name}) {
        const auto projects = integration.projects.find(key);
        if (projects == integration.projects.end()) continue;
        for (const auto& project : projects->second) service.projects.push_back({.name = project});
      }
      ITSM_CHECK(services_.database.in_company(company, [&](store::Transaction& transaction) {
        return serves ? store::serve_company(transaction, service, services_.clock.now())
                      : store::stop_serving_company(transaction, row.owner, row.id);
      }));
    }
    return {};
  }

  // Credentials that the document names by a file. Those named by a secret are stored with `secrets set`.
  Result<bool> store_secrets(const config::Integration& integration, const store::IntegrationRow& row) {
    ITSM_TRY(const auto stored, services_.secrets.open(row.owner, row.id));
    bool any = false;
    for (const auto& [field, reference] : integration.credentials) {
      if (reference.file.empty()) continue;
      ITSM_TRY(const std::string value, read_secret_file(reference.file));
      const auto known = stored.find(field);
      if (known != stored.end() && known->second == value) continue;
      ITSM_CHECK(services_.secrets.set(row.owner, row.id, field, value));
      note("secret", row.name + " " + field, known == stored.end() ? "made" : "changed");
      any = true;
    }
    return any;
  }

  // Enabling needs a passed check of exactly these settings; without one the integration is stored disabled.
  Result<> bring_to_state(const config::Integration& integration, const store::IntegrationRow& row,
                          bool changed) {
    if (!integration.enabled) {
      if (row.state == store::IntegrationState::enabled) {
        ITSM_CHECK(services_.directory.disable(row));
        report_.applied.back().change = "disabled";
      }
      return {};
    }
    if (row.state == store::IntegrationState::enabled && !changed) return {};
    const auto checked = services_.directory.check(row);
    if (checked && checked->passed) {
      ITSM_CHECK(services_.directory.enable(row));
      note("integration", row.name, "enabled");
      return {};
    }
    if (row.state == store::IntegrationState::enabled) ITSM_CHECK(services_.directory.disable(row));
    if (!checked) {
      if (checked.error().kind == ProblemKind::internal) return unexpected(checked.error());
      (checked.error().kind == ProblemKind::unavailable ? report_.unreachable : report_.refused) = true;
      note("integration", row.name, "disabled",
           checked.error().message + "; then run: host_stub integrations check " + row.name +
               " and host_stub integrations enable " + row.name);
      return {};
    }
    report_.refused = true;
    std::string missing;
    for (const auto& permission : checked->missing) missing += (missing.empty() ? "" : "; ") + permission;
    note("integration", row.name, "disabled", "missing permission: " + missing);
    return {};
  }

  void note(std::string kind, std::string name, std::string change, std::string text = {}) {
    report_.applied.push_back({std::move(kind), std::move(name), std::move(change), std::move(text)});
  }

  Services& services_;
  std::span<const config::Source> sources_;
  const policy::Documents& documents_;
  const std::string actor_;
  std::map<std::string, CompanyId> companies_;
  ApplyReport report_;
};

}  // namespace

Result<ApplyReport> apply(Services& services, std::span<const std::filesystem::path> paths,
                          const std::string& actor) {
  ITSM_TRY(const auto sources, config::read_sources(paths));
  ITSM_TRY(const policy::Documents documents, policy::read_documents(sources));
  return Application(services, sources, documents, actor).run();
}

}  // namespace itsm::host::services

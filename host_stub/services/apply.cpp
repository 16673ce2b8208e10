// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/apply.hpp"

#include <algorithm>
#include <map>

#include "host_stub/config/source.hpp"
#include "host_stub/core/digest.hpp"
#include "host_stub/policy/documents.hpp"
#include "host_stub/services/apply_integration.hpp"
#include "host_stub/services/custom_fields.hpp"
#include "host_stub/services/existing_tickets.hpp"
#include "host_stub/services/manifest_fit.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/store/policies.hpp"

namespace itsm::host::services {
namespace {

// Carries one set of documents over into the store.
class Application {
 public:
  Application(Services& services, std::span<const config::Source> sources, const policy::Documents& documents,
              std::string actor, std::string reason)
      : services_(services),
        sources_(sources),
        documents_(documents),
        actor_(std::move(actor)),
        reason_(std::move(reason)) {}

  Result<ApplyReport> run() {
    ITSM_CHECK(check_references());
    ITSM_CHECK(store_companies());
    for (const auto& policy : documents_.policies) ITSM_CHECK(store_policy(policy));
    for (const auto& integration : documents_.integrations)
      ITSM_CHECK(apply_integration(services_, integration, companies_, actor_, report_));
    for (const auto& preset : documents_.presets) ITSM_CHECK(store_preset(preset));
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
    ITSM_CHECK(learn_own_policies(known));
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
    for (const auto& integration : documents_.integrations) {
      ITSM_TRY(std::string foreign, owned_by_another(services_, integration));
      if (!foreign.empty()) complaints.push_back({config::to_string(integration.place), std::move(foreign)});
    }
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
      if (!company.custom_fields) continue;
      ITSM_TRY(const auto changes,
               declare_listed_fields(services_, companies_[company.name], *company.custom_fields));
      for (const auto& change : changes) note("custom_field", company.name + " " + change.key, change.change);
    }
    return {};
  }

  // What the companies that integrations name have written on their pages.
  Result<> learn_own_policies(policy::KnownNames& known) {
    for (const auto& integration : documents_.integrations)
      for (const std::string& company : integration.companies) {
        const auto id = companies_.find(company);
        if (id == companies_.end()) continue;
        ITSM_TRY(const auto own,
                 services_.database.in_company(id->second, [](store::Transaction& transaction) {
                   return store::active_policies(transaction);
                 }));
        for (const auto& policy : own) known.policies.insert(policy.name);
      }
    return {};
  }

  Result<> store_policy(const policy::Policy& policy) {
    ITSM_CHECK(store_document(store::kHouse, "policy", policy.name, policy.name, policy.file, policy.text));
    Applied& applied = report_.applied.back();
    ITSM_TRY(const auto version, services_.database.in_house([&](store::Transaction& house) {
      return store::active_policy(house, policy.name);
    }));
    if (applied.change == "changed") {
      ITSM_TRY(const std::int64_t open, count_existing(services_, *version));
      if (open > 0)
        applied.note += "; open tickets: " + std::to_string(open) +
                        ", which stay as they are (host_stub policy activate " + policy.name + " " +
                        std::to_string(version->number) + " --existing update brings them in step)";
    }
    // What a company wrote on its page is never touched.
    for (const auto& [name, id] : companies_) {
      ITSM_TRY(const auto own, services_.database.in_company(id, [&](store::Transaction& company) {
        return store::active_policy(company, policy.name);
      }));
      if (own)
        applied.note +=
            "; " + name + " goes by version " + std::to_string(own->number) + " of its own, which stays";
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
    version.reason = reason_;
    ITSM_TRY(const store::Activated activated,
             services_.database.in_company(owner, [&](store::Transaction& transaction) {
               return store::activate_policy(transaction, version, services_.clock.now());
             }));
    const std::string change = !activated.is_new ? "unchanged" : activated.number == 1 ? "made" : "changed";
    note(std::move(kind), std::move(shown), change, "version " + std::to_string(activated.number));
    return {};
  }

  Result<> store_routing(const policy::Routing& routing) {
    const config::Source& source = source_of(routing.place);
    return store_document(companies_.at(routing.company), "routing", routing.company, store::kRoutingName,
                          source.file, source.text);
  }

  Result<> store_preset(const policy::Preset& preset) {
    const config::Source& source = source_of(preset.place);
    return store_document(store::kHouse, "preset", preset.name, store::kPresetPrefix + preset.name,
                          source.file, source.text);
  }

  const config::Source& source_of(const config::Place& place) const {
    return *std::find_if(sources_.begin(), sources_.end(),
                         [&](const config::Source& candidate) { return candidate.file == place.file; });
  }

  void note(std::string kind, std::string name, std::string change, std::string text = {}) {
    report_.applied.push_back({std::move(kind), std::move(name), std::move(change), std::move(text)});
  }

  Services& services_;
  std::span<const config::Source> sources_;
  const policy::Documents& documents_;
  const std::string actor_;
  const std::string reason_;
  std::map<std::string, CompanyId> companies_;
  ApplyReport report_;
};

}  // namespace

Result<ApplyReport> apply(Services& services, std::span<const std::filesystem::path> paths,
                          const std::string& actor, const std::string& reason) {
  ITSM_TRY(const auto sources, config::read_sources(paths));
  ITSM_TRY(const policy::Documents documents, policy::read_documents(sources));
  return Application(services, sources, documents, actor, reason).run();
}

Result<ApplyReport> apply_one(Services& services, const config::Integration& integration,
                              const std::string& actor) {
  policy::Documents documents;
  documents.integrations.push_back(integration);
  return Application(services, {}, documents, actor, "").run();
}

}  // namespace itsm::host::services

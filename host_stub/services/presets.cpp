// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/presets.hpp"

#include <algorithm>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/documents.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/policies.hpp"

namespace itsm::host::services {
namespace {

std::string stored_name(const std::string& name) { return store::kPresetPrefix + name; }

// JSON is YAML too, so that presets of pages and of files are read by one reader.
std::string yaml_of(const PresetOrder& order) {
  Json document = to_document(order);
  document["preset"] = order.name;
  document.erase("name");
  return dump(document);
}

Result<policy::Preset> read_preset(const std::string& file, const std::string& text) {
  const config::Source source{file, text};
  ITSM_TRY(policy::Documents documents, policy::read_documents({&source, 1}));
  if (!documents.presets.empty()) return std::move(documents.presets.front());
  return problem(ProblemKind::invalid, "preset_wrong", "this is no preset", "see config/presets");
}

PresetItem item_of(const policy::Preset& preset, const store::PolicyVersion& version) {
  PresetItem item;
  item.preset = {preset.name,    preset.label,          preset.integration,   preset.plugin,
                 preset.project, preset.choices.labels, preset.choices.fields};
  item.of_house = version.company == store::kHouse;
  item.origin_path = version.origin_path;
  item.author = version.author;
  return item;
}

bool may_use(const policy::Preset& preset, const integrations::Serving& serving) {
  if (!preset.is_for(serving.integration.name, serving.integration.plugin)) return false;
  if (preset.project.empty() || serving.projects.empty()) return true;
  return std::any_of(serving.projects.begin(), serving.projects.end(), [&](const Named& project) {
    return project.id == preset.project || to_lower(project.name) == to_lower(preset.project);
  });
}

Result<std::vector<store::PolicyVersion>> stored_presets(Services& services, CompanyId owner) {
  ITSM_TRY(auto active, services.database.in_company(owner, [](store::Transaction& transaction) {
    return store::active_policies(transaction);
  }));
  std::erase_if(active, [](const auto& version) { return !version.name.starts_with(store::kPresetPrefix); });
  return active;
}

Result<std::optional<store::PolicyVersion>> active_in(Services& services, CompanyId owner,
                                                      const std::string& name) {
  return services.database.in_company(owner, [&](store::Transaction& transaction) {
    return store::active_policy(transaction, stored_name(name));
  });
}

Unexpected<Problem> preset_of_file(const std::string& name, const store::PolicyVersion& of_house) {
  return problem(ProblemKind::conflict, "preset_of_file",
                 "the preset " + name + " comes from a file and is read-only here",
                 "edit " + of_house.origin_path + ", or give yours another name");
}

Result<> audit(store::Transaction& transaction, Time at, const std::string& action, const std::string& name,
               const std::string& actor) {
  return store::append_audit(transaction,
                             {.at = at, .actor = actor, .action = action, .subject = "preset " + name});
}

}  // namespace

Result<std::vector<PresetItem>> presets(Services& services, CompanyId company) {
  ITSM_TRY(const auto serving, services.directory.serving(company));
  ITSM_TRY(auto versions, stored_presets(services, company));
  ITSM_TRY(const auto of_house, stored_presets(services, store::kHouse));
  for (const auto& version : of_house)
    if (std::none_of(versions.begin(), versions.end(),
                     [&](const auto& own) { return own.name == version.name; }))
      versions.push_back(version);
  std::vector<PresetItem> items;
  for (const auto& version : versions) {
    ITSM_TRY(const auto preset, read_preset(version.origin_path, version.document));
    if (std::any_of(serving.begin(), serving.end(), [&](const auto& one) { return may_use(preset, one); }))
      items.push_back(item_of(preset, version));
  }
  std::sort(items.begin(), items.end(),
            [](const auto& left, const auto& right) { return left.preset.name < right.preset.name; });
  return items;
}

Result<PresetItem> keep_preset(Services& services, CompanyId company, const PresetOrder& order,
                               const std::string& actor) {
  store::PolicyVersion version;
  version.name = stored_name(order.name);
  version.document = yaml_of(order);
  version.digest = sha256_hex(version.document);
  version.origin = store::DocumentOrigin::page;
  version.author = actor;
  version.company = company;
  ITSM_TRY(const auto preset, read_preset(order.name + ".yaml", version.document));
  if (!order.integration.empty()) ITSM_CHECK(services.directory.serving(company, order.integration));
  ITSM_TRY(const auto of_house, active_in(services, store::kHouse, order.name));
  if (of_house) return preset_of_file(order.name, *of_house);
  const Time now = services.clock.now();
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_CHECK(store::activate_policy(transaction, version, now));
    return audit(transaction, now, "preset.keep", order.name, actor);
  }));
  return item_of(preset, version);
}

Result<> remove_preset(Services& services, CompanyId company, const std::string& name,
                       const std::string& actor) {
  const Time now = services.clock.now();
  ITSM_TRY(const bool retired,
           services.database.in_company(company, [&](store::Transaction& transaction) -> Result<bool> {
             ITSM_TRY(const bool was_there, store::retire_policy(transaction, stored_name(name)));
             if (was_there) ITSM_CHECK(audit(transaction, now, "preset.remove", name, actor));
             return was_there;
           }));
  if (retired) return {};
  ITSM_TRY(const auto of_house, active_in(services, store::kHouse, name));
  if (of_house) return preset_of_file(name, *of_house);
  return problem(ProblemKind::not_found, "preset_unknown", "there is no preset '" + shortened(name, 80) + "'",
                 "GET /api/v1/presets lists those that there are");
}

}  // namespace itsm::host::services

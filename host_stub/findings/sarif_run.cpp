// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/sarif_run.hpp"

#include <algorithm>

#include "host_stub/core/machine_path.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::findings::sarif {
namespace {

constexpr int kLongestBaseChain = 8;

const Component* component_of(const std::vector<Component>& components,
                              const ToolComponentReference& reference) {
  const auto index = static_cast<std::size_t>(reference.index);
  if (reference.index >= 0) return index < components.size() ? &components[index] : nullptr;
  const auto named = std::find_if(components.begin(), components.end(),
                                  [&](const Component& each) { return each.name == reference.name; });
  return reference.name.empty() || named == components.end() ? nullptr : &*named;
}

bool belongs_to(const std::string& id, const Rule& rule) {
  return id.empty() || id == rule.id || id.starts_with(rule.id + "/");
}

bool has_scheme(std::string_view uri) {
  const auto colon = uri.find(':');
  return colon != std::string_view::npos && colon > 1 &&
         uri.substr(0, colon).find_first_of("/\\?#%") == uri.npos;
}

bool is_file(std::string_view uri) { return to_lower(uri.substr(0, 5)) == "file:"; }

constexpr std::size_t kMostHelp = 32 * 1024;

std::string recommendation_of(const Rule& rule, std::span<const std::string> roots) {
  std::string text = rule.help.markdown.empty() ? rule.help.text : rule.help.markdown;
  if (!rule.helpUri.empty() && text.find(rule.helpUri) == std::string::npos)
    text += (text.empty() ? "" : "\n\n") + rule.helpUri;
  return shortened(trimmed(without_machine_paths(clean_text(text), roots)), kMostHelp);
}

}  // namespace

const KnownRule* Run::rule_of(const ScanResult& result) const {
  const std::string& id = result.ruleId.empty() ? result.rule.id : result.ruleId;
  const std::int64_t index = result.ruleIndex == kNone ? result.rule.index : result.ruleIndex;
  const Component* component = component_of(extensions, result.rule.toolComponent);
  if (component == nullptr) component = &driver;
  if (index >= 0 && static_cast<std::size_t>(index) < component->rules.size()) {
    const KnownRule& rule = component->rules[static_cast<std::size_t>(index)];
    if (belongs_to(id, rule.rule)) return &rule;
  }
  for (std::string shorter = id; !shorter.empty(); shorter.resize(shorter.rfind('/'))) {
    if (const auto found = by_id_.find(shorter); found != by_id_.end()) return found->second;
    if (shorter.find('/') == std::string::npos) break;
  }
  return nullptr;
}

std::string Run::path_of(const ArtifactLocation& location) const {
  const ArtifactLocation* place = &location;
  if (place->uri.empty() && place->index >= 0 && static_cast<std::size_t>(place->index) < artifacts.size())
    place = &artifacts[static_cast<std::size_t>(place->index)];
  std::string uri(trimmed(place->uri));
  if (uri.empty()) return {};
  std::string base = place->uriBaseId;
  for (int hops = 0; hops < kLongestBaseChain && !base.empty() && !has_scheme(uri); ++hops) {
    const auto found = bases.find(base);
    if (found == bases.end()) break;
    const std::string before(trimmed(found->second.uri));
    if (!root_directory(before).empty() || has_scheme(before)) break;  // absolute: the machine's part
    uri = before + (before.empty() || before.ends_with('/') ? "" : "/") + uri;
    base = found->second.uriBaseId;
  }
  if (has_scheme(uri) && !is_file(uri)) return clean_text(uri);
  return path_in_asset(uri, roots);
}

void Run::add_taxon(const Reference& reference, Identifiers& identifiers) const {
  const Component* taxonomy = component_of(taxonomies, reference.toolComponent);
  const std::string& component = taxonomy == nullptr ? reference.toolComponent.name : taxonomy->name;
  if (to_lower(component) != "cwe") return;
  std::string id = reference.id;
  if (id.empty() && taxonomy != nullptr && reference.index >= 0 &&
      static_cast<std::size_t>(reference.index) < taxonomy->taxa.size())
    id = taxonomy->taxa[static_cast<std::size_t>(reference.index)];
  if (!id.empty() && id.find_first_not_of("0123456789") == std::string::npos) {
    identifiers.add_cwe(id);
  } else {
    identifiers.add_from(id);
  }
}

void Run::finish() {
  const auto know = [&](Component& component) {
    for (KnownRule& known : component.rules) {
      const Rule& rule = known.rule;
      known.score = security_severity(rule.properties);
      known.tags = strings_of(rule.properties, "tags");
      known.recommendation = recommendation_of(rule, roots);
      known.identifiers.add_from(rule.id);
      known.identifiers.add_from(rule.name);
      known.identifiers.add_from_properties(rule.properties);
      for (const Relationship& relationship : rule.relationships)
        add_taxon(relationship.target, known.identifiers);
      constexpr std::string_view kDefinition = "cwe.mitre.org/data/definitions/";
      if (const auto at = rule.helpUri.find(kDefinition); at != std::string::npos)
        known.identifiers.add_from("cwe-" + rule.helpUri.substr(at + kDefinition.size()));
      if (!rule.id.empty()) by_id_.emplace(rule.id, &known);
    }
  };
  know(driver);
  for (Component& extension : extensions) know(extension);
}

}  // namespace itsm::host::findings::sarif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "host_stub/config/documents.hpp"
#include "host_stub/config/source.hpp"
#include "host_stub/policy/cases.hpp"
#include "host_stub/policy/policy.hpp"
#include "host_stub/policy/preset.hpp"

// Everything that `apply` takes, read together so that all mistakes of all files come at once.
namespace itsm::host::policy {

// Which integration serves a finding of one company; the first rule that matches.
struct RoutingRule {
  std::string name{};
  Condition when{};
  std::string integration{};
  config::Place place{};
};
struct Routing {
  std::string company{};
  std::vector<RoutingRule> rules{};
  config::Place place{};
};
void read(config::Element element, RoutingRule& out);
void read(config::Element element, Routing& out);

// The rule that names the integration of this finding, or null: then a person chooses.
const RoutingRule* route(const Routing& routing, const Finding& finding);

struct Documents {
  std::vector<config::Company> companies{};
  std::vector<config::Integration> integrations{};
  std::vector<Policy> policies{};
  std::vector<Routing> routing{};
  std::vector<Preset> presets{};
  std::vector<Cases> cases{};
};
Result<Documents> read_documents(std::span<const config::Source> sources);

// Names that are stored already, besides those in the documents.
struct KnownNames {
  std::set<std::string> companies{};
  std::set<std::string> integrations{};
  std::set<std::string> policies{};
};
// Names that the documents refer to and that exist neither in them nor among the known ones.
std::vector<Complaint> unknown_references(const Documents& documents, const KnownNames& known);

}  // namespace itsm::host::policy

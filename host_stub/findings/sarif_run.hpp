// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "host_stub/core/problem.hpp"
#include "host_stub/findings/identifiers.hpp"
#include "host_stub/findings/json_elements.hpp"
#include "host_stub/findings/sarif_message.hpp"
#include "host_stub/findings/sarif_model.hpp"
#include "host_stub/findings/scan.hpp"

// The parts of a SARIF run that its results refer to.
namespace itsm::host::findings::sarif {

// A rule and what follows from it for each of its results.
struct KnownRule {
  Rule rule{};
  std::optional<double> score{};
  Identifiers identifiers{};
  std::vector<std::string> tags{};
  std::string recommendation{};
};

// The driver, an extension, or a taxonomy, which has only names.
struct Component {
  std::string name{};
  std::vector<KnownRule> rules{};
  std::vector<std::string> taxa{};
};

class Run {
 public:
  Component driver{};
  std::vector<Component> extensions{};
  std::vector<Component> taxonomies{};
  MessageStrings messages{};  // of the driver
  std::map<std::string, ArtifactLocation> bases{};
  std::vector<ArtifactLocation> artifacts{};
  std::vector<std::string> roots{};  // directories of the machine that scanned
  std::string repository{};          // "github.com/acme/shop"
  std::string branch{};
  std::string image{};
  bool failed = false;         // the scanner says that it did not finish
  bool artifacts_cut = false;  // more files than are kept
  bool elsewhere = false;      // results are in other files, which are not read

  // The rule that a result names, by index, id, or the beginning of a hierarchical id; null when it names
  // none that is known. Valid while the run stays as it is.
  const KnownRule* rule_of(const ScanResult& result) const;
  // The path within the asset, or the whole URI when it is not one of a file; empty when there is none.
  std::string path_of(const ArtifactLocation& location) const;
  // Adds the CWE that a taxon reference names.
  void add_taxon(const Reference& reference, Identifiers& identifiers) const;
  // To be called once all of the above is known.
  void finish();

 private:
  std::unordered_map<std::string, const KnownRule*> by_id_{};
};

// What is read before the results.
struct Document {
  std::vector<Run> runs{};
  std::vector<Refusal> broken{};  // rules and the like that have not the shape of the standard, at most 100
};

// Reads the runs, and with them the whole file once, so that a file that is broken anywhere is refused before
// anything of it is used. Refused with the codes of read_elements, "not_sarif", "sarif_version" (invalid) and
// "too_large" when the rules alone are beyond 64 MiB.
Result<Document> read_document(std::istream& file, const JsonLimits& limits, const Progress& progress);

}  // namespace itsm::host::findings::sarif

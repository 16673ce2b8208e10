// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "host_stub/core/machine_path.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/sarif_run.hpp"

namespace itsm::host::findings::sarif {
namespace {

constexpr std::uint64_t kMostRuleBytes = 64U << 20U;
constexpr std::uint64_t kRuleCost = 1024;  // what the smallest rule takes in memory, about
constexpr std::size_t kMostRuns = 1000;
constexpr std::size_t kMostArtifacts = 50'000;
constexpr std::size_t kMostBroken = 100;

// The document's own members, checked when all are read, and those of the runs.
enum Part : std::size_t {
  version,
  driver_name,
  driver_messages,
  driver_rule,
  extension_name,
  extension_rule,
  taxonomy_name,
  taxon,
  bases,
  provenance,
  artifact,
  working_directory,
  execution,
  image,
  external_results,
};
constexpr std::array<std::string_view, 15> kSarifParts{
    "/version",
    "/runs/*/tool/driver/name",
    "/runs/*/tool/driver/globalMessageStrings",
    "/runs/*/tool/driver/rules/*",
    "/runs/*/tool/extensions/*/name",
    "/runs/*/tool/extensions/*/rules/*",
    "/runs/*/taxonomies/*/name",
    "/runs/*/taxonomies/*/taxa/*",
    "/runs/*/originalUriBaseIds",
    "/runs/*/versionControlProvenance/*",
    "/runs/*/artifacts/*/location",
    "/runs/*/invocations/*/workingDirectory",
    "/runs/*/invocations/*/executionSuccessful",
    "/runs/*/properties/imageName",
    "/runs/*/externalPropertyFileReferences/results/*",
};

// An element of a list that grows as far as it is needed.
template <class T>
T& at(std::vector<T>& list, std::size_t index) {
  if (index >= list.size()) list.resize(index + 1);
  return list[index];
}

void read_provenance(const Json& value, Run& run) {
  if (!value.is_object() || !run.repository.empty()) return;
  run.repository = repository_name(text_of(value.value("repositoryUri", Json())));
  run.branch = text_of(value.value("branch", Json()));
}

void read_root(std::string_view uri, Run& run) {
  if (std::string root = root_directory(uri); !root.empty()) run.roots.push_back(std::move(root));
}

// Throws DocumentError when the part has not the shape of the standard.
void read_run_part(Part part, const JsonElement& element, Run& run) {
  const Json& value = element.value;
  const auto index = [&](std::size_t i) { return element.indices[i]; };
  switch (part) {
    case version:
      return;
    case driver_name:
      run.driver.name = text_of(value);
      return;
    case driver_messages:
      itsm::detail::read_value(value, run.messages, "");
      return;
    case driver_rule:
      at(run.driver.rules, index(1)).rule = from_document<Rule>(value);
      return;
    case extension_name:
      at(run.extensions, index(1)).name = text_of(value);
      return;
    case extension_rule:
      at(at(run.extensions, index(1)).rules, index(2)).rule = from_document<Rule>(value);
      return;
    case taxonomy_name:
      at(run.taxonomies, index(1)).name = text_of(value);
      return;
    case taxon:
      if (value.is_object())
        at(at(run.taxonomies, index(1)).taxa, index(2)) = text_of(value.value("id", Json()));
      return;
    case bases:
      itsm::detail::read_value(value, run.bases, "");
      for (const auto& [name, base] : run.bases) read_root(base.uri, run);
      return;
    case provenance:
      read_provenance(value, run);
      return;
    case artifact:
      run.artifacts_cut = index(1) >= kMostArtifacts;
      if (!run.artifacts_cut) at(run.artifacts, index(1)) = from_document<ArtifactLocation>(value);
      return;
    case working_directory:
      read_root(from_document<ArtifactLocation>(value).uri, run);
      return;
    case execution:
      run.failed = run.failed || value == Json(false);
      return;
    case image:
      run.image = text_of(value);
      return;
    case external_results:
      run.elsewhere = true;
      return;
  }
}

Unexpected<Problem> not_sarif(std::string what) {
  return problem(ProblemKind::invalid, "not_sarif", "The file is not SARIF: " + std::move(what) + ".",
                 "Name its format with --format, or let the scanner write SARIF 2.1.0.");
}

Result<> check_document(const JsonShape& shape, const std::string& version_text) {
  const auto runs = shape.find("runs");
  if (!shape.contains("version")) return not_sarif("it has no member \"version\"");
  if (version_text != "2.1.0") {
    return problem(ProblemKind::invalid, "sarif_version",
                   "The file is SARIF " + shortened(version_text, 32) + "; only version 2.1.0 is read.",
                   "Let the scanner write SARIF 2.1.0, or convert the file.");
  }
  if (runs == shape.end()) return not_sarif("it has no member \"runs\"");
  if (runs->second != Json::value_t::array) return not_sarif("its member \"runs\" is not an array");
  return {};
}

// The pattern with its stars replaced.
std::string pointer_of(const JsonElement& element) {
  std::string pointer(kSarifParts[element.pattern]);
  std::size_t star = 0;
  for (const std::size_t index : element.indices) {
    star = pointer.find('*', star);
    pointer.replace(star, 1, std::to_string(index));
  }
  return pointer;
}

class Collector {
 public:
  Result<> take(JsonElement&& element) {
    const auto part = static_cast<Part>(element.pattern);
    if (part == version) {
      version_ = element.value.is_string() ? text_of(element.value) : dump(element.value);
      return {};
    }
    if (part != artifact) kept_ += element.size + kRuleCost;
    if (kept_ > kMostRuleBytes || element.indices[0] >= kMostRuns) return too_much(element);
    try {
      if (element.too_large) throw DocumentError("", "is larger than 4 MiB");
      read_run_part(part, element, at(document_.runs, element.indices[0]));
    } catch (const DocumentError& broken) {
      if (document_.broken.size() < kMostBroken)
        document_.broken.push_back({element.indices[0], pointer_of(element), element.offset, broken.what()});
    }
    return {};
  }

  Result<Document> finish(const JsonShape& shape) && {
    ITSM_CHECK(check_document(shape, version_));
    for (Run& run : document_.runs) run.finish();
    return std::move(document_);
  }

 private:
  static Unexpected<Problem> too_much(const JsonElement& element) {
    return problem(ProblemKind::too_large, "too_large",
                   "The scan has more than " + std::to_string(kMostRuns) +
                       " runs, or its rules take more than " + std::to_string(kMostRuleBytes >> 20U) +
                       " MiB (at byte " + std::to_string(element.offset) + ").",
                   "Let the scanner leave out the texts of its rules, or import its runs one by one.");
  }

  Document document_{};
  std::string version_{};
  std::uint64_t kept_ = 0;
};

}  // namespace

Result<Document> read_document(std::istream& file, const JsonLimits& limits, const Progress& progress) {
  Collector collector;
  const auto take = [&](JsonElement&& element) { return collector.take(std::move(element)); };
  ITSM_TRY(const JsonShape shape, read_elements(file, kSarifParts, limits, take, progress));
  return std::move(collector).finish(shape);
}

}  // namespace itsm::host::findings::sarif

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/trivy_importer.hpp"

#include <array>

#include "host_stub/core/text.hpp"
#include "host_stub/findings/fingerprint.hpp"
#include "host_stub/findings/readings.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/scan_scope.hpp"
#include "host_stub/findings/trivy_record.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kMostTargets = 100'000;
constexpr std::string_view kTrivy = "Trivy";

enum Part : std::size_t { version, artifact_name, artifact_type, target_name, target_class, target_type };
constexpr std::array<std::string_view, 6> kReportParts{"/SchemaVersion",   "/ArtifactName",
                                                       "/ArtifactType",    "/Results/*/Target",
                                                       "/Results/*/Class", "/Results/*/Type"};

enum List : std::size_t { vulnerabilities, misconfigurations, secrets, modified, licenses };
constexpr std::array<std::string_view, 5> kReportLists{
    "/Results/*/Vulnerabilities/*", "/Results/*/Misconfigurations/*", "/Results/*/Secrets/*",
    "/Results/*/ExperimentalModifiedFindings/*", "/Results/*/Licenses/*"};
constexpr std::array<std::string_view, 5> kListNames{"Vulnerabilities", "Misconfigurations", "Secrets",
                                                     "ExperimentalModifiedFindings", "Licenses"};

struct Report {
  Json version{};
  std::string name{};
  std::string type{};
  std::vector<trivy::ResultHead> heads{};
};

Unexpected<Problem> not_trivy(std::string what) {
  return problem(ProblemKind::invalid, "not_trivy",
                 "The file is not a report of Trivy: " + std::move(what) + ".",
                 "Let Trivy write it with --format json, or name another format with --format.");
}

Result<> take_part(JsonElement&& element, Report& report) {
  if (element.pattern == version) {
    report.version = std::move(element.value);
  } else if (element.pattern == artifact_name) {
    report.name = text_of(element.value);
  } else if (element.pattern == artifact_type) {
    report.type = text_of(element.value);
  } else {
    const std::size_t index = element.indices[0];
    if (index >= kMostTargets)
      return problem(ProblemKind::too_large, "too_large",
                     "The report has more than " + std::to_string(kMostTargets) + " targets.",
                     "Scan the parts one by one.");
    if (index >= report.heads.size()) report.heads.resize(index + 1);
    trivy::ResultHead& head = report.heads[index];
    (element.pattern == target_name    ? head.Target
     : element.pattern == target_class ? head.Class
                                       : head.Type) = shortened(text_of(element.value), limits::kPath);
  }
  return {};
}

Result<Report> read_report(Readings& readings, const JsonLimits& limits) {
  Report report;
  const auto take = [&](JsonElement&& element) { return take_part(std::move(element), report); };
  std::istream& file = readings.next();
  ITSM_TRY(const JsonShape shape, read_elements(file, kReportParts, limits, take, readings.progress()));
  if (shape.empty())
    return not_trivy(
        "it is no object; reports of Trivy before 0.20 began with an array, and are no longer read");
  if (!shape.contains("SchemaVersion")) return not_trivy("it has no member \"SchemaVersion\"");
  if (report.version != Json(2))
    return problem(
        ProblemKind::invalid, "trivy_version",
        "The report has SchemaVersion " + shortened(dump(report.version), 32) + "; only 2 is read.",
        "Let a present version of Trivy write it.");
  const auto results = shape.find("Results");
  const bool listed = results == shape.end() || results->second == Json::value_t::array ||
                      results->second == Json::value_t::null;  // a clean scan has none
  if (!listed) return not_trivy("its member \"Results\" is not an array");
  return report;
}

Result<ScanRun> trivy_scope(const Report& report, const ScanTarget& target) {
  ScanRun scope;
  scope.scanner = kTrivy;
  scope.branch = clean_name(target.branch);
  if (report.type == "container_image") {
    ITSM_TRY(scope.asset, asset_of(target, image_name(report.name), "image"));
  } else if (report.type == "repository") {
    ITSM_TRY(scope.asset, asset_of(target, repository_name(report.name), "repository"));
  } else {  // a directory or a file of the machine that scanned names nothing
    ITSM_TRY(scope.asset, asset_of(target, "", ""));
  }
  return scope;
}

// The second reading.
class Records {
 public:
  Records(const Report& report, const ScanRun& scope, ScanSink& sink)
      : report_(report), scope_(scope), sink_(sink) {}

  Result<> take(JsonElement&& element) {
    const std::string pointer = "/Results/" + std::to_string(element.indices[0]) + "/" +
                                std::string(kListNames[element.pattern]) + "/" +
                                std::to_string(element.indices[1]);
    const auto refuse = [&](std::string reason) {
      sink_.refused({scope_.index, pointer, element.offset, std::move(reason)});
      return Result<>();
    };
    if (element.too_large) return refuse("the record is larger than 4 MiB");
    try {
      if (element.pattern == licenses) {
        sink_.skipped("license");
        return {};
      }
      if (element.pattern == modified) return take_modified(element, refuse);
      const auto kind = static_cast<trivy::Kind>(element.pattern);
      if (const auto why = trivy::reason_to_skip(kind, element.value)) {
        sink_.skipped(*why);
        return {};
      }
      return take_record(kind, element.value, element.indices[0], nullptr, refuse);
    } catch (const DocumentError& broken) {
      return refuse(broken.what());
    }
  }

 private:
  template <class Refuse>
  Result<> take_modified(const JsonElement& element, const Refuse& refuse) {
    const auto left_out = from_document<trivy::Modified>(element.value);
    const auto kind = enum_of(left_out.Type);
    if (!kind) {
      sink_.skipped(left_out.Type == "license" ? "license" : "suppressed");
      return {};
    }
    return take_record(*kind, left_out.Finding, element.indices[0], &left_out, refuse);
  }

  template <class Refuse>
  Result<> take_record(trivy::Kind kind, const Json& record, std::size_t result,
                       const trivy::Modified* left_out, const Refuse& refuse) {
    const trivy::ResultHead none;
    auto translated =
        trivy::translate(kind, record, result < report_.heads.size() ? report_.heads[result] : none, scope_);
    if (!translated) return refuse(std::move(translated).error());
    if (left_out != nullptr) trivy::suppress(*left_out, translated->scanned);
    return hand_over(*std::move(translated), fingerprint_, sink_);
  }

  static std::optional<trivy::Kind> enum_of(std::string_view type) {
    if (type == "vulnerability") return trivy::Kind::vulnerability;
    if (type == "misconfiguration") return trivy::Kind::misconfiguration;
    if (type == "secret") return trivy::Kind::secret;
    return std::nullopt;
  }

  const Report& report_;
  const ScanRun& scope_;
  ScanSink& sink_;
  Fingerprinter fingerprint_{};
};

}  // namespace

Result<> read_trivy(std::istream& file, const ScanTarget& target, ScanSink& sink, const Progress& progress,
                    const JsonLimits& limits) {
  ITSM_TRY(Readings readings, Readings::of(file, progress));
  ITSM_TRY(const Report report, read_report(readings, limits));
  ITSM_TRY(const ScanRun scope, trivy_scope(report, target));
  ITSM_CHECK(sink.run(scope));
  Records records(report, scope, sink);
  const auto take = [&](JsonElement&& element) { return records.take(std::move(element)); };
  std::istream& again = readings.next();
  ITSM_TRY([[maybe_unused]] const JsonShape shape,
           read_elements(again, kReportLists, limits, take, readings.progress()));
  return {};
}

}  // namespace itsm::host::findings

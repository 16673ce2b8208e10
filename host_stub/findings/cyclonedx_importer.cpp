// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/cyclonedx_importer.hpp"

#include <array>

#include "host_stub/findings/cyclonedx_bom.hpp"
#include "host_stub/findings/fingerprint.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/scan_scope.hpp"

namespace itsm::host::findings {
namespace {

Result<ScanRun> cyclonedx_scope(const cyclonedx::Bom& bom, const ScanTarget& target) {
  ScanRun scope;
  scope.scanner = bom.scanner;
  scope.branch = clean_name(target.branch);
  const std::string& type = bom.subject_type;
  if (type == "container") {
    ITSM_TRY(scope.asset, asset_of(target, image_name(bom.subject), "image"));
  } else if (type == "file") {  // a path of the machine that scanned names nothing
    ITSM_TRY(scope.asset, asset_of(target, "", ""));
  } else {
    ITSM_TRY(scope.asset, asset_of(target, bom.subject, type));
  }
  return scope;
}

// The third reading.
class Vulnerabilities {
 public:
  Vulnerabilities(const cyclonedx::Bom& bom, const ScanRun& scope, ScanSink& sink)
      : bom_(bom), scope_(scope), sink_(sink) {}

  Result<> take(JsonElement&& element) {
    const auto refuse = [&](std::string reason) {
      sink_.refused({scope_.index, "/vulnerabilities/" + std::to_string(element.indices[0]), element.offset,
                     std::move(reason)});
      return Result<>();
    };
    if (element.too_large) return refuse("the vulnerability is larger than 4 MiB");
    cyclonedx::Vulnerability record;
    try {
      record = from_document<cyclonedx::Vulnerability>(element.value);
    } catch (const DocumentError& broken) {
      return refuse(broken.what());
    }
    if (const auto why = cyclonedx::reason_to_skip(record)) {
      sink_.skipped(*why);
      return {};
    }
    if (record.affects.empty()) return add(record, nullptr, refuse);
    for (const cyclonedx::Affected& affected : record.affects) {
      cyclonedx::Package named;  // of a component that the BOM does not have
      const cyclonedx::Package* package = bom_.package_of(affected.ref);
      if (package == nullptr) {
        named.name = named.identity = clean_name(affected.ref);
        package = &named;
      }
      ITSM_CHECK(add(record, package, refuse));
    }
    return {};
  }

 private:
  template <class Refuse>
  Result<> add(const cyclonedx::Vulnerability& record, const cyclonedx::Package* package,
               const Refuse& refuse) {
    auto translated = cyclonedx::translate(record, package, scope_);
    if (!translated) return refuse(std::move(translated).error());
    return hand_over(*std::move(translated), fingerprint_, sink_);
  }

  const cyclonedx::Bom& bom_;
  const ScanRun& scope_;
  ScanSink& sink_;
  Fingerprinter fingerprint_{};
};

}  // namespace

Result<> read_cyclonedx(std::istream& file, const ScanTarget& target, ScanSink& sink,
                        const Progress& progress, const JsonLimits& limits) {
  ITSM_TRY(Readings readings, Readings::of(file, progress));
  ITSM_TRY(const cyclonedx::Bom bom, cyclonedx::read_bom(readings, limits));
  ITSM_TRY(const ScanRun scope, cyclonedx_scope(bom, target));
  ITSM_CHECK(sink.run(scope));
  Vulnerabilities vulnerabilities(bom, scope, sink);
  const auto take = [&](JsonElement&& element) { return vulnerabilities.take(std::move(element)); };
  constexpr std::array<std::string_view, 1> kVulnerabilities{"/vulnerabilities/*"};
  std::istream& again = readings.next();
  ITSM_TRY([[maybe_unused]] const JsonShape shape,
           read_elements(again, kVulnerabilities, limits, take, readings.progress()));
  return {};
}

}  // namespace itsm::host::findings

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/importers.hpp"

#include "host_stub/findings/cyclonedx_importer.hpp"
#include "host_stub/findings/generic_importer.hpp"
#include "host_stub/findings/nessus_importer.hpp"
#include "host_stub/findings/sarif_importer.hpp"
#include "host_stub/findings/trivy_importer.hpp"

namespace itsm::host::findings {

Result<> read_scan(Format format, std::istream& file, const ScanTarget& target, ScanSink& sink,
                   const Progress& progress) {
  switch (format) {
    case Format::sarif:
      return read_sarif(file, target, sink, progress);
    case Format::trivy:
      return read_trivy(file, target, sink, progress);
    case Format::cyclonedx:
      return read_cyclonedx(file, target, sink, progress);
    case Format::nessus:
      return read_nessus(file, target, sink, progress);
    case Format::generic:
      return read_generic(file, target, sink, progress);
    case Format::csv:
      break;
  }
  return read_csv(file, target, sink, progress);
}

int readings_of(Format format) { return format == Format::cyclonedx ? 3 : 2; }

}  // namespace itsm::host::findings

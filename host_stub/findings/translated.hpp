// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/findings/fingerprint.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// What a record becomes, but for its fingerprint, which needs the records before it.
struct Translated {
  ScannedFinding scanned{};
  Identity identity{};
};

// The failure is a sentence for the import's report.
using Translation = itsm::Result<Translated, std::string>;

inline Result<> hand_over(Translated&& translated, Fingerprinter& fingerprint, ScanSink& sink) {
  translated.scanned.finding.fingerprint = fingerprint(translated.identity);
  return sink.found(std::move(translated.scanned));
}

}  // namespace itsm::host::findings

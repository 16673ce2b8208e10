// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_stub/findings/sarif_model.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// Keeps a matched secret out of everything that is stored and sent to a vendor. It would rather mask a
// harmless word than let a password through.
class SecretMask {
 public:
  // Learns the secret from the marked columns, from the snippet's values and from the members in which
  // scanners name it ("secret", "offender", …).
  SecretMask(const sarif::Region& region, const Json& properties);

  // The snippet with everything but the names in front of its assignments masked.
  const std::string& snippet() const { return snippet_; }

  // The text without the secret: what was learned, what is quoted behind a colon or an equals sign, and what
  // looks like a key.
  std::string masked(std::string_view text) const;

 private:
  void learn(std::string_view secret);
  void learn_words(std::string_view text, bool all);
  void learn_pieces(std::string_view word);
  std::string masked_line(std::string_view line);

  std::vector<std::string> secrets_{};  // longest first
  std::string snippet_{};
};

// In the category of secrets, or about credentials in the source (CWE-259, 321, 798).
bool is_about_secret(const Finding& finding);

// Masks the finding's texts by what its snippet shows.
void mask_secret(ScannedFinding& scanned);
// The same where the record tells more: the marked columns, and the members in which scanners name the
// secret.
void mask_secret(ScannedFinding& scanned, sarif::Region region, const Json& properties);

}  // namespace itsm::host::findings

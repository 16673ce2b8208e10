// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/json.hpp>

namespace itsm::host::findings {

// The public names of a weakness, out of the places where scanners put them.
struct Identifiers {
  std::vector<std::string> cve{};    // "CVE-2021-44228"
  std::vector<std::string> cwe{};    // "CWE-79", without leading zeros
  std::vector<std::string> owasp{};  // "A03:2021 - Injection"
  std::string cvss_vector{};

  // Adds every CVE and CWE number in the text, however it is decorated: "external/cwe/cwe-079", "CWE-79:
  // XSS".
  void add_from(std::string_view text);
  void add_cwe(std::string_view number);
  // Adds from a SARIF property bag: tags, cwe, cve, owasp, CVSS vectors.
  void add_from_properties(const Json& properties);
  // Adds what is not there yet.
  void merge(const Identifiers& other);
};

// "security-severity" of a property bag, a number or its text; nothing when it is no score.
std::optional<double> security_severity(const Json& properties);

// The strings of a member that is one string or an array of them.
std::vector<std::string> strings_of(const Json& properties, std::string_view key);

}  // namespace itsm::host::findings

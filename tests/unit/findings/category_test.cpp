// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/category.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host::findings {
namespace {

Category of(std::string_view scanner, std::string_view rule_id = "", std::string_view rule_name = "",
            const std::vector<std::string>& tags = {}) {
  return category_of(scanner, rule_id, rule_name, tags);
}

TEST_CASE("a scanner is known by its name") {
  CHECK(of("Gitleaks") == Category::secret);
  CHECK(of("Checkov") == Category::iac);
  CHECK(of("dependency-check") == Category::sca);
  CHECK(of("Dockle") == Category::container);
  CHECK(of("OWASP ZAP") == Category::dast);
}

TEST_CASE("an unknown scanner is taken for code analysis") {
  CHECK(of("CodeQL") == Category::sast);
  CHECK(of("Flawfinder") == Category::sast);
  CHECK(of("") == Category::sast);
}

TEST_CASE("the rule's own word beats what the scanner is known for") {
  CHECK(of("Trivy", "CVE-2024-1", "OsPackageVulnerability") == Category::container);
  CHECK(of("Trivy", "CVE-2024-1", "LanguageSpecificPackageVulnerability") == Category::sca);
  CHECK(of("Trivy", "DS002", "Misconfiguration") == Category::iac);
  CHECK(of("Trivy", "aws-access-key-id", "Secret") == Category::secret);
  CHECK(of("Semgrep OSS", "generic.secrets.security.detected-aws-key") == Category::secret);
  CHECK(of("Anything", "R1", "", {"security", "secrets"}) == Category::secret);
}

}  // namespace
}  // namespace itsm::host::findings

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/identifiers.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host::findings {
namespace {

using List = std::vector<std::string>;

Identifiers from(std::string_view text) {
  Identifiers found;
  found.add_from(text);
  return found;
}

TEST_CASE("CWE numbers are found in every decoration and lose their zeros") {
  for (const char* text :
       {"CWE-79", "cwe-079", "external/cwe/cwe-079", "CWE-79: Cross-site scripting", "CWE79", "CWE:79"}) {
    INFO(text);
    CHECK(from(text).cwe == List{"CWE-79"});
  }
  CHECK(from("(CWE-119!/CWE-120)").cwe == List{"CWE-119", "CWE-120"});
  CHECK(from("CWE-0, CWE-, CWE, CWE-12345678").cwe.empty());
}

TEST_CASE("CVE names are found whole") {
  CHECK(from("see cve-2021-44228 and CVE-2021-44228.").cve == List{"CVE-2021-44228"});
  CHECK(from("CVE-2021-123 CVE-21-12345 CVE-2021_44228").cve.empty());
}

TEST_CASE("a property bag gives its tags, numbers and vectors") {
  Identifiers found;
  found.add_from_properties(Json::parse(R"({
    "tags": ["security", "external/cwe/cwe-078", "OWASP-A03:2021 - Injection", 7],
    "cwe": ["CWE-88", "116"], "owasp": "A1: Injection", "cve": "CVE-2020-1234",
    "cvssV3": "CVSS:3.1/AV:N/AC:L"})"));
  CHECK(found.cwe == List{"CWE-78", "CWE-88", "CWE-116"});
  CHECK(found.owasp == List{"A03:2021 - Injection", "A1: Injection"});
  CHECK(found.cve == List{"CVE-2020-1234"});
  CHECK(found.cvss_vector == "CVSS:3.1/AV:N/AC:L");
  found.add_from_properties(Json("no object"));
  found.merge(found);
  CHECK(found.cwe.size() == 3);
}

TEST_CASE("a security severity is a number or its text, or nothing") {
  CHECK(security_severity(Json::parse(R"({"security-severity": "7.5"})")) == 7.5);
  CHECK(security_severity(Json::parse(R"({"security-severity": 9})")) == 9.0);
  for (const char* bag : {R"({})", R"({"security-severity": "high"})", R"({"security-severity": 11})",
                          R"([])", R"({"security-severity": null})"})
    CHECK_FALSE(security_severity(Json::parse(bag)));
}

}  // namespace
}  // namespace itsm::host::findings

// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::string_view kItem = R"(
  <ReportItem port="443" svc_name="www" protocol="tcp" severity="3" pluginID="42873" pluginName="SSL &lt; TLS 1.2" pluginFamily="General">
    <description>Old protocols
are offered.</description>
    <synopsis>TLS 1.0</synopsis><solution>Turn them off.</solution>
    <see_also>https://a.example</see_also><see_also>https://b.example</see_also>
    <cve>CVE-2011-3389</cve><cve>CVE-2014-3566</cve><cwe>327</cwe><xref>CWE:310</xref>
    <xref>CISA-KNOWN-EXPLOITED:2022/05/03</xref>
    <cvss_base_score>5.0</cvss_base_score><cvss_vector>CVSS2#AV:N/AC:L</cvss_vector>
    <cvss3_base_score>7.5</cvss3_base_score><cvss3_vector>CVSS:3.0/AV:N</cvss3_vector>
    <epss_score>0.97</epss_score><plugin_output>offers TLS 1.0</plugin_output>
    <plugin_type>remote</plugin_type>
  </ReportItem>)";

std::string host(std::string_view items, std::string_view name = "10.0.0.7", bool ended = true) {
  return "<ReportHost name=\"" + std::string(name) + "\"><HostProperties>" +
         (ended ? "<tag name=\"HOST_END\">Wed Mar 23 15:07:52 2022</tag>" : "") +
         "<tag name=\"os\">linux</tag></HostProperties>" + std::string(items) + "</ReportHost>";
}
std::string report(const std::string& hosts) {
  return "<?xml version=\"1.0\" ?>\n<NessusClientData_v2><Policy><policyName>p</policyName></Policy>"
         "<Report name=\"weekly\">" +
         hosts + "</Report></NessusClientData_v2>";
}
std::string item(std::string_view attributes, std::string_view inner = {}) {
  return "<ReportItem " + std::string(attributes) + ">" + std::string(inner) + "</ReportItem>";
}
CollectedScan read(const std::string& text, const ScanTarget& target = {}) {
  return scan_as(Format::nessus, text, target);
}

constexpr std::string_view kPlain = R"(port="22" protocol="tcp" severity="1" pluginID="1" pluginName="SSH")";

TEST_CASE("an item of a Nessus report becomes a finding of its host") {
  const CollectedScan collected = read(report(host(kItem)));
  const Finding& finding = collected.only();
  CHECK(finding.title == "SSL < TLS 1.2");
  CHECK(finding.description == "Old protocols\nare offered.");
  CHECK(finding.solution == "Turn them off.");
  CHECK(finding.recommendation == "https://a.example\nhttps://b.example");
  CHECK(finding.severity == Severity::high);
  CHECK(finding.category == Category::host);
  CHECK(finding.rule_id == "42873");
  CHECK(finding.cve == std::vector<std::string>{"CVE-2011-3389", "CVE-2014-3566"});
  CHECK(finding.cwe == std::vector<std::string>{"CWE-327", "CWE-310"});
  CHECK(finding.cvss_score == 7.5);
  CHECK(finding.cvss_vector == "CVSS:3.0/AV:N");
  CHECK(finding.epss == 0.97);
  CHECK(finding.kev);
  CHECK(finding.location.host == "10.0.0.7");
  CHECK(finding.location.port == 443);
  CHECK(finding.location.snippet == "offers TLS 1.0");
  CHECK(finding.asset.name == "10.0.0.7");
  CHECK(finding.asset.type == "host");
}

TEST_CASE("where there is no CVSS 3 the older score stands, without the scanner's mark") {
  const Finding finding = read(report(host(item(kPlain,
                                                "<cvss_base_score>5.0</cvss_base_score>"
                                                "<cvss_vector>CVSS2#AV:N</cvss_vector>"))))
                              .only();
  CHECK(finding.cvss_score == 5.0);
  CHECK(finding.cvss_vector == "AV:N");
}

TEST_CASE("plugin, asset and port make a finding itself") {
  const auto fingerprint = [](std::string_view attributes, std::string_view name = "h") {
    return read(report(host(item(attributes, "<plugin_output>o</plugin_output>"), name))).only().fingerprint;
  };
  const std::string same = fingerprint(kPlain);
  CHECK(fingerprint(R"(port="22" protocol="tcp" severity="4" pluginID="1" pluginName="Other")") == same);
  CHECK(fingerprint(R"(port="23" protocol="tcp" severity="1" pluginID="1" pluginName="SSH")") != same);
  CHECK(fingerprint(R"(port="22" protocol="udp" severity="1" pluginID="1" pluginName="SSH")") != same);
  CHECK(fingerprint(R"(port="22" protocol="tcp" severity="1" pluginID="2" pluginName="SSH")") != same);
  CHECK(fingerprint(kPlain, "other") != same);
}

TEST_CASE("equal items of a host are told apart by their number") {
  const CollectedScan collected = read(report(host(item(kPlain) + item(kPlain))));
  REQUIRE(collected.findings.size() == 2);
  CHECK(collected.findings[0].finding.fingerprint != collected.findings[1].finding.fingerprint);
}

TEST_CASE("each host is a scope, and one whose scan did not end is incomplete") {
  const CollectedScan collected =
      read(report(host(item(kPlain), "a") + host("", "b") + host(item(kPlain), "c", false)));
  REQUIRE(collected.runs.size() == 3);
  CHECK(collected.runs[0].complete);
  CHECK(collected.runs[1].asset.name == "b");
  CHECK(collected.runs[1].complete);
  CHECK_FALSE(collected.runs[2].complete);
}

TEST_CASE("hosts stay apart when the person names one asset for all") {
  const CollectedScan collected =
      read(report(host(item(kPlain), "a") + host(item(kPlain), "b")), {.asset = {.name = "network"}});
  REQUIRE(collected.findings.size() == 2);
  CHECK(collected.findings[0].finding.asset.name == "network");
  CHECK(collected.findings[0].finding.location.host == "a");
  CHECK(collected.findings[0].finding.fingerprint != collected.findings[1].finding.fingerprint);
}

TEST_CASE("compliance checks have rules of their own, and those that passed are skipped") {
  const auto check = [](std::string_view name, std::string_view result) {
    return item(kPlain, "<cm:compliance-check-name>" + std::string(name) + "</cm:compliance-check-name>" +
                            "<cm:compliance-result>" + std::string(result) + "</cm:compliance-result>");
  };
  const CollectedScan collected = read(report(host(check("No root", "FAILED") + check("Umask", "PASSED"))));
  CHECK(collected.only().title == "No root");
  CHECK(collected.only().rule_id == "1/No root");
  CHECK(collected.skips == std::map<std::string, int>{{"pass", 1}});
}

TEST_CASE("a bad item is refused with its place, and the others are imported") {
  const std::string text =
      report(host(item(kPlain) + item(R"(port="x" severity="1" pluginID="2" pluginName="n")") +
                  item(R"(port="1" severity="7" pluginID="2" pluginName="n")") +
                  item(R"(port="1" severity="1" pluginName="n")")));
  const CollectedScan collected = read(text);
  CHECK(collected.findings.size() == 1);
  REQUIRE(collected.refusals.size() == 3);
  CHECK(collected.refusals[0].pointer == "/NessusClientData_v2/Report/ReportHost[1]/ReportItem[2]");
  CHECK(text.substr(collected.refusals[0].offset, 20) == "<ReportItem port=\"x\"");
  CHECK(collected.refusals[0].reason == "its port is not a number from 0 to 65535");
  CHECK(collected.refusals[1].reason == "its severity is not a number from 0 to 4");
  CHECK(collected.refusals[2].reason == "it has no pluginID");
}

TEST_CASE("an item that is too large is refused alone") {
  const std::string large = "<plugin_output>" + std::string(5U << 20U, 'x') + "</plugin_output>";
  const CollectedScan collected = read(report(host(item(kPlain, large) + item(kPlain))));
  CHECK(collected.findings.size() == 1);
  REQUIRE(collected.refusals.size() == 1);
  CHECK(collected.refusals[0].reason == "the item is larger than 4 MiB");
}

TEST_CASE("no entity of a file is ever expanded: a document type is refused") {
  const Problem bomb = refusal_as(Format::nessus,
                                  "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM "
                                  "\"file:///etc/passwd\">]><NessusClientData_v2>&a;"
                                  "</NessusClientData_v2>");
  CHECK(bomb.code == "bad_xml");
  CHECK(bomb.message.find("document type declaration") != std::string::npos);
}

TEST_CASE("XML that is broken, deep or another is refused with its place") {
  CHECK(refusal_as(Format::nessus, "<OWASPZAPReport/>").code == "not_nessus");
  const std::string whole = report(host(kItem));
  const Problem cut = refusal_as(Format::nessus, whole.substr(0, whole.size() / 2));
  CHECK(cut.code == "bad_xml");
  CHECK(cut.message.find("at line ") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  CHECK(refusal_as(Format::nessus, "<NessusClientData_v2>" + deep).message.find("deeper than 64") !=
        std::string::npos);
  const Problem tag =
      refusal_as(Format::nessus, "<NessusClientData_v2><a b=\"" + std::string(20U << 20U, 'x') + "\"/>");
  CHECK(tag.message.find("a tag is longer than 8 MiB") != std::string::npos);
}

TEST_CASE("a report in another encoding that it declares is read") {
  const std::string text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><NessusClientData_v2><Report>" +
                           host(item(kPlain, "<synopsis>na\xEFve</synopsis>")) +
                           "</Report></NessusClientData_v2>";
  CHECK(read(text).only().description == "na\xC3\xAFve");
}

}  // namespace
}  // namespace itsm::host::findings

// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include "host_stub/findings/csv_rows.hpp"
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

CollectedScan read(const std::string& text, const ScanTarget& target = {.asset = {.name = "shop"}}) {
  return scan_as(Format::csv, text, target);
}

TEST_CASE("a row of a table becomes a finding by the names of its columns") {
  const CollectedScan collected = read(
      "Title,Severity,CWE,cve,file,line,asset,asset.owner,custom.tier,kev,location.snippet\r\n"
      "\"SQL, \"\"injected\"\"\",high,89,CVE-2021-44228; CVE-2021-45046,src/a.c,7,web,ann,gold,true,\"f(\n "
      "x);\"\r\n",
      {});
  const Finding& finding = collected.only();
  CHECK(finding.title == "SQL, \"injected\"");
  CHECK(finding.severity == Severity::high);
  CHECK(finding.cwe == std::vector<std::string>{"CWE-89"});
  CHECK(finding.cve == std::vector<std::string>{"CVE-2021-44228", "CVE-2021-45046"});
  CHECK(finding.location.file == "src/a.c");
  CHECK(finding.location.line == 7);
  CHECK(finding.location.snippet == "f(\n x);");
  CHECK(finding.asset.name == "web");
  CHECK(finding.asset.owner == "ann");
  CHECK(finding.custom.at("tier") == "gold");
  CHECK(finding.kev);
}

TEST_CASE("semicolons, tabs and a byte order mark are read as spreadsheets write them") {
  CHECK(read("title;severity\nA, b;low\n").only().title == "A, b");
  CHECK(read("title\tseverity\nA, b\tlow\n").only().severity == Severity::low);
  CHECK(read("\xEF\xBB\xBF\"title\",\"severity\"\n\"A\",\"low\"\n").only().title == "A");
}

TEST_CASE("a table and JSON that say the same give the same findings") {
  const Finding row = read("scanner,title,rule,file,snippet,line\nzap,T,r,x.c,f();,3\n").only();
  const Finding record = scan_as(Format::generic,
                                 R"({"scanner": "zap", "asset": "shop", "findings": [
                  {"title": "T", "rule": "r", "location": {"file": "x.c", "snippet": "f();", "line": 3}}]})")
                             .only();
  CHECK(row.fingerprint == record.fingerprint);
}

TEST_CASE("a row with too few or too many fields is refused with its line") {
  const std::string text = "title,severity\nA,low\nB\n\nC,low,x\n\"D\nd\",low\nE,none of these\n";
  const CollectedScan collected = read(text);
  CHECK(collected.findings.size() == 2);
  REQUIRE(collected.refusals.size() == 3);
  CHECK(collected.refusals[0].pointer == "line 3");
  CHECK(text.substr(collected.refusals[0].offset, 1) == "B");
  CHECK(collected.refusals[0].reason == "it has 1 fields, and the first line has 2");
  CHECK(collected.refusals[1].pointer == "line 5");
  CHECK(collected.refusals[2].pointer == "line 8");
  CHECK(collected.refusals[2].reason.starts_with("/severity is"));
}

TEST_CASE("a column that the format does not know is told") {
  CHECK(read("title,colour\nA,red\nB,\nC,blue\n").unknown == std::map<std::string, int>{{"colour", 2}});
}

TEST_CASE("a table without a title, and one that is broken, is refused with its place") {
  const auto refusal = [](const std::string& text) { return refusal_as(Format::csv, text); };
  CHECK(refusal("severity,file\nlow,x\n").code == "not_csv");
  CHECK(refusal("titel,severity\nA,low\n").message.ends_with("no column title (is titel meant?)."));
  CHECK(refusal("title,cwe,file,file_path\nA,1,x,y\n").message.find("two of its columns are location.file") !=
        std::string::npos);
  const Problem quote = refusal("title,severity\nA,low\nB \"b\",low\n");
  CHECK(quote.code == "bad_csv");
  CHECK(quote.message == "The table is broken at line 3 (byte 23): a quotation mark stands where none may.");
  CHECK(refusal("title,severity\n\"A,low\nB,low\n").message ==
        "The table is broken at line 2 (byte 15): the file ends within quotation marks that begin here.");
  const std::string endless = "title,severity\n\"" + std::string(9U << 20U, 'x');
  CHECK(refusal(endless).message.find("longer than 8 MiB") != std::string::npos);
  std::string lines = "title,severity\n\"";
  while (lines.size() < 9U << 20U) lines += std::string(100, 'x') + "\n";
  CHECK(refusal(lines).message == "The table is broken at line 2 (byte 15): a field is longer than 8 MiB.");
}

TEST_CASE("what is quoted by the rules comes back as it was") {
  CHECK(rc::check([] {
    const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(
            3, rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab ,;\"\n\r")))));
    std::string text;
    std::size_t expected = 0;
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        text += i == 0 ? "\"" : ",\"";
        for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
        text += '"';
      }
      text += "\r\n";
    }
    std::istringstream stream(text);
    const auto read = read_rows(stream, ',', [&](CsvRow&& row) {
      RC_ASSERT(row.fields == rows[expected++]);
      return Result<>();
    });
    RC_ASSERT(bool(read));
    RC_ASSERT(expected == rows.size());
  }));
}

}  // namespace
}  // namespace itsm::host::findings

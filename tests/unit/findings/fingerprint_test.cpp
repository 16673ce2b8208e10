// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/fingerprint.hpp"

#include <rapidcheck.h>

#include <set>

#include "host_stub/core/digest.hpp"
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

const Identity kIdentity{"shop", "TestScan", "R1", "src/run.c", "snippet system(command);"};

std::string fingerprint(const Identity& identity) { return Fingerprinter()(identity); }

TEST_CASE("the digest is SHA-256") {
  // FIPS 180-2, appendix B.1.
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("the first recipe is pinned: changing it would make every finding a new one") {
  CHECK(fingerprint(kIdentity) ==
        "1:" + sha256_hex("4:shop8:TestScan2:R19:src/run.c24:snippet system(command);1:0"));
}

TEST_CASE("every part of an identity tells findings apart, wherever its border is") {
  std::set<std::string> seen{fingerprint(kIdentity)};
  for (const auto part :
       {&Identity::asset, &Identity::scanner, &Identity::rule, &Identity::place, &Identity::evidence}) {
    Identity other = kIdentity;
    other.*part += "x";
    CHECK(seen.insert(fingerprint(other)).second);
  }
  CHECK(fingerprint({"ab", "c", "", "", ""}) != fingerprint({"a", "bc", "", "", ""}));
}

TEST_CASE("equal identities are told apart by their number in the file") {
  Fingerprinter first_scan;
  Fingerprinter second_scan;
  const std::string one = first_scan(kIdentity);
  const std::string two = first_scan(kIdentity);
  CHECK(one != two);
  CHECK(second_scan(kIdentity) == one);
  CHECK(second_scan(kIdentity) == two);
}

TEST_CASE("layout and numbers are no part of evidence") {
  CHECK(normalised_snippet("  a =\t b;\r\n\n  c;\n") == "a = b; c;");
  CHECK(normalised_snippet("ab") != normalised_snippet("a b"));
  CHECK(without_numbers("read at line 35, 2 bytes") == "read at line #, # bytes");
}

Json result_at(const std::string& path, int line, const std::string& snippet, const std::string& rule) {
  return Json{{"ruleId", rule},
              {"message", {{"text", "Found."}}},
              {"locations",
               {{{"physicalLocation",
                  {{"artifactLocation", {{"uri", path}}},
                   {"region", {{"startLine", line}, {"snippet", {{"text", snippet}}}}}}}}}}};
}

std::vector<std::string> fingerprints(const Json& results) {
  Json file = sarif_file();
  file["runs"][0]["results"] = results;
  const CollectedScan collected = scan(file.dump());
  REQUIRE(collected.refusals.empty());
  std::vector<std::string> all;
  for (const auto& each : collected.findings) all.push_back(each.finding.fingerprint);
  return all;
}

TEST_CASE("an edit above moves lines and keeps every finding; another rule, path or snippet makes another") {
  CHECK(rc::check([] {
    const auto code = [] {
      return *rc::gen::element<std::string>("strcpy(a, b);", "gets(a);", "system(c);", "x = 1");
    };
    const auto path = [] { return *rc::gen::element<std::string>("src/a.c", "src/b.c", "lib/c.c"); };
    const auto rule = [] { return *rc::gen::element<std::string>("R1", "R2"); };
    Json before = Json::array();
    Json after = Json::array();
    Json elsewhere = Json::array();
    const int moved = *rc::gen::inRange(1, 500);
    const int count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
      const std::string text = code();
      const std::string file = path();
      const std::string id = rule();
      before.push_back(result_at(file, 10 + i, text, id));
      after.push_back(result_at(file, 10 + i + moved, "\t " + text + "\n", id));
      switch (*rc::gen::inRange(0, 3)) {
        case 0:
          elsewhere.push_back(result_at("new/" + file, 10 + i, text, id));
          break;
        case 1:
          elsewhere.push_back(result_at(file, 10 + i, text + " // changed", id));
          break;
        default:
          elsewhere.push_back(result_at(file, 10 + i, text, "new/" + id));
          break;
      }
    }
    const auto first = fingerprints(before);
    const std::set<std::string> distinct(first.begin(), first.end());
    RC_ASSERT(distinct.size() == first.size());
    RC_ASSERT(fingerprints(after) == first);
    for (const std::string& other : fingerprints(elsewhere)) RC_ASSERT(distinct.count(other) == 0U);
  }));
}

TEST_CASE("the scanner's own fingerprint counts together with rule and path") {
  const auto one = [](const Json& change, const std::string& snippet) {
    Json result = result_at("src/a.c", 3, snippet, "R1");
    result.merge_patch(change);
    return fingerprints(Json::array({result})).front();
  };
  const Json own{{"partialFingerprints", {{"primaryLocationLineHash", "9cbc:1"}}}};
  // The snippet no longer matters, rule and path still do.
  CHECK(one(own, "a()") == one(own, "b()"));
  Json other_rule = own;
  other_rule["ruleId"] = "R2";
  CHECK(one(own, "a()") != one(other_rule, "a()"));
  CHECK(one(own, "a()") != one({{"partialFingerprints", {{"primaryLocationLineHash", "9cbc:2"}}}}, "a()"));
  // A hash of the whole file is left aside, and so is what stands beside the recipe that is enough by itself.
  CHECK(one({{"partialFingerprints", {{"scanFileHash", "1"}, {"scanPrimaryLocationHash", "p"}}}}, "a()") ==
        one({{"partialFingerprints", {{"scanFileHash", "2"}, {"scanPrimaryLocationHash", "p"}}}}, "b()"));
  CHECK(one({{"partialFingerprints", {{"scanFileHash", "1"}}}}, "a()") == one(Json::object(), "a()"));
  // A newer recipe beside the old one changes nothing.
  CHECK(one({{"fingerprints", {{"context/v1", "x"}}}}, "a()") ==
        one({{"fingerprints", {{"context/v1", "x"}, {"context/v2", "y"}}}}, "a()"));
}

TEST_CASE("without source text the names and the message tell findings apart, without their numbers") {
  const auto one = [](const std::string& name, const std::string& message) {
    const Json result{{"ruleId", "R1"},
                      {"message", {{"text", message}}},
                      {"locations",
                       {{{"physicalLocation", {{"artifactLocation", {{"uri", "Boot.java"}}}}},
                         {"logicalLocations", {{{"fullyQualifiedName", name}}}}}}}};
    return fingerprints(Json::array({result})).front();
  };
  CHECK(one("Boot.main", "null at line 12") == one("Boot.main", "null at line 140"));
  CHECK(one("Boot.main", "null at line 12") != one("Boot.stop", "null at line 12"));
  CHECK(one("Boot.main", "null") != one("Boot.main", "unused"));
}

}  // namespace
}  // namespace itsm::host::findings

// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include "host_stub/findings/sarif_importer.hpp"
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {
namespace {

TEST_CASE("files that are not SARIF 2.1.0 are refused as a whole, with the reason") {
  CHECK(refusal_of("").code == "bad_json");
  CHECK(refusal_of("<sarif/>").code == "bad_json");
  CHECK(refusal_of("[]").message == "The file is not SARIF: it has no member \"version\".");
  CHECK(refusal_of(R"({"version": "2.1.0"})").message == "The file is not SARIF: it has no member \"runs\".");
  CHECK(refusal_of(R"({"version": "2.1.0", "runs": {}})").message ==
        "The file is not SARIF: its member \"runs\" is not an array.");
  const Problem old = refusal_of(R"({"version": "1.0.0", "runs": []})");
  CHECK(old.code == "sarif_version");
  CHECK(old.message == "The file is SARIF 1.0.0; only version 2.1.0 is read.");
  CHECK(refusal_of(R"({"version": 2.1, "runs": []})").message.find("2.1;") != std::string::npos);
}

TEST_CASE("a file that is cut off anywhere is refused before anything of it is used") {
  std::string text = sarif_file().dump();
  for (std::size_t size = 0; size < text.size(); size += 7) {
    INFO(size);
    CHECK(refusal_of(text.substr(0, size)).code == "bad_json");
  }
}

TEST_CASE("a bad result is refused with its place, and the rest is imported") {
  Json file = sarif_file();
  Json& results = file["runs"][0]["results"];
  const Json good = results[0];
  const auto broken = [&](const char* patch) {
    results.push_back(good);
    results.back().merge_patch(Json::parse(patch));
  };
  results.push_back("text");
  broken(R"({"message": null})");
  broken(R"({"level": "fatal"})");
  broken(R"({"locations": [{"physicalLocation": {"region": {"startLine": "12"}}}]})");
  broken(R"({"locations": [{"physicalLocation": {"artifactLocation": {"index": 3}}}]})");
  broken(R"({"partialFingerprints": {"a": 1}})");
  results.push_back(good);
  const std::string text = file.dump();
  const CollectedScan collected = scan(text);
  CHECK(collected.findings.size() == 2);
  REQUIRE(collected.refusals.size() == 6);
  CHECK(collected.refusals[0].pointer == "/runs/0/results/1");
  CHECK(text.substr(collected.refusals[1].offset, 2) == "{\"");
  CHECK(collected.refusals[1].reason == "/message: is missing");
  CHECK(collected.refusals[2].reason == "/level: is not one of the allowed values");
  CHECK(collected.refusals[3].reason ==
        "/locations/0/physicalLocation/region/startLine: must be a whole number");
  CHECK(collected.refusals[4].reason == "its file is given only as number 3 of a list that does not hold it");
  CHECK(collected.refusals[5].pointer == "/runs/0/results/6");
}

TEST_CASE("a result that says nothing at all is refused") {
  const CollectedScan collected = scan_result({{"ruleId", "unknown"}, {"message", {{"text", nullptr}}}});
  CHECK(collected.only().title == "unknown");
  const CollectedScan silent = scan_result({{"ruleId", nullptr}, {"message", {{"text", nullptr}}}});
  REQUIRE(silent.refusals.size() == 1);
  CHECK(silent.refusals[0].reason == "neither the result nor its rule says anything");
}

TEST_CASE("a result beyond its limit is refused, its neighbours are not") {
  Json file = sarif_file();
  Json& results = file["runs"][0]["results"];
  results.push_back(results[0]);
  results.push_back(results[0]);
  results[1]["properties"]["flow"] = Json::array();
  for (int i = 0; i < 5; ++i) results[1]["properties"]["flow"].push_back(std::string(1U << 20U, 'x'));
  const CollectedScan collected = scan(file.dump());
  CHECK(collected.findings.size() == 2);
  REQUIRE(collected.refusals.size() == 1);
  CHECK(collected.refusals[0].reason == "the result is larger than 4 MiB");
  CHECK(collected.refusals[0].pointer == "/runs/0/results/1");
}

TEST_CASE("a broken rule is reported and its results are imported without it") {
  const CollectedScan collected =
      scan_result(Json::object(), {{"defaultConfiguration", {{"level", "fatal"}}}});
  CHECK(collected.findings.size() == 1);
  REQUIRE(collected.refusals.size() == 1);
  CHECK(collected.refusals[0].pointer == "/runs/0/tool/driver/rules/0");
  CHECK(collected.refusals[0].reason == "/defaultConfiguration/level: is not one of the allowed values");
}

TEST_CASE("results of a run without a scanner are refused") {
  const CollectedScan collected =
      scan(R"({"version": "2.1.0", "runs": [{"results": [{"message": {"text": "x"}}]}]})");
  CHECK(collected.findings.empty());
  REQUIRE(collected.refusals.size() == 1);
  CHECK(collected.refusals[0].reason == "its run does not name the scanner");
}

TEST_CASE("runs and rules without number are refused, not collected") {
  Json file = sarif_file();
  file["runs"] = Json::array();
  for (int i = 0; i < 1001; ++i) file["runs"].push_back(Json{{"tool", {{"driver", {{"name", "T"}}}}}});
  CHECK(refusal_of(file.dump()).code == "too_large");
  std::string rules = "{}";
  for (int i = 0; i < 70'000; ++i) rules += ",{}";
  CHECK(refusal_of(R"({"version":"2.1.0","runs":[{"tool":{"driver":{"rules":[)" + rules + "]}}}]}").code ==
        "too_large");
}

TEST_CASE("a stream that cannot be read twice is refused") {
  struct Unseekable : std::stringbuf {
    pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override {
      return pos_type(off_type(-1));
    }
  } buffer;
  std::istream file(&buffer);
  CollectedScan collected;
  const auto read = read_sarif(file, shop(), collected);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == "scan_unreadable");
}

TEST_CASE("a sink that fails ends the import with its failure") {
  struct Full final : ScanSink {
    Result<> run(const ScanRun&) override { return {}; }
    Result<> found(ScannedFinding&&) override { return problem(ProblemKind::unavailable, "full", "Full."); }
    void refused(Refusal&&) override {}
    void skipped(const std::string&) override {}
    void unknown_member(const std::string&) override {}
  } sink;
  std::istringstream file(sarif_file().dump());
  const auto read = read_sarif(file, shop(), sink);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == "full");
}

// Whatever became of the bytes: an import or a refusal, never a crash, and never text that a database
// refuses.
void survives(const std::string& text) {
  std::istringstream file(text);
  CollectedScan collected;
  const auto read = read_sarif(file, shop(), collected);
  RC_ASSERT((read || !read.error().message.empty()));
  for (const ScannedFinding& each : collected.findings) {
    RC_ASSERT(!each.finding.title.empty());
    const std::string all = each.finding.title + each.finding.description + each.finding.recommendation +
                            each.finding.solution + each.finding.rule_id + each.finding.scanner_fingerprint +
                            each.justification + dump(to_document(each.finding.location));
    RC_ASSERT(all.find('\0') == std::string::npos);
    RC_ASSERT(Json(all).dump().size() > all.size());  // throws when it is not UTF-8
  }
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("no mutation of a good file crashes the import") {
  const std::string good[] = {text_of(ITSM_FIXTURES "/full.sarif"), text_of(ITSM_FIXTURES "/secrets.sarif")};
  REQUIRE_FALSE(good[0].empty());
  CHECK(rc::check([&] {
    std::string text = *rc::gen::element(good[0], good[1]);
    const int edits = *rc::gen::inRange(1, 6);
    for (int i = 0; i < edits; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      const auto length = *rc::gen::inRange<std::size_t>(0, 40);
      switch (*rc::gen::inRange(0, 5)) {
        case 0:
          text[at] = static_cast<char>(*rc::gen::arbitrary<unsigned char>());
          break;
        case 1:
          text.erase(at, length);
          break;
        case 2:
          text.insert(at, text.substr(*rc::gen::inRange<std::size_t>(0, text.size()), length));
          break;
        case 3:
          text.insert(at,
                      *rc::gen::element<std::string>("null", "-1", "[]", "{}", "\"\"", "99999999999999999999",
                                                     "1e999", "\\ud800", "\\u0000", "[[[[", "\"\xFF\""));
          break;
        default:
          text.resize(at);
          break;
      }
      if (text.empty()) break;
    }
    survives(text);
  }));
}

// Replaces one value of the tree by something else of JSON.
void mutate(Json& value) {
  if (value.is_structured() && !value.empty() && *rc::gen::inRange(0, 4) != 0) {
    auto child = value.begin();
    std::advance(child, *rc::gen::inRange<std::size_t>(0, value.size()));
    mutate(*child);
    return;
  }
  value = *rc::gen::element<Json>(nullptr, true, 0, -5, 1e18, "", "text", "\xC3\xBC\n", Json::array(),
                                  Json::object(), Json::array({1, "x"}), Json{{"text", 5}},
                                  Json{{"uri", "file:///../.."}}, std::string(300, '/'), "{0}{1}{{",
                                  "[a](1)[b](", "CWE-");
}

TEST_CASE("no value in an unexpected place crashes the import") {
  const Json good[] = {Json::parse(text_of(ITSM_FIXTURES "/full.sarif")),
                       Json::parse(text_of(ITSM_FIXTURES "/secrets.sarif"))};
  CHECK(rc::check([&] {
    Json file = good[*rc::gen::inRange(0, 2)];
    const int edits = *rc::gen::inRange(1, 5);
    for (int i = 0; i < edits; ++i) mutate(file);
    survives(file.dump());
  }));
}

}  // namespace
}  // namespace itsm::host::findings

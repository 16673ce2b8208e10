// SPDX-License-Identifier: Apache-2.0
// Good policies with one slip each. A word that is one letter wrong, a key that was forgotten, a value of
// another kind: each is refused, on the right line, and a slip finds the word that was meant.
#include <filesystem>
#include <iostream>

#include "host_stub/config/source.hpp"
#include "host_stub/config/yaml.hpp"
#include "host_stub/policy/policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"
#include "tests/unit/policy/yaml_mutations.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

std::vector<config::Node> good_policies() {
  const std::array folders{std::filesystem::path(ITSM_CONFIG_DIRECTORY) / "policies"};
  const auto sources = config::read_sources(folders);
  REQUIRE(sources);
  std::vector<config::Node> out;
  for (const config::Source& source : *sources) {
    if (source.file.ends_with(".cases.yaml")) continue;
    config::Report report(source.file);
    out.push_back(*config::parse_yaml(source.text, report));
  }
  return out;
}

struct Tally {
  int tried = 0;
  int refused = 0;
  int right_line = 0;
  int typos = 0;
  int right_word = 0;
};

bool is_on_line(const std::string& complaint, int line) {
  return complaint.starts_with("p.yaml:" + std::to_string(line) + ":");
}

void tell(const Mutation& mutation, const std::string& what) {
  std::cout << mutation.made << " for " << mutation.original << " on line " << mutation.line << ": " << what
            << "\n";
}

void try_out(const Mutation& mutation, Tally& tally) {
  ++tally.tried;
  if (mutation.slip == Slip::typo) ++tally.typos;
  const auto read = read_policy("p.yaml", mutation.text);
  if (read) return tell(mutation, "taken");
  ++tally.refused;
  // A key with a slip is also a key that is missing, sometimes on the same line.
  std::vector<std::string> there = lines_of(read.error().complaints);
  std::erase_if(there, [&](const std::string& line) { return !is_on_line(line, mutation.line); });
  if (there.empty()) return tell(mutation, read.error().complaints.front().what);
  ++tally.right_line;
  if (mutation.slip != Slip::typo) return;
  const std::string meant = "did you mean `" + mutation.original + "`?";
  const bool found = std::any_of(there.begin(), there.end(), [&](const std::string& line) {
    return line.find(meant) != std::string::npos;
  });
  if (!found) return tell(mutation, there.front());
  ++tally.right_word;
}

}  // namespace

TEST_CASE("500 slips in good policies are refused, on the right line, with the word that was meant") {
  const std::vector<config::Node> policies = good_policies();
  REQUIRE(policies.size() >= 5);
  std::mt19937 random(20261127);
  Tally tally;
  for (int i = 0; i < 500; ++i) {
    const Slip slip = i % 5 < 3 ? Slip::typo : i % 5 == 3 ? Slip::dropped_key : Slip::wrong_kind;
    try_out(mutate(policies[static_cast<std::size_t>(i) % policies.size()], slip, random), tally);
  }
  std::cout << tally.tried << " slips: " << tally.refused << " refused, " << tally.right_line
            << " on the right line; " << tally.typos << " typos: " << tally.right_word
            << " with the word that was meant\n";
  CHECK(tally.tried == 500);
  CHECK(tally.refused == tally.tried);
  CHECK(tally.right_line * 100 >= tally.tried * 99);
  CHECK(tally.right_word * 100 >= tally.typos * 95);
}

TEST_CASE("the same policies without a slip are taken") {
  for (const config::Node& document : good_policies()) {
    const auto read = read_policy("p.yaml", written(document));
    if (!read) CHECK(lines_of(read.error().complaints) == std::vector<std::string>{});
    CHECK(read);
  }
}

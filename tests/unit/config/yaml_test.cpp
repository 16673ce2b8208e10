// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/yaml.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"

using namespace itsm::host::config;

namespace {

std::vector<std::string> mistakes(std::string_view text) {
  Report report("f.yaml");
  const auto root = parse_yaml(text, report);
  CHECK(root.has_value() == report.clean());
  return lines_of(report.complaints());
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a document becomes a tree that knows where everything stands") {
  Report report("f.yaml");
  const auto root = parse_yaml("name: x\nlist:\n  - 010\n  - \"yes\"\nempty:\nnext: 1\n", report);
  REQUIRE(root);
  REQUIRE(root->kind == NodeKind::map);
  CHECK(root->find("name")->text == "x");
  CHECK(root->find("name")->at == Position{1, 7});
  const Node& list = *root->find("list");
  REQUIRE(list.items.size() == 2);
  CHECK(list.items[0].text == "010");
  CHECK_FALSE(list.items[0].quoted);
  CHECK(list.items[1].text == "yes");
  CHECK(list.items[1].quoted);
  CHECK(root->find("empty")->kind == NodeKind::nothing);
  CHECK(root->find("empty")->at == Position{5, 1});
  CHECK(root->find("absent") == nullptr);
}

TEST_CASE("what makes YAML surprising is refused with its place") {
  CHECK(mistakes("a: 1\nb: 2\na: 3\n") == Lines{"f.yaml:3:1: key `a` stands twice; the first is on line 1"});
  CHECK(mistakes("a: &x 1\nb: *x\n") ==
        Lines{"f.yaml:1:4: an anchor (&name) is not read here; write the value where it is used",
              "f.yaml:2:4: an alias (*name) is not read here; write the value again"});
  CHECK(mistakes("a: !!int 3\n") ==
        Lines{"f.yaml:1:4: the tag `tag:yaml.org,2002:int` is not read here; leave it out"});
  CHECK(mistakes("a: !x {b: 1}\n") == Lines{"f.yaml:1:4: the tag `!x` is not read here; leave it out"});
  CHECK(mistakes("a: 1\n---\nb: 2\n") ==
        Lines{"f.yaml:2:1: a second document begins here; a file holds one"});
  CHECK(mistakes("? [a]\n: 1\n") == Lines{"f.yaml:1:3: a key must be text"});
  CHECK(mistakes("") == Lines{"f.yaml:1:1: the file is empty"});
  CHECK(mistakes("# only a comment\n") == Lines{"f.yaml:1:1: the file is empty"});
  CHECK(mistakes("a: [1\n") == Lines{"f.yaml:2:1: this is not YAML: end of sequence flow not found"});
  CHECK(mistakes("a: b\nc: \xff\n") ==
        Lines{"f.yaml:2:1: this line is not UTF-8 text, or holds control characters"});
}

TEST_CASE("documents beyond the limits are refused before they cost anything") {
  CHECK(mistakes(std::string(kMaxFileBytes + 1, 'x')) ==
        Lines{"f.yaml:1:1: the file is larger than 1024 KiB"});
  CHECK(mistakes(std::string(40, '[') + std::string(40, ']')) ==
        Lines{"f.yaml:1:33: nested deeper than 32 levels"});
  CHECK(mistakes(std::string(100'000, '[')).size() == 1);
  CHECK(mistakes(std::string(32, '[') + std::string(32, ']')).empty());
  std::string many = "a:\n";
  for (std::size_t i = 0; i < kMaxNodes; ++i) many += "- x\n";
  CHECK(mistakes(many) == Lines{"f.yaml:10001:3: more than 10000 values in one file"});
}

TEST_CASE("a bomb of aliases and an anchor that holds itself are refused") {
  CHECK_FALSE(mistakes("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n").empty());
  CHECK_FALSE(mistakes("&a [*a]\n").empty());
}

TEST_CASE("any bytes give a tree or a complaint") {
  CHECK(rc::check("any bytes give a tree or a complaint", [](const std::vector<unsigned char>& bytes) {
    Report report("f.yaml");
    const auto root = parse_yaml(std::string(bytes.begin(), bytes.end()), report);
    RC_ASSERT(root.has_value() == report.clean());
  }));
  CHECK(rc::check("any mixture of YAML's signs gives a tree or a complaint", [] {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab:-[]{}&*!|>'\"#,?%@ \n~")));
    Report report("f.yaml");
    const auto root = parse_yaml(text, report);
    RC_ASSERT(root.has_value() == report.clean());
  }));
}

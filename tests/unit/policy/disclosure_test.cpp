// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/disclosure.hpp"

#include <itsm/plain_text.hpp>

#include "host_stub/policy/private_text.hpp"
#include "host_stub/policy/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;

namespace {

Rendered rendered(const std::string& parts, const std::vector<Finding>& findings) {
  const Policy policy = policy_with(parts);
  const auto groups = group(policy, findings);
  REQUIRE(groups.size() == 1);
  return render(policy, groups[0], sample_schema(), {});
}

Lines withheld(const Rendered& rendered) {
  Lines out;
  for (const Withheld& what : rendered.withheld) out.push_back(what.what + ": " + what.why);
  return out;
}

// Everything that would be sent.
std::string sent(const Rendered& rendered) { return to_document(rendered.draft).dump(); }

const std::string kTemplate = R"(summary: "${title} ${group.label}"
description: |
  ${description}

  ${location.snippet}

  ${recommendation}

  ${locations.table}

  ${members.table}

  ${solution} ${asset.owner} ${custom.note} ${custom.poc}
fields:
  - {finding: title, ticket: labels}
  - {finding: custom.note, ticket: cf_5}
)";

}  // namespace

TEST_CASE("a matched secret leaves in no field and no text, whatever the policy says") {
  Finding finding = sample_finding();
  finding.category = Category::secret;
  finding.title = "Key AKIAIOSFODNN7EXAMPLE in code";
  finding.description = "Found `token: 'hunter2secret'` near AKIAIOSFODNN7EXAMPLE.";
  finding.recommendation = "Revoke AKIAIOSFODNN7EXAMPLE.";
  finding.solution = "Rotate wJalrXUtnFEMI.";
  finding.location.snippet = "aws = \"AKIAIOSFODNN7EXAMPLE\"; other: wJalrXUtnFEMI";
  finding.custom = {{"note", Json::array({"was AKIAIOSFODNN7EXAMPLE"})}};
  const Rendered out = rendered(kTemplate, {finding});
  for (const char* secret : {"AKIAIOSFODNN7EXAMPLE", "hunter2secret", "wJalrXUtnFEMI"})
    CHECK(sent(out).find(secret) == std::string::npos);
  CHECK(sent(out).find("(withheld: the matched secret)") != std::string::npos);
  CHECK(withheld(out) == Lines{"title: what looks like the matched secret is masked",
                               "description: what looks like the matched secret is masked",
                               "recommendation: what looks like the matched secret is masked",
                               "solution: what looks like the matched secret is masked",
                               "snippet: what looks like the matched secret is masked",
                               "custom.note: what looks like the matched secret is masked",
                               "snippet: it holds the matched secret"});
  finding.category = Category::sast;
  CHECK(sent(rendered(kTemplate, {finding})).find("aws = ") != std::string::npos);
}

TEST_CASE("words and names that stand beside a secret stay in the texts about it") {
  Finding finding = sample_finding();
  finding.category = Category::secret;
  finding.recommendation = "See the manual.";
  for (const char* word : {"password", "configuration", "Authentication", "PRODUCTION_KEY", "JavaScript",
                           "clientSecret", "awsSecretKey", "getElementById", "MacBookPro", "client_secret"}) {
    INFO(word);
    finding.location.snippet = std::string(word) + " = \"wJalrXUtnFEMI\"";
    finding.solution = std::string("Take wJalrXUtnFEMI out of ") + word + ".";
    std::vector<Withheld> withheld;
    CHECK(disclosed({}, finding, withheld).solution == std::string("Take **** out of ") + word + ".");
  }
}

TEST_CASE("directories of build machines and passwords in addresses are cut off without any policy") {
  Finding finding = sample_finding();
  finding.location.file = "/home/runner/work/shop/shop/src/Login.java";
  finding.description =
      "In /builds/acme/shop/src/Login.java, fetched from https://bot:s3cret@git.acme.test/shop.";
  const Rendered out = rendered(kTemplate, {finding});
  for (const char* part : {"/home/runner", "/builds/", "s3cret", "bot:"})
    CHECK(sent(out).find(part) == std::string::npos);
  CHECK(sent(out).find("src/Login.java") != std::string::npos);
  CHECK(sent(out).find("https://git.acme.test/shop") != std::string::npos);
}

TEST_CASE("what a policy never discloses is in no field, no table and no label") {
  Finding finding = sample_finding();
  finding.description = "Runs on db1.corp.";
  finding.custom = {{"note", "cost 7"}, {"poc", "curl"}};
  std::vector<Finding> findings{finding, finding};
  findings[1].id = FindingId{2};
  findings[1].title = "Second on 10.0.0.7:8080.";
  const Rendered out = rendered(
      kTemplate +
          "disclosure: {never: [internal_hosts, proof_of_concept, location.file, asset.name, asset.owner, "
          "custom.note]}\ngroup_by: asset\n",
      findings);
  for (const char* part : {"db1.corp", "10.0.0.7", "Login.java", "shop", "owner@", "cost 7", "curl"})
    CHECK(sent(out).find(part) == std::string::npos);
  CHECK(sent(out).find("Second on (internal host):8080.") != std::string::npos);
  CHECK(withheld(out) == Lines{"location.file: the policy withholds it",
                               "asset.name: the policy withholds it", "asset.owner: the policy withholds it",
                               "custom.note: the policy withholds it", "custom.poc: the policy withholds it",
                               "description: the policy withholds internal hosts",
                               "title: the policy withholds internal hosts"});
}

TEST_CASE("a proof of concept is taken out with all that stands under its title") {
  const auto without = [](const char* text) { return without_proof_of_concept(text); };
  CHECK(without("a\n## Proof of Concept\nb\n### more\nc\n## Impact\nd") == "a\n## Impact\nd");
  CHECK(without("**Steps to reproduce:**\n1. x\n\n**Impact:**\nhigh") == "**Impact:**\nhigh");
  CHECK(without("PoC:\ncurl\n# Fix\nupdate") == "# Fix\nupdate");
  CHECK(without("Exploit\n-------\nx\nImpact\n------\ny") == "Impact\n------\ny");
  CHECK(without("## PoC\n```\n# Impact\n```\n") == "");
  CHECK(without("the epoch and the exploits of others\n") == "the epoch and the exploits of others\n");
  CHECK(without("") == "");
}

TEST_CASE("internal hosts are those that nobody reaches from outside") {
  for (const char* host : {"10.1.2.3", "172.16.0.1", "172.31.9.9", "192.168.1.1", "127.0.0.1", "169.254.1.1",
                           "100.64.0.1", "fd00::1", "fe80::1", "::1", "localhost", "DB.Corp", "x.internal"})
    CHECK(is_internal_host(host));
  for (const char* host :
       {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2001:db8::1", "acme.test", "corp", ".corp", "1.2"})
    CHECK_FALSE(is_internal_host(host));
  CHECK(without_internal_hosts("see http://10.0.0.1:80/x, db.lan. and acme.test") ==
        "see http://(internal host):80/x, (internal host). and acme.test");
}

TEST_CASE(
    "a finding above the policy's classification gets no ticket, nor one that is classified by a slip") {
  const Policy policy = policy_with("disclosure: {max_classification: internal}\n");
  Finding finding = sample_finding();
  CHECK(decide(policy, finding).rule != nullptr);
  finding.custom = {{"classification", "Internal"}};
  CHECK(decide(policy, finding).rule != nullptr);
  finding.custom = {{"classification", "confidential"}};
  CHECK(decide(policy, finding).reason ==
        "the finding is classified confidential, and the policy lets out at most internal");
  for (const Json& unclear : {Json("confidental"), Json(3)}) {
    finding.custom = {{"classification", unclear}};
    CHECK(decide(policy, finding).rule == nullptr);
  }
}

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/suggest.hpp"

#include <rapidcheck.h>

#include "host_stub/policy/documents.hpp"
#include "host_stub/policy/priority_words.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;

namespace {

// Everything that is wrong with a suggestion: as text, by its own cases, and against the form.
Lines wrong_with(const Suggestion& suggestion, const TargetSchema& schema) {
  const std::array sources{config::Source{"p.yaml", suggestion.policy},
                           config::Source{"p.cases.yaml", suggestion.cases}};
  const auto documents = read_documents(sources);
  if (!documents) return lines_of(documents.error().complaints);
  const Policy& policy = documents->policies.front();
  Lines wrong = policy.warnings;
  for (const CaseResult& result : run_cases(policy, documents->cases.front()))
    for (const std::string& line : lines_of(result)) wrong.push_back(line);
  for (const Complaint& misfit : misfits(policy, policy.rules.front(), schema))
    wrong.push_back(misfit.where + ": " + misfit.what);
  return wrong;
}

std::string random_name() {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("High", "1 - ", "low", " ", ":", "#", "\"", "'", "[", "}", "ä", "€", "\\",
                                    "null", "yes", "&", "*", "%", "`", "-", "?", "1", "2", "urgent", ", "));
  std::string name;
  for (const std::string& part : parts) name += part;
  return "n" + name + "x";  // vendors trim what they show
}

std::vector<Option> random_options() {
  std::vector<Option> options;
  const auto count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) options.push_back({std::to_string(i), random_name(), {}, {}, i == 2});
  return options;
}

TargetSchema random_schema() {
  TargetSchema schema = sample_schema();
  schema.project.name = random_name();
  schema.type.name = random_name();
  schema.priorities.clear();
  for (const Option& option : random_options()) schema.priorities.push_back({option.id, option.name});
  const auto count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    FieldDescription& field = schema.form.fields.emplace_back();
    field.id = "r_" + std::to_string(i);
    field.name = random_name();
    field.kind = static_cast<FieldKind>(*rc::gen::inRange(0, 23));
    field.required = *rc::gen::arbitrary<bool>();
    field.has_default = *rc::gen::arbitrary<bool>();
    field.options = random_options();
    field.has_more_options = *rc::gen::arbitrary<bool>();
  }
  return schema;
}

}  // namespace

TEST_CASE("severities find the priorities that mean the same, by name and else by place") {
  CHECK(priorities_for_severities({"Highest", "High", "Medium", "Low", "Lowest"}) ==
        Lines{"Highest", "High", "Medium", "Low", "Lowest"});
  CHECK(priorities_for_severities({"Blocker", "Critical", "Major", "Minor", "Trivial"}) ==
        Lines{"Critical", "Major", "Major", "Minor", "Trivial"});
  CHECK(priorities_for_severities({"1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning"}) ==
        Lines{"1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning"});
  CHECK(priorities_for_severities({"P1", "P2", "P3", "P4", "P5"}) == Lines{"P1", "P2", "P3", "P4", "P5"});
  CHECK(priorities_for_severities({"Sehr hoch", "Hoch", "Mittel", "Niedrig", "Sehr niedrig"}) ==
        Lines{"Sehr hoch", "Hoch", "Mittel", "Niedrig", "Sehr niedrig"});
  CHECK(priorities_for_severities({"Only one"}) == Lines(5, "Only one"));
  CHECK(priorities_for_severities({}).empty());
}

TEST_CASE("a suggestion is clean, passes its cases and fits the form that it was made from") {
  TargetSchema schema = sample_schema();
  for (FieldDescription& field : schema.form.fields)
    field.required = field.id == "cf_1" || field.id == "cf_2" || field.id == "cf_3" || field.id == "cf_7";
  const StatusOffer statuses{{{"1", "Open", {}, "To Do", false}, {"2", "Done", {}, "Done", false}}, {}};
  const Suggestion suggestion = suggest("sec", "jira", schema, statuses);
  CHECK(wrong_with(suggestion, schema) == Lines{});
  CHECK(suggestion.open.empty());
  for (const char* expected :
       {"values: {critical: Highest, high: High, medium: Medium, low: Medium, info: Medium}",
        "{value: Payments, ticket: cf_2}  # required: Cost center, of Payments, Platform",
        "# There: Open (To Do), Done (Done)", "{finding: due_at, ticket: due_date}"}) {
    INFO(suggestion.policy);
    CHECK(suggestion.policy.find(expected) != std::string::npos);
  }
}

TEST_CASE("a required field that only a person can fill is named and left as a comment") {
  TargetSchema schema = sample_schema();
  for (FieldDescription& field : schema.form.fields) field.required = field.kind == FieldKind::cascade;
  const Suggestion suggestion = suggest("sec", "jira", schema, {});
  REQUIRE(suggestion.open.size() == 1);
  CHECK(suggestion.open[0].find("`Layers` (cf_9), which nothing fills") != std::string::npos);
  CHECK(suggestion.policy.find("# required: Layers (cf_9, cascade), which only you can fill") !=
        std::string::npos);
  CHECK(wrong_with(suggestion, schema).size() == 1);
}

TEST_CASE("whatever a vendor calls its things, a suggestion is clean and lacks only what it says") {
  CHECK(rc::check("any schema", [] {
    const TargetSchema schema = random_schema();
    const StatusOffer statuses{random_options(), random_options()};
    const Suggestion suggestion = suggest("sec", "jira", schema, statuses);
    const Lines wrong = wrong_with(suggestion, schema);
    RC_LOG() << suggestion.policy << suggestion.cases;
    for (const std::string& line : wrong) RC_LOG() << line << "\n";
    RC_ASSERT(wrong.size() == suggestion.open.size());
  }));
}

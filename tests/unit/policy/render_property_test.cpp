// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "host_stub/policy/render.hpp"
#include "host_stub/policy/text_length.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

std::string random_text() {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", " ", "é", "€", "😀", "\n\n", "# ", "- ", "**", "|", "<b>",
                                    "[x](javascript:y)", "${title}", "\xff", "\x01", "Highest"));
  std::string text;
  for (const auto& word : words) text += word;
  return text;
}

std::vector<Finding> random_findings() {
  std::vector<Finding> findings;
  const int count = *rc::gen::inRange(1, 12);
  for (int id = 1; id <= count; ++id) {
    Finding& finding = findings.emplace_back(sample_finding(id));
    finding.severity = static_cast<Severity>(*rc::gen::inRange(0, 5));
    finding.title = random_text();
    finding.description = random_text() + random_text();
    finding.asset.owner = random_text();
    finding.custom = {{"center", random_text()}, {"n", random_text()}};
  }
  return findings;
}

bool offers(const FieldDescription& field, const TargetSchema& schema, const Json& value) {
  const auto is = [&](const std::string& id, const std::string& name) {
    return value.value("id", "") == id && value.value("name", "") == name;
  };
  if (field.kind == FieldKind::priority)
    return std::any_of(schema.priorities.begin(), schema.priorities.end(),
                       [&](const Named& one) { return is(one.id, one.name); });
  return std::any_of(field.options.begin(), field.options.end(),
                     [&](const Option& one) { return is(one.id, one.name); });
}

const std::string kParts = R"(fields:
  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: Medium, low: Low}}
  - {finding: custom.center, ticket: Cost center}
  - {finding: custom.n, ticket: CVSS}
  - {finding: title, ticket: cf_4}
  - {finding: title, ticket: labels}
  - {finding: asset.owner, ticket: assignee}
summary: "[${severity}] ${title}${group.count_suffix}"
description: |
  ${description}

  ## Where
  ${locations.table}

  [Open](${finding.url})

  ${members.table}
)";

}  // namespace

TEST_CASE("whatever findings hold, a draft keeps to the limits and to the values that the form offers") {
  const Policy policy = policy_with(kParts);
  CHECK(rc::check("limits and values", [&] {
    const auto findings = random_findings();
    TargetSchema schema = sample_schema();
    const auto unit = *rc::gen::element(LengthUnit::bytes, LengthUnit::utf16, LengthUnit::code_points);
    schema.limits[0] = {"summary", static_cast<std::size_t>(*rc::gen::inRange(1, 60)), unit};
    schema.limits[1] = {"description", static_cast<std::size_t>(*rc::gen::inRange(1, 900)), unit};
    RenderContext context;
    context.finding_url = [](const Finding&) { return "https://t.test/1"; };
    for (const Group& group : group(policy, findings)) {
      const Rendered rendered = render(policy, group, schema, context);
      RC_ASSERT(length_of(rendered.draft.summary, unit) <= schema.limits[0].most);
      RC_ASSERT(length_of(to_plain_text(rendered.draft.description), unit) <= schema.limits[1].most);
      RC_ASSERT(rendered.draft.summary.find('\n') == std::string::npos);
      for (const FieldDescription& field : schema.form.fields) {
        const auto value = rendered.draft.fields.find(field.id);
        if (value == rendered.draft.fields.end()) continue;
        RC_ASSERT(value->second.kind == field.kind);
        if (field.kind == FieldKind::priority || field.kind == FieldKind::option)
          RC_ASSERT(offers(field, schema, value->second.value));
        if (field.kind == FieldKind::number) RC_ASSERT(value->second.value.is_number());
        if (field.id == "cf_4")
          RC_ASSERT(length_of(value->second.value.get<std::string>(), LengthUnit::utf16) <=
                    *field.max_length);
        if (field.kind == FieldKind::labels)
          for (const Json& label : value->second.value) {
            RC_ASSERT(label.get<std::string>().find_first_of(" \n\t") == std::string::npos);
            RC_ASSERT(length_of(label.get<std::string>(), LengthUnit::utf16) <= 30U);
          }
      }
      for (const auto& [id, value] : rendered.draft.fields)
        RC_ASSERT(std::any_of(schema.form.fields.begin(), schema.form.fields.end(),
                              [&](const FieldDescription& field) { return field.id == id; }));
      for (const Complaint& problem : rendered.problems) RC_ASSERT(!problem.what.empty());
      // The document crosses to the plugin as it is: valid UTF-8, within the depth of documents.
      const std::string text = to_document(rendered.draft).dump();
      RC_ASSERT(itsm::detail::json_depth(text) <= kMaxJsonDepth);
    }
  }));
}

TEST_CASE("the same findings give the same draft") {
  const Policy policy = policy_with(kParts);
  CHECK(rc::check("deterministic", [&] {
    const auto findings = random_findings();
    const TargetSchema schema = sample_schema();
    for (const Group& group : group(policy, findings))
      RC_ASSERT(to_document(render(policy, group, schema, {}).draft) ==
                to_document(render(policy, group, schema, {}).draft));
  }));
}

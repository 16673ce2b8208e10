// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/drift.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;

namespace {

FieldDescription& field(TargetSchema& schema, const std::string& id) {
  for (FieldDescription& one : schema.form.fields)
    if (one.id == id) return one;
  throw std::runtime_error("no field " + id);
}

}  // namespace

TEST_CASE("a form that is the same, or has only more, is no difference") {
  const TargetSchema before = sample_schema();
  TargetSchema after = before;
  CHECK(differences(before, after).empty());
  field(after, "cf_2").options.push_back({"73", "Mobile", {}, {}, false});
  after.form.fields.push_back(field(after, "cf_3"));
  after.form.fields.back().id = "cf_new";
  after.priorities.push_back({"4", "Low"});
  CHECK(differences(before, after).empty());
}

TEST_CASE("what went, changed its kind or is demanded now is told by name") {
  const TargetSchema before = sample_schema();
  TargetSchema after = before;
  field(after, "cf_2").options.pop_back();
  field(after, "cf_3").kind = FieldKind::string;
  field(after, "cf_1").name = "Begin";
  field(after, "cf_4").required = true;
  std::erase_if(after.form.fields, [](const auto& one) { return one.id == "cf_7"; });
  FieldDescription demanded = field(after, "cf_5");
  demanded.id = "cf_new";
  demanded.name = "Reason";
  demanded.required = true;
  after.form.fields.push_back(demanded);
  after.priorities.pop_back();
  CHECK(differences(before, after) ==
        Lines{"field `Start date` (cf_1) is called `Begin` now",
              "field `Cost center` (cf_2) has no value `Platform` any more",
              "field `CVSS` (cf_3) is of type string now, not number", "field `Team` (cf_4) is required now",
              "field `Exploited` (cf_7) is gone from the form",
              "field `Reason` (cf_new) came, and is required", "priority `Medium` is gone"});
}

TEST_CASE("what the templates and the ticket's place fill is not told as demanded") {
  TargetSchema before = sample_schema();
  TargetSchema after = before;
  for (const auto role :
       {FieldRole::summary, FieldRole::description, FieldRole::correlation, FieldRole::parent}) {
    const std::string id(name_of(role));
    for (TargetSchema* const schema : {&before, &after})
      std::erase_if(schema->form.fields, [&](const auto& one) { return one.role == role; });
    after.form.fields.push_back({.id = id, .name = id, .role = role, .required = true});
  }
  CHECK(differences(before, after).empty());
  for (auto one : after.form.fields) {
    one.required = false;
    before.form.fields.push_back(std::move(one));
  }
  CHECK(differences(before, after).empty());
}

TEST_CASE("a draft that waits is held against the form as it is now") {
  TargetSchema schema = sample_schema();
  TicketDraft draft;
  draft.fields["cf_2"] = {FieldKind::option, to_document(Named{"72", "Platform"})};
  draft.fields["cf_7"] = {FieldKind::boolean, true};
  draft.fields["assignee"] = {FieldKind::person, to_document(Person{"ada", "Ada", {}})};
  CHECK(misfits(draft, schema) == Lines{});
  field(schema, "cf_2").options.pop_back();
  field(schema, "cf_3").required = true;
  std::erase_if(schema.form.fields, [](const auto& one) { return one.id == "cf_7"; });
  CHECK(misfits(draft, schema) == Lines{"a value of field `Cost center` is gone",
                                        "field cf_7 is gone from the form", "field `CVSS` is required now"});
}

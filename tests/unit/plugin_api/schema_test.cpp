// SPDX-License-Identifier: Apache-2.0
#include <itsm/documents/manifest.hpp>

#include "tests/support/catch.hpp"

using namespace itsm;

TEST_CASE("that there are more options than those told survives the way between plugin and host") {
  FieldDescription field;
  field.id = "assignee";
  field.name = "Assignee";
  field.kind = FieldKind::person;
  field.options = {{"1", "Anna"}};
  for (const bool more : {false, true}) {
    field.has_more_options = more;
    CHECK(from_document<FieldDescription>(to_document(field)).has_more_options == more);
  }
}

TEST_CASE("a field that only the vendor sets is demanded of nobody") {
  FieldDescription field;
  field.required = true;
  CHECK(field.is_demanded());
  field.read_only = true;
  CHECK_FALSE(field.is_demanded());
  CHECK(from_document<FieldDescription>(to_document(field)).read_only);
}

TEST_CASE("a picker is found by its role, which its id says where the plugin does not") {
  Manifest manifest;
  manifest.pickers = {{.id = "queue", .label = "Queue", .role = PickerRole::project},
                      {.id = "status", .label = "Status"},
                      {.id = "owner", .label = "Owner"},
                      {.id = "type", .label = "Of a link", .role = PickerRole::link_type}};
  CHECK(manifest.picker_for(PickerRole::project)->id == "queue");
  CHECK(manifest.picker_for(PickerRole::status)->id == "status");
  CHECK(manifest.picker_for(PickerRole::link_type)->id == "type");
  CHECK(manifest.picker_for(PickerRole::type) == nullptr);
  CHECK(manifest.pickers[2].meaning() == PickerRole::none);
}

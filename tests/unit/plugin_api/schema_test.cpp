// SPDX-License-Identifier: Apache-2.0
#include <itsm/documents/schema.hpp>

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

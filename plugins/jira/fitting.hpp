// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/schema.hpp>

namespace itsm::jira {

// The value as this field of this form takes it: options that are named only, in whatever case, get the id
// that the form gives them. invalid_argument names the field, with the option that may have been meant, where
// the value does not fit: nothing needs to be sent for Jira to refuse it. raw values, and all values of raw
// fields, pass at their author's risk.
Result<FieldValue> fitting(const FieldDescription& field, FieldValue value);

// What leaves a field empty at Jira: null, no text, and a list of none.
bool says_nothing(const Json& value);

}  // namespace itsm::jira

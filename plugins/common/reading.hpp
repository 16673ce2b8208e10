// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <itsm/json.hpp>

// Reads what a vendor sent without trusting its shape: what is absent or of another type reads as empty.
namespace itsm::common {

// The member of an object, or a null value. Borrowed from the object.
const Json& member(const Json& object, std::string_view key);

// A string as it is, a whole number as its digits (vendors send ids as either), anything else as "".
std::string text_of(const Json& value);
inline std::string text_of(const Json& object, std::string_view key) { return text_of(member(object, key)); }

bool flag_of(const Json& object, std::string_view key);

// The elements of an array member; empty where it is no array. Borrowed from the object.
const Json& array_of(const Json& object, std::string_view key);

}  // namespace itsm::common

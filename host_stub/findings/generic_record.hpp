// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_stub/findings/generic_model.hpp"
#include "host_stub/findings/translated.hpp"

namespace itsm::host::findings::generic {

// Where a record keeps what a name of a member or column stands for: "file" is "location.file", and the names
// of DefectDojo's generic format are known too. A name that is none stays as it is.
std::string_view path_of(std::string_view name);

// Whether it is the name of a member, with "asset.", "location." and "custom." in front of those that are
// within these.
bool is_known(std::string_view name);

// Puts a value where its name says: "location.file", "custom.tier".
void place(Json& record, std::string_view name, Json value);

// Reads one record, however its values are written: one value for a list, a number as text, an asset as its
// name. Appends the names of members that the format does not know. Throws DocumentError.
Record read_record(const Json& json, std::vector<std::string>& unknown);

Asset read_asset(const Json& json);

// `scope` is the record's own.
Translation translate(const Record& record, const ScanRun& scope);

}  // namespace itsm::host::findings::generic

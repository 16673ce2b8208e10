// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <itsm/documents/manifest.hpp>

// Lengths as vendors count them, and cutting to them. Text is UTF-8; a character is never split.
namespace itsm::host::policy {

std::size_t length_of(std::string_view text, LengthUnit unit);
// At most `most` units, "…" included where something is missing.
std::string cut_to(std::string_view text, std::size_t most, LengthUnit unit);
// On one line, without control characters, white space folded to single blanks.
std::string one_line(std::string_view text);

}  // namespace itsm::host::policy

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/manifest.hpp>
#include <itsm/rich_text.hpp>

namespace itsm::common {

// How long a tidy document is once it is rendered. Vendors do not say how they count a text with markup, so
// this counts what the longest of their formats needs: each mark, bullet, cell and link target, and an escape
// for every character that could be markup.
std::size_t rendered_length(const RichText& document, LengthUnit unit);

// A tidy document no longer than most. What does not fit is left out at the end, whole blocks, list items,
// rows and lines of code at a time, and a closing paragraph says so. Sections are kept before anything else,
// since they are what later updates look for.
RichText fit(const RichText& document, std::size_t most, LengthUnit unit);

}  // namespace itsm::common

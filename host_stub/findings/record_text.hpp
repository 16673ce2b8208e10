// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "host_stub/core/finding.hpp"

// What every importer does with the texts of a record.
namespace itsm::host::findings {

namespace limits {
inline constexpr std::size_t kName = 255;  // names, ids, titles
inline constexpr std::size_t kPath = 1024;
inline constexpr std::size_t kSnippet = 8 * 1024;
inline constexpr std::size_t kText = 32 * 1024;
}  // namespace limits

// The first that has more than white space in it, without the white space around it.
std::string first_of(std::initializer_list<std::string_view> texts);

// Up to the first full stop or line end; for titles.
std::string first_sentence(std::string_view text);

// A name for lists: clean, trimmed, and not too long.
std::string clean_name(std::string_view text);

// Nothing of the machine that scanned (`roots` as for without_machine_paths), nothing that a database or a
// browser would choke on, nothing without end.
void tidy(Finding& finding, std::span<const std::string> roots = {});

// "Update openssl to 3.0.2."
std::string update_advice(std::string_view package, std::string_view fixed_version);

// "https://user@github.com/acme/shop.git" as "github.com/acme/shop".
std::string repository_name(std::string_view uri);

}  // namespace itsm::host::findings

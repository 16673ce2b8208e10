// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "host_stub/config/element.hpp"

// Readers for the kinds of text that several documents hold.
namespace itsm::host::config {

// A short name that stands in commands and addresses: lower-case letters, digits, '-' and '_', at most 64.
void read_name(Element element, std::string& out);
bool is_name(std::string_view text);
// Text that is not empty, on one line.
void read_line(Element element, std::string& out);
// Where a path is relative, it is so to the folder of the file that names it.
void read_path(Element element, std::filesystem::path& out);
// http:// or https:// with a host, without a slash at the end.
void read_base_url(Element element, std::string& out);
// "10.0.0.0/8", "fd00::/8", or one address.
void read_network(Element element, std::string& out);
// Bytes: "512 KiB", "1 MiB", "2 GiB".
void read_size(Element element, std::uint64_t& out);
// "30m", "12h", "7d", "2w": at most ten years.
void read_duration(Element element, std::chrono::seconds& out);
std::optional<std::chrono::seconds> duration_of(std::string_view text);
// In the largest unit that fits: "7d".
std::string to_text(std::chrono::seconds duration);

}  // namespace itsm::host::config

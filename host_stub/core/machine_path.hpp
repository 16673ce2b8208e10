// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

// Paths of the machine that scanned say nothing about the asset, and tell outsiders about the machine.
namespace itsm::host {

// The path within the asset, out of a URI reference or a path: the scheme, drive and the part that belongs to
// the machine cut off, percent signs decoded, "." and ".." resolved, forward slashes, no slash in front.
// `roots` are directories, each with a slash at its end, that the file itself names as its bases.
std::string path_in_asset(std::string_view uri, std::span<const std::string> roots);

// The path of a file URI as an absolute directory for `roots`, with a slash at its end; empty when it is
// none.
std::string root_directory(std::string_view uri);

// The text with the machine's part of every path in it cut off.
std::string without_machine_paths(std::string text, std::span<const std::string> roots);

}  // namespace itsm::host

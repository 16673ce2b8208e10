// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/plugin_project.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace itsm::host::services {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 40;

bool is_plugin_name(const std::string& name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), fits) &&
         name.front() >= 'a' && name.front() <= 'z' && name.back() != '-' &&
         name.find("--") == std::string::npos;
}

// Names that a build has targets of its own for.
bool is_taken(const std::string& name) {
  constexpr std::string_view kTaken[] = {"all", "clean", "conformance", "help", "install", "package", "test"};
  return std::find(std::begin(kTaken), std::end(kTaken), name) != std::end(kTaken);
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// "help-desk" -> "Help Desk", with another separator "HelpDesk".
std::string in_capitals(const std::string& name, const std::string& separator) {
  std::string out;
  bool begins = true;
  for (const char c : name) {
    if (c == '-') {
      out += separator;
      begins = true;
      continue;
    }
    out += begins ? upper(c) : c;
    begins = false;
  }
  return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// The example's name in each of its spellings; the longer ones first, since they hold the shorter.
std::string renamed(std::string text, const std::string& name) {
  std::string file = name;
  std::replace(file.begin(), file.end(), '-', '_');
  std::string key;
  for (const char c : name)
    if (c != '-') key += upper(c);
  const std::pair<std::string, std::string> spellings[] = {{"Acme Desk", in_capitals(name, " ")},
                                                           {"AcmePlugin", in_capitals(name, "") + "Plugin"},
                                                           {"ACME", key},
                                                           {"acme_", file + "_"},
                                                           {"acme.yaml", file + ".yaml"},
                                                           {"acme", name}};
  for (const auto& [from, to] : spellings) text = replaced(std::move(text), from, to);
  return text;
}

// Marks of quotations, and the licence, which is the author's to choose.
bool is_for_the_tutorial(const std::string& line) {
  const auto begin = line.find_first_not_of(' ');
  const bool is_mark =
      begin != std::string::npos && line.compare(begin, 4, "// [") == 0 && line.back() == ']';
  return is_mark || line.find("quotes this file") != std::string::npos ||
         line.find("SPDX-License-Identifier") != std::string::npos;
}

std::string project_text(const std::string& text, const std::string& name) {
  std::istringstream lines(text);
  std::string out;
  for (std::string line; std::getline(lines, line);)
    if (!is_for_the_tutorial(line)) out += line + '\n';
  return renamed(std::move(out), name);
}

Unexpected<Problem> unwritable(const fs::path& path, const std::string& why) {
  return problem(ProblemKind::invalid, "folder_unwritable", path.string() + " cannot be written: " + why,
                 "name another folder with --dir");
}

Result<> copy(const fs::path& from, const fs::path& to, const std::string& name) {
  std::ifstream in(from, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::ofstream out(to, std::ios::binary);
  out << project_text(text, name) << std::flush;
  if (!in || !out) return unwritable(to, "copying " + from.filename().string() + " failed");
  return {};
}

}  // namespace

Result<PluginProject> write_plugin_project(const fs::path& example, const std::string& name,
                                           const fs::path& folder) {
  if (!is_plugin_name(name) || is_taken(name))
    return problem(
        ProblemKind::invalid, "plugin_name_wrong", "'" + name + "' cannot be a plugin's id",
        "write lower-case letters, digits and single '-' between them, such as help-desk; build tools "
        "have the names all, clean, conformance, help, install, package and test");
  std::error_code failed;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(example, failed))
    if (entry.is_regular_file()) files.push_back(entry.path());
  if (files.empty())
    return problem(ProblemKind::internal, "example_missing",
                   "the example plugin is not at " + example.string(), "install this program whole");
  std::sort(files.begin(), files.end());

  if (fs::exists(folder, failed))
    return problem(ProblemKind::conflict, "folder_exists", folder.string() + " exists",
                   "name another folder with --dir, or take it away");
  fs::create_directories(folder, failed);
  if (failed) return unwritable(folder, failed.message());
  PluginProject project{name, folder, {}};
  for (const fs::path& file : files) {
    project.files.push_back(renamed(file.filename().string(), name));
    ITSM_CHECK(copy(file, folder / project.files.back(), name));
  }
  return project;
}

}  // namespace itsm::host::services

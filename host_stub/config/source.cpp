// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/source.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "host_stub/config/report.hpp"
#include "host_stub/config/yaml.hpp"

namespace itsm::host::config {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHostSettings = "host.yaml";

// The files below a folder, sorted; symbolic links to folders are not followed.
std::vector<fs::path> yaml_files(const fs::path& folder, std::error_code& failure) {
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const auto ending = entry->path().extension();
    std::error_code ignored;
    if ((ending == ".yaml" || ending == ".yml") && entry->path().filename() != kHostSettings &&
        entry->is_regular_file(ignored))
      files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Result<std::vector<Source>> read_sources(std::span<const fs::path> paths) {
  std::vector<Complaint> complaints;
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code failure;
    if (fs::is_directory(path, failure)) {
      const auto below = yaml_files(path, failure);
      files.insert(files.end(), below.begin(), below.end());
      if (failure) complaints.push_back({path.string(), "cannot be read: " + failure.message()});
    } else {
      files.push_back(path);
    }
  }
  std::vector<Source> sources;
  for (const fs::path& file : files) {
    std::ifstream stream(file, std::ios::binary);
    // One byte more than is allowed shows that there are more, without reading them.
    std::string text(kMaxFileBytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!stream && !stream.eof()) {
      complaints.push_back({file.string(), "cannot be read"});
      continue;
    }
    text.resize(static_cast<std::size_t>(stream.gcount()));
    sources.push_back({file.string(), std::move(text)});
  }
  if (!complaints.empty()) return unexpected(refusal(std::move(complaints)));
  return sources;
}

}  // namespace itsm::host::config

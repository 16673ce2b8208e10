// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/web_files.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace itsm::host::api {
namespace {

constexpr std::string_view kIndex = "/index.html";
// Named after what is in them: another content has another name.
constexpr std::string_view kAssets = "/assets/";

// Everything comes from this host. Styles of elements are set by script, never written into the page.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

// The smallest first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kPackings{
    {{"br", ".br"}, {"gzip", ".gz"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTypes{
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".woff2", "font/woff2"},
     {".json", "application/json"},
     {".txt", "text/plain; charset=utf-8"}}};

std::string_view type_of(std::string_view path) {
  for (const auto& [ending, type] : kTypes)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

Result<std::string> text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (stream.fail())
    return problem(ProblemKind::invalid, "web_files", "the page file " + file.string() + " cannot be read",
                   "install the host again");
  return text;
}

// Whether Accept-Encoding names it, other than to refuse it.
bool takes(std::string_view accepted, std::string_view packing) {
  while (!accepted.empty()) {
    const auto end = std::min(accepted.find(','), accepted.size());
    std::string_view one = accepted.substr(0, end);
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
    const auto begin = std::min(one.find_first_not_of(' '), one.size());
    one.remove_prefix(begin);
    if (one.starts_with(packing) && (one.size() == packing.size() || one[packing.size()] == ';'))
      return one.find(";q=0") == std::string_view::npos || one.find(";q=0.") != std::string_view::npos;
  }
  return false;
}

}  // namespace

Result<WebFiles> WebFiles::read(const std::filesystem::path& folder) {
  WebFiles out;
  std::error_code failed;
  if (!std::filesystem::exists(folder, failed)) return out;
  for (auto entry = std::filesystem::recursive_directory_iterator(folder, failed);
       !failed && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failed)) {
    if (!entry->is_regular_file()) continue;
    std::string path = "/" + entry->path().lexically_relative(folder).generic_string();
    std::string packing;
    for (const auto& [name, ending] : kPackings)
      if (path.ends_with(ending)) {
        packing = name;
        path.resize(path.size() - ending.size());
      }
    File& file = out.files_[path];
    file.type = type_of(path);
    ITSM_TRY(file.bodies[packing], text_of(entry->path()));
  }
  const auto index = out.files_.find(std::string(kIndex));
  if (failed || index == out.files_.end() || !index->second.bodies.contains(""))
    return problem(ProblemKind::invalid, "web_files",
                   "the pages in " + folder.string() + " are not complete: there is no index.html",
                   "install the host again, or build the target web");
  return out;
}

std::optional<http::Response> WebFiles::answer(const http::Request& request) const {
  if (files_.empty() || (request.method != "GET" && request.method != "HEAD")) return std::nullopt;
  auto found = files_.find(request.path);
  const bool asset = request.path.starts_with(kAssets);
  if (found == files_.end()) {
    if (asset) return std::nullopt;
    found = files_.find(std::string(kIndex));
  }
  http::Response response;
  response.headers = {{"Content-Type", std::string(found->second.type)},
                      {"Content-Security-Policy", std::string(kPolicy)},
                      {"Vary", "Accept-Encoding"}};
  if (asset) response.headers.push_back({"Cache-Control", "public, max-age=31536000, immutable"});
  const auto& bodies = found->second.bodies;
  const std::string accepted(request.header("Accept-Encoding").value_or(""));
  for (const auto& [packing, ending] : kPackings) {
    const auto packed = bodies.find(std::string(packing));
    if (packed == bodies.end() || !takes(accepted, packing)) continue;
    response.headers.push_back({"Content-Encoding", std::string(packing)});
    response.body = packed->second;
    return response;
  }
  const auto plain = bodies.find("");
  if (plain == bodies.end()) return std::nullopt;
  response.body = plain->second;
  return response;
}

}  // namespace itsm::host::api

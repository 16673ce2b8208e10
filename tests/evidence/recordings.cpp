// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/recordings.hpp"

#include <zlib.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace itsm::evidence {
namespace {

std::string gunzipped(const std::string& file) {
  gzFile in = gzopen(file.c_str(), "rb");
  if (in == nullptr) throw std::runtime_error("cannot read " + file);
  std::string out;
  char buffer[65536];
  int count = 0;
  while ((count = gzread(in, buffer, sizeof buffer)) > 0) out.append(buffer, static_cast<std::size_t>(count));
  gzclose(in);
  if (count < 0) throw std::runtime_error("broken: " + file);
  return out;
}

}  // namespace

std::optional<std::string> shared_data() {
  const char* const folder = std::getenv("ITSM_SHARED_DATA");
  if (folder != nullptr && *folder != '\0') return folder;
  std::cout << "skipped: ITSM_SHARED_DATA does not name the folder of samples from real vendors" << std::endl;
  return std::nullopt;
}

std::string kind_of(const std::string& method, const std::string& path) {
  static const std::vector<std::pair<std::regex, std::string>> kinds = [] {
    std::vector<std::pair<std::regex, std::string>> out;
    for (const auto& [pattern, kind] : std::vector<std::pair<const char*, const char*>>{
             {"GET /serverInfo", "server_info"},
             {"GET /issue/createmeta\\?.*", "create_fields"},
             {"GET /issue/[A-Z]*-?[0-9]+", "ticket"},
             {"POST /issue", "created"},
             {"PUT /issue/[0-9]+", "updated"},
             {"POST /issue/[A-Z]+-[0-9]+/transitions", "transitioned"},
             {"POST /issue/[0-9]+/comment", "commented"}})
      out.emplace_back(std::regex(pattern), kind);
    return out;
  }();
  static const std::regex root("^/rest/api/(2|latest)");
  const std::string asked = method + " " + std::regex_replace(path, root, "");
  for (const auto& [pattern, kind] : kinds)
    if (std::regex_match(asked, pattern)) return kind;
  return {};
}

std::vector<Recorded> read_recordings(const std::string& folder) {
  std::istringstream lines(gunzipped(folder + "/jira/recorded/jira-cloud-exchanges.jsonl.gz"));
  std::vector<Recorded> out;
  for (std::string line; std::getline(lines, line);) {
    const Json exchange = Json::parse(line);
    Recorded one;
    one.number = static_cast<int>(out.size()) + 1;
    one.method = exchange.at("method");
    one.path = exchange.at("path");
    one.kind = kind_of(one.method, one.path);
    one.request = exchange.at("body");
    one.status = exchange.at("status");
    one.content_type = exchange.at("respHeaders").value("content-type", "");
    one.answer = exchange.at("response");
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<std::vector<std::string>> table(const std::string& name) {
  std::ifstream in(std::string(ITSM_EXPECTED) + "/" + name);
  if (!in) throw std::runtime_error("no table " + name);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream columns(line);
    rows.emplace_back();
    for (std::string column; std::getline(columns, column, '\t');) rows.back().push_back(column);
  }
  return rows;
}

std::vector<int> numbers(const std::string& text) {
  std::istringstream in(text);
  std::vector<int> out;
  for (int number = 0; in >> number;) out.push_back(number);
  return out;
}

}  // namespace itsm::evidence

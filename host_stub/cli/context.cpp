// SPDX-License-Identifier: Apache-2.0
#include "host_stub/cli/context.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "host_stub/core/csv_line.hpp"

namespace itsm::host::cli {
namespace {

// Terminals count characters, not bytes; good enough for alignment is one column per code point.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

int exit_status(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::unavailable:
    case ProblemKind::throttled:
      return kUnreachable;
    default:
      return kWrong;
  }
}

void Context::with_services(const std::function<Result<int>(services::Services&)>& command) {
  const auto opened = actions_.open(global);
  if (!opened) {
    tell(opened.error());
    return;
  }
  const auto done = command(**opened);
  if (done) {
    status = *done;
  } else {
    tell(done.error());
  }
}

void Context::tell(const Problem& problem) {
  status = exit_status(problem.kind);
  if (global.json) {
    Json complaints = Json::array();
    for (const auto& complaint : problem.complaints)
      complaints.push_back({{"where", complaint.where}, {"what", complaint.what}});
    err_ << dump(Json{{"code", problem.code},
                      {"message", problem.message},
                      {"remedy", problem.remedy},
                      {"errors", complaints}})
         << '\n';
    return;
  }
  err_ << "host_stub: " << problem.message << '\n';
  for (const auto& complaint : problem.complaints)
    err_ << "  " << (complaint.where.empty() ? "" : complaint.where + ": ") << complaint.what << '\n';
  if (!problem.remedy.empty()) err_ << "  " << problem.remedy << '\n';
}

void Context::print(const Json& json, const std::function<void()>& text) {
  if (global.json) {
    out_ << dump(json) << '\n';
  } else {
    text();
  }
}

void Context::table(const std::vector<std::string>& heading,
                    const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& title : heading) widths.push_back(width(title));
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += cells[i];
      if (i + 1 < cells.size()) text += std::string(widths[i] - width(cells[i]) + 2, ' ');
    }
    out_ << text << '\n';
  };
  line(heading);
  for (const auto& row : rows) line(row);
}

void Context::csv(const std::vector<std::string>& heading,
                  const std::vector<std::vector<std::string>>& rows) {
  out_ << csv_line(heading);
  for (const auto& row : rows) out_ << csv_line(row);
}

Result<std::map<std::string, std::string>> filter_words(const std::vector<std::string>& filters) {
  std::map<std::string, std::string> words;
  for (const auto& filter : filters) {
    const auto equals = filter.find('=');
    if (equals == std::string::npos)
      return problem(ProblemKind::invalid, "filter_wrong",
                     "the filter '" + filter + "' is not of the form key=value",
                     "for example: --filter severity_at_least=high");
    words[filter.substr(0, equals)] = filter.substr(equals + 1);
  }
  return words;
}

}  // namespace itsm::host::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_stub/config/node.hpp"
#include "host_stub/core/problem.hpp"

namespace itsm::host::config {

// Everything that is wrong with one file, so that a person can correct it in one go.
class Report {
 public:
  explicit Report(std::string file) : file_(std::move(file)) {}

  const std::string& file() const { return file_; }
  // The text that is read, so that a complaint can point into the middle of a value.
  void set_source(std::string_view source) { source_ = source; }
  // Where `what` stands in the source at or behind `from`, not counting its first `skipped` occurrences;
  // `from` when it is written another way there.
  Position find(Position from, std::string_view what, std::size_t skipped = 0) const;
  bool clean() const { return entries_.empty(); }
  void complain(Position at, std::string what) { entries_.emplace_back(at, std::move(what)); }
  // In the order of the file; where is file:line:column.
  std::vector<Complaint> complaints() const;

 private:
  std::string file_;
  std::string source_;
  std::vector<std::pair<Position, std::string>> entries_;
};

// The refusal of documents with these complaints.
Problem refusal(std::vector<Complaint> complaints);

}  // namespace itsm::host::config

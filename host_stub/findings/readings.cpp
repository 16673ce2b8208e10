// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/readings.hpp"

namespace itsm::host::findings {

Result<Readings> Readings::of(std::istream& file, const Progress& progress) {
  const std::istream::pos_type start = file.tellg();
  if (start == std::istream::pos_type(-1))
    return problem(ProblemKind::unavailable, "scan_unreadable",
                   "The file can be read only once, or not at all.", "Store it as a file first.");
  return Readings(file, start, progress);
}

std::istream& Readings::next() {
  before_ += size_;
  size_ = 0;
  file_.clear();
  file_.seekg(start_);
  return file_;
}

Progress Readings::progress() {
  return [this](std::uint64_t bytes) {
    size_ = bytes;
    if (progress_) progress_(before_ + bytes);
  };
}

}  // namespace itsm::host::findings

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>

#include "host_stub/core/problem.hpp"
#include "host_stub/findings/scan_buffer.hpp"

namespace itsm::host::findings {

// A file that is read several times from its present place: importers first learn what records refer to, and
// whether the whole file is sound, before anything of it is used.
class Readings {
 public:
  // Refused with "scan_unreadable" when the file is not seekable. Both are borrowed.
  static Result<Readings> of(std::istream& file, const Progress& progress);

  // The file at its beginning, for the next reading.
  std::istream& next();
  // For that reading; counts on from the readings before.
  Progress progress();

 private:
  Readings(std::istream& file, std::istream::pos_type start, const Progress& progress)
      : file_(file), start_(start), progress_(progress) {}

  std::istream& file_;
  std::istream::pos_type start_;
  const Progress& progress_;
  std::uint64_t before_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace itsm::host::findings

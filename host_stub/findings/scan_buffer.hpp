// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <streambuf>
#include <vector>

namespace itsm::host::findings {

// How far a scan file has been read.
using Progress = std::function<void(std::uint64_t bytes)>;

// Reads another stream in blocks, knows the place of the byte that comes next, replaces bytes that are not
// valid UTF-8 (scanners quote source files as they find them) by '?', and ends the text early when too much
// of it went by without a mark: the only way to bound what a JSON lexer collects for one text.
class ScanBuffer final : public std::streambuf {
 public:
  // `source` must outlive the buffer. `progress` is called after every block.
  ScanBuffer(std::istream& source, std::uint64_t most_between_marks, Progress progress = {});

  std::uint64_t position() const { return base_ + static_cast<std::uint64_t>(gptr() - eback()); }
  void mark() { mark_ = position(); }
  bool ended_early() const { return ended_early_; }

 protected:
  int_type underflow() override;

 private:
  void replace_broken_bytes(std::size_t size);

  std::istream& source_;
  std::uint64_t most_between_marks_;
  Progress progress_;
  std::vector<char> block_;
  std::size_t carried_ = 0;  // bytes of an unfinished sequence that wait at the beginning of the block
  std::size_t shown_ = 0;    // bytes of the block that are readable
  std::uint64_t base_ = 0;   // where the block begins in the file
  std::uint64_t mark_ = 0;
  bool ended_early_ = false;
};

}  // namespace itsm::host::findings

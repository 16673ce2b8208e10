// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/scan_buffer.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "host_stub/core/text.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kBlock = 64 * 1024;
constexpr std::size_t kLongestSequence = 4;

// Where the ASCII from `at` on ends. Eight bytes at a time: every byte of a scan goes through here, and
// nearly all are ASCII.
std::size_t end_of_ascii(std::string_view text, std::size_t at) {
  for (std::uint64_t eight = 0; text.size() - at >= sizeof eight; at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

// How many bytes at the end of the text may be the beginning of a sequence that goes on in the next block.
std::size_t unfinished_tail(const char* text, std::size_t size) {
  for (std::size_t back = 1; back < kLongestSequence && back <= size; ++back) {
    const auto byte = static_cast<unsigned char>(text[size - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

ScanBuffer::ScanBuffer(std::istream& source, std::uint64_t most_between_marks, Progress progress)
    : source_(source),
      most_between_marks_(most_between_marks),
      progress_(std::move(progress)),
      block_(kBlock) {}

ScanBuffer::int_type ScanBuffer::underflow() {
  std::memmove(block_.data(), block_.data() + shown_, carried_);
  base_ += shown_;
  shown_ = 0;
  setg(block_.data(), block_.data(), block_.data());
  if (base_ - mark_ > most_between_marks_) ended_early_ = true;
  if (ended_early_) return traits_type::eof();

  source_.read(block_.data() + carried_, static_cast<std::streamsize>(kBlock - carried_));
  const std::size_t size = carried_ + static_cast<std::size_t>(source_.gcount());
  if (size == 0) return traits_type::eof();
  replace_broken_bytes(size);
  if (progress_) progress_(base_ + shown_);
  setg(block_.data(), block_.data(), block_.data() + shown_);
  return traits_type::to_int_type(*gptr());
}

// Sets what is readable and what stays behind it until the next call moves it to the front.
void ScanBuffer::replace_broken_bytes(std::size_t size) {
  char* const begin = block_.data();
  const bool last = !source_.good();
  const std::size_t tail = last ? 0 : unfinished_tail(begin, size);
  shown_ = size - tail;
  const std::string_view text(begin, shown_);
  for (std::size_t at = 0; at < shown_;) {
    at = end_of_ascii(text, at);
    if (at == shown_) break;
    const std::size_t length = utf8_sequence(text, at);
    if (length == 0) block_[at] = '?';
    at += std::max<std::size_t>(length, 1);
  }
  carried_ = tail;
}

}  // namespace itsm::host::findings

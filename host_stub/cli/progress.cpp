// SPDX-License-Identifier: Apache-2.0
#include "host_stub/cli/progress.hpp"

#include <ostream>

#include <unistd.h>

namespace itsm::host::cli {
namespace {

constexpr std::chrono::milliseconds kBetweenLines{200};

}  // namespace

Progress::Progress(std::ostream& err, std::string what)
    : err_(err), what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (terminal_ && shown_ != std::chrono::steady_clock::time_point{}) err_ << "\r\033[K" << std::flush;
}

void Progress::show(std::uint64_t done, std::uint64_t all) {
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || all == 0 || now - shown_ < kBetweenLines) return;
  shown_ = now;
  err_ << "\r\033[K" << what_ << ": " << done * 100 / all << " %";
  if (done > 0) {
    const auto spent = std::chrono::duration_cast<std::chrono::seconds>(now - started_).count();
    const auto left = static_cast<std::uint64_t>(spent) * (all - done) / done;
    err_ << ", about " << left << " s to go";
  }
  err_ << std::flush;
}

}  // namespace itsm::host::cli

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/body_spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace itsm::host::http {
namespace {

Unexpected<Problem> spool_problem(int error, const std::string& doing, const std::filesystem::path& where) {
  const auto message = doing + " " + where.string() + ": " + std::generic_category().message(error);
  if (error == ENOSPC || error == EDQUOT || error == EFBIG)
    return problem(ProblemKind::unavailable, "disk_full", message, "Free space on the disk of that folder.");
  return problem(ProblemKind::internal, "spool_failed", message,
                 "Check that the folder exists and that the host's user may write to it.");
}

}  // namespace

BodySpool::~BodySpool() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(file_.c_str());
}

Result<> BodySpool::append(std::string_view piece) {
  size_ += piece.size();
  if (descriptor_ >= 0) return write_file(piece);
  if (size_ <= keep_ || directory_.empty()) {
    text_.append(piece);
    return {};
  }
  ITSM_CHECK(open_file());
  ITSM_CHECK(write_file(text_));
  text_ = {};
  return write_file(piece);
}

Result<> BodySpool::open_file() {
  std::string name = (directory_ / "body-XXXXXX").string();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);  // mkostemp makes it 0600
  if (descriptor_ < 0) return spool_problem(errno, "cannot make a file for a request body in", directory_);
  file_ = name;
  return {};
}

Result<> BodySpool::write_file(std::string_view piece) {
  while (!piece.empty()) {
    const auto written = ::write(descriptor_, piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return spool_problem(errno, "cannot write a request body to", file_);
    piece.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace itsm::host::http

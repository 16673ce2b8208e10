// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/http/gzip.hpp"

#include <zlib.h>

#include <stdexcept>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators {

bool accepts_gzip(std::string_view accept_encoding) {
  for (const auto& coding : split(accept_encoding, ',')) {
    const auto parts = split(coding, ';');
    if (same_word(parts.front(), "gzip") || parts.front() == "*")
      return parts.size() < 2 || (parts[1] != "q=0" && parts[1] != "q=0.0");
  }
  return false;
}

std::string gzip(std::string_view plain) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;  // 16 asks zlib for the gzip frame
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib does not start");
  std::string out(deflateBound(&stream, plain.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int outcome = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (outcome != Z_STREAM_END) throw std::runtime_error("zlib does not finish");
  return out;
}

}  // namespace itsm::simulators

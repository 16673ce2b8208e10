// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace itsm::host::http {

itsm::Result<std::string, GzipFault> gunzip(std::string_view packed, std::size_t limit) {
  constexpr int kGzipOnly = 15 + 16;  // zlib's way to ask for a gzip frame around the largest window
  z_stream stream{};
  if (packed.size() > std::numeric_limits<uInt>::max()) return unexpected(GzipFault::too_large);
  if (::inflateInit2(&stream, kGzipOnly) != Z_OK) return unexpected(GzipFault::broken);
  const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, ::inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(packed.size());

  std::string text;
  std::array<char, 64 * 1024> piece{};
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    const int outcome = ::inflate(&stream, Z_NO_FLUSH);
    if (outcome != Z_OK && outcome != Z_STREAM_END) return unexpected(GzipFault::broken);
    text.append(piece.data(), piece.size() - stream.avail_out);
    if (text.size() > limit) return unexpected(GzipFault::too_large);
    if (outcome != Z_STREAM_END) continue;
    if (stream.avail_in == 0) return text;
    if (::inflateReset(&stream) != Z_OK) return unexpected(GzipFault::broken);
  }
}

}  // namespace itsm::host::http

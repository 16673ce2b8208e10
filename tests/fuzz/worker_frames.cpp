// SPDX-License-Identifier: Apache-2.0
#include <sys/socket.h>
#include <unistd.h>

#include "plugin_api/loader/frames.hpp"
#include "plugin_api/loader/wire.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using namespace itsm;
using namespace itsm::loader;

// Each decoder reads the message or says that the protocol was broken.
template <class Decode>
void decode(const Json& message, Decode with) {
  Json copy = message;
  try {
    with(copy);
  } catch (const Json::exception&) {
  }
}

}  // namespace

// What a worker process says, which may have been taken over by the plugin in it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 64 * 1024;
  if (size > kMost) return 0;
  int ends[2] = {};
  fuzz::promise(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  Frames frames{Descriptor(ends[0]), kMost};
  fuzz::promise(::send(ends[1], data, size, MSG_NOSIGNAL) == static_cast<ssize_t>(size) || size == 0);
  ::close(ends[1]);
  for (;;) {
    const auto message = frames.receive(nullptr);
    if (!message) break;
    decode(*message, [](Json& m) { wire::decode_request(m); });
    decode(*message, [](Json& m) { wire::decode_response(m); });
    decode(*message, [](Json& m) { wire::decode_error(m); });
    decode(*message, [](Json& m) { wire::decode_answer(m); });
    decode(*message, [](Json& m) { wire::decode_profile(m); });
    decode(*message, [](Json& m) { wire::decode_refusal(m, "plugin.so"); });
    decode(*message, [](Json& m) { wire::decode_deliveries(m.at("deliveries")); });
  }
  return 0;
}

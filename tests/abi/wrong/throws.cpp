// SPDX-License-Identifier: Apache-2.0
// Throws out of a function of the contract, which is noexcept, so that its process ends.
#include <itsm/register.hpp>

namespace {

[[noreturn]] void create(itsm_instance*, const itsm_call*, itsm_str, const itsm_reply*) noexcept {
  struct Cause {};
  const auto thrower = [] { throw Cause{}; };
  thrower();
  std::terminate();
}

const void* extension(const char* id) noexcept;
void say(const itsm_reply* reply, std::string_view json) noexcept {
  reply->value(reply->ctx, itsm::to_abi(json));
}

void describe(const itsm_reply* reply) noexcept {
  itsm::Manifest manifest;
  manifest.id = "throws";
  manifest.version = "1.0.0";
  say(reply, itsm::dump(itsm::to_document(manifest)));
}
void open(const itsm_host*, itsm_str, itsm_instance** out, const itsm_reply* reply) noexcept {
  static char instance;
  *out = reinterpret_cast<itsm_instance*>(&instance);
  say(reply, "{}");
}
void close(itsm_instance*) noexcept {}

constexpr itsm_tickets kTickets{sizeof(itsm_tickets), create, create, create, create, {}, {}, {}, {}, {}};
const void* extension(const char* id) noexcept {
  return std::string_view(id) == ITSM_TICKETS ? &kTickets : nullptr;
}

}  // namespace

extern "C" __attribute__((visibility("default")))
const itsm_plugin_entry itsm_plugin_entry_v1{sizeof(itsm_plugin_entry),
                                             ITSM_ABI_MAJOR,
                                             ITSM_ABI_MINOR,
                                             ITSM_ABI_HASH,
                                             "throws",
                                             "1.0.0",
                                             describe,
                                             open,
                                             close,
                                             extension};

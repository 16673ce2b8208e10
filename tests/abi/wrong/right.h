/* SPDX-License-Identifier: Apache-2.0
 *
 * A right plugin in plain C, out of which each file in this folder makes a wrong one by replacing one thing:
 *
 *   static void twice(itsm_instance *i, const itsm_call *c, itsm_str in, const itsm_reply *reply) { ... }
 *   PLUGIN(TICKETS(.create = twice), ENTRY())
 */
#ifndef ITSM_TESTS_RIGHT_H
#define ITSM_TESTS_RIGHT_H

#include <itsm/abi_hash.h>
#include <itsm/plugin_abi.h>
#include <string.h>

#define ARGUMENTS itsm_instance *instance, const itsm_call *call, itsm_str in, const itsm_reply *reply
#define UNUSED (void)instance, (void)call, (void)in, (void)reply
#define MAYBE __attribute__((unused)) static

MAYBE void say(const itsm_reply* reply, const char* json) {
  itsm_str text = {json, strlen(json)};
  reply->value(reply->ctx, text);
}

MAYBE const char* const kCreated =
    "{\"outcomes\":[{\"index\":0,\"kind\":\"created\",\"ticket\":{\"id\":\"1\"}}]}";

MAYBE void right_create(ARGUMENTS) {
  UNUSED;
  say(reply, kCreated);
}
MAYBE void right_find(ARGUMENTS) {
  UNUSED;
  say(reply, "{\"tickets\":[]}");
}
MAYBE void right_check(ARGUMENTS) {
  UNUSED;
  say(reply, "{\"permissions\":[],\"connection\":{\"deployment\":\"server\",\"account\":{}}}");
}

#define MANIFEST(id, version)                                                                    \
  "{\"id\":\"" id "\",\"version\":\"" version                                                    \
  "\",\"name\":\"Right\","                                                                       \
  "\"deployments\":[],\"origins\":[],\"auth\":[],\"permissions\":[],\"limits\":[],"              \
  "\"timing\":{\"settle_s\":1,\"search_overlap_s\":1},\"wire\":{\"batch\":1,\"concurrency\":1}," \
  "\"correlation\":{\"key_in\":\"\",\"marker\":\"\",\"key_length\":9},\"creation_modes\":[]}"
MAYBE void right_describe(const itsm_reply* reply) { say(reply, MANIFEST("right", "1.0.0")); }

/* The instance is the host, which is all that these plugins ever need. */
MAYBE void right_open(const itsm_host* host, itsm_str configuration, itsm_instance** out,
                      const itsm_reply* reply) {
  (void)configuration;
  *out = (itsm_instance*)host;
  say(reply, "{}");
}
MAYBE void right_close(itsm_instance* instance) { (void)instance; }
MAYBE const void* right_extension(const char* id);

#define TICKETS(...)                                                        \
  static const itsm_tickets tickets = {.struct_size = sizeof(itsm_tickets), \
                                       .check = right_check,                \
                                       .create = right_create,              \
                                       .fetch = right_find,                 \
                                       .find = right_find,                  \
                                       __VA_ARGS__};                        \
  const void* right_extension(const char* id) { return strcmp(id, ITSM_TICKETS) == 0 ? &tickets : 0; }
#define ENTRY(...)                                                                          \
  __attribute__((visibility("default")))                                                    \
  const itsm_plugin_entry itsm_plugin_entry_v1 = {.struct_size = sizeof(itsm_plugin_entry), \
                                                  .abi_major = ITSM_ABI_MAJOR,              \
                                                  .abi_minor = ITSM_ABI_MINOR,              \
                                                  .abi_hash = ITSM_ABI_HASH,                \
                                                  .id = "right",                            \
                                                  .version = "1.0.0",                       \
                                                  .describe = right_describe,               \
                                                  .open = right_open,                       \
                                                  .close = right_close,                     \
                                                  .extension = right_extension,             \
                                                  __VA_ARGS__};

#endif

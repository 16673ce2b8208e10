/* SPDX-License-Identifier: Apache-2.0
 *
 * A plugin as somebody built it when the contract was 1.0: it includes the frozen header, nothing of today's
 * SDK, and must load and work for ever. Never changed.
 */
#include "plugin_abi.h"

#include <string.h>

static itsm_str text(const char* words) {
  itsm_str out = {words, strlen(words)};
  return out;
}

static void say(const itsm_reply* reply, const char* json) { reply->value(reply->ctx, text(json)); }

static void describe(const itsm_reply* reply) {
  say(reply,
      "{\"id\":\"frozen\",\"version\":\"1.0.0\",\"name\":\"Frozen Desk\",\"deployments\":[],"
      "\"origins\":[{\"name\":\"api\",\"url\":\"https://desk.example\"}],\"auth\":[],\"permissions\":[],"
      "\"limits\":[{\"what\":\"summary\",\"most\":100,\"unit\":\"utf16\"}],"
      "\"timing\":{\"settle_s\":1,\"search_overlap_s\":1},\"wire\":{\"batch\":1,\"concurrency\":1},"
      "\"correlation\":{\"key_in\":\"\",\"marker\":\"\",\"key_length\":32},\"creation_modes\":["
      "\"standalone\"]}");
}

/* The host is all that an instance needs. */
static void open_desk(const itsm_host* host, itsm_str configuration, itsm_instance** out,
                      const itsm_reply* reply) {
  (void)configuration;
  *out = (itsm_instance*)host;
  say(reply, "{}");
}
static void close_desk(itsm_instance* instance) { (void)instance; }

static void check(itsm_instance* instance, const itsm_call* call, itsm_str in, const itsm_reply* reply) {
  const itsm_host* host = (const itsm_host*)instance;
  (void)in;
  host->log(host->ctx, ITSM_LOG_INFO, text("checking"));
  if (call->cancelled(call->ctx) || host->now_unix_ms(host->ctx) > call->deadline_unix_ms) {
    itsm_error late = {sizeof late, ITSM_CANCELLED, 0, 0, text("late"), text("")};
    reply->error(reply->ctx, &late);
    return;
  }
  say(reply, "{\"permissions\":[],\"connection\":{\"deployment\":\"server\",\"account\":{\"id\":\"u1\"}}}");
}

static void made(void* user, const itsm_http_response* response) {
  const itsm_reply* reply = user;
  if (response->status == 201 && response->body.size == 4 && memcmp(response->body.data, "made", 4) == 0) {
    say(reply,
        "{\"outcomes\":[{\"index\":0,\"kind\":\"created\",\"ticket\":{\"id\":\"1\",\"key\":\"F-1\"}}]}");
  } else {
    itsm_error lost = {sizeof lost, ITSM_UNCERTAIN, response->status, 0, text("no answer to a create"),
                       text("")};
    reply->error(reply->ctx, &lost);
  }
}

static void create(itsm_instance* instance, const itsm_call* call, itsm_str in, const itsm_reply* reply) {
  const itsm_host* host = (const itsm_host*)instance;
  const itsm_header type = {text("Content-Type"), text("application/json")};
  itsm_http_request request = {sizeof request,
                               text("POST"),
                               text("api"),
                               text("/tickets"),
                               in,
                               &type,
                               1,
                               text("default"),
                               ITSM_EFFECT_WRITE,
                               0};
  host->http(host->ctx, call, &request, (void*)reply, made, reply);
}

static void none(itsm_instance* instance, const itsm_call* call, itsm_str in, const itsm_reply* reply) {
  (void)instance, (void)call, (void)in;
  say(reply, "{\"tickets\":[]}");
}

static const itsm_tickets tickets = {
    .struct_size = sizeof(itsm_tickets), .check = check, .create = create, .fetch = none, .find = none};

static const void* extension(const char* id) { return strcmp(id, ITSM_TICKETS) == 0 ? &tickets : 0; }

__attribute__((visibility("default")))
const itsm_plugin_entry itsm_plugin_entry_v1 = {.struct_size = sizeof(itsm_plugin_entry),
                                                .abi_major = ITSM_ABI_MAJOR,
                                                .abi_minor = ITSM_ABI_MINOR,
                                                .abi_hash = 0,
                                                .id = "frozen",
                                                .version = "1.0.0",
                                                .describe = describe,
                                                .open = open_desk,
                                                .close = close_desk,
                                                .extension = extension};

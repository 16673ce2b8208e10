/* SPDX-License-Identifier: Apache-2.0
 *
 * The binary contract between a host and an ITSM plugin: C11, and nothing else crosses the boundary.
 *
 * A plugin translates between neutral JSON documents and one vendor's API; the host acts. The host owns
 * sockets, credentials, retries, time, threads and storage, so a plugin opens no socket, starts no thread,
 * checks no signature and keeps nothing running when a call returns.
 *
 * Rules that hold for every function below:
 *  - Nothing changes owner. Arguments are borrowed until the call returns; results are pushed into the
 * caller's itsm_reply, whose arguments are borrowed until the callback returns. There is nothing to free.
 *  - A pointer may be null only where its comment says so. An itsm_str of size 0 may have null data.
 *  - Structs that may grow begin with struct_size, set by whoever fills them; a reader looks at no member
 * beyond it.
 *  - No exception and no longjmp leaves a function of either side.
 *  - Text is UTF-8 without a terminating zero. Times are milliseconds since 1970-01-01T00:00:00Z.
 *
 * Thread tags: [any] may be called from any thread, several at once; [owner] is called by one thread at a
 * time and not while another function of the same object runs.
 *
 * From contract 1.0 on tables only grow at their end, and what a member means stays. docs/abi_policy.md has
 * the policy.
 */
#ifndef ITSM_PLUGIN_ABI_H
#define ITSM_PLUGIN_ABI_H

/* NOLINTBEGIN: this is C. */
#include <stddef.h>
#include <stdint.h>

#define ITSM_SDK_VERSION "0.1.0"
#define ITSM_ABI_MAJOR 1u
#define ITSM_ABI_MINOR 0u

#ifdef __cplusplus
#define ITSM_NOEXCEPT noexcept
extern "C" {
#else
#define ITSM_NOEXCEPT
#endif

/* Sized bytes: UTF-8 text or raw bytes. */
typedef struct itsm_str {
  const char* data;
  size_t size;
} itsm_str;

/* One HTTP header field. Names compare without regard to case. */
typedef struct itsm_header {
  itsm_str name;
  itsm_str value;
} itsm_header;

/* How a call ended. A closed set: the host decides by the code alone what happens next. */
typedef int32_t itsm_status;
enum {
  ITSM_OK = 0,
  ITSM_INVALID_ARGUMENT = 1, /* the document is wrong; the same call will fail again */
  ITSM_UNAUTHENTICATED = 2,  /* the credential is missing, wrong or expired */
  ITSM_FORBIDDEN = 3,        /* the account lacks a permission, named in the message */
  ITSM_NOT_FOUND = 4,        /* the vendor has no such object, or hides it */
  ITSM_GONE = 5,             /* the object existed and was deleted */
  ITSM_CONFLICT = 6,         /* changed at the vendor since it was read */
  ITSM_RATE_LIMITED = 7,     /* retry_after_ms says when, -1 when the vendor did not */
  ITSM_UNAVAILABLE = 8,      /* the vendor is down or unreachable; nothing was written */
  ITSM_UNCERTAIN = 9,        /* a write left and its outcome is unknown */
  ITSM_BAD_REPLY = 10,       /* the vendor answered something that is not its API (HTML, broken JSON) */
  ITSM_TRANSITION_UNAVAILABLE = 11, /* not reachable from the present status; the detail lists what is */
  ITSM_OUTDATED = 12,               /* the vendor no longer has this endpoint: the plugin needs an update */
  ITSM_MISCONFIGURED = 13,          /* a setting is missing or wrong, named in the detail */
  ITSM_CANCELLED = 14,              /* the host cancelled the call, or its deadline passed */
  ITSM_UNSUPPORTED = 15,            /* the plugin does not have this operation */
  ITSM_RECORDED = 16,               /* from the host only: a write met a dry run; pass it on unchanged */
  ITSM_INTERNAL = 17                /* a defect of the plugin */
};

/* Why a call failed. */
typedef struct itsm_error {
  uint32_t struct_size;
  itsm_status code;
  int32_t vendor_http_status; /* 0 when no vendor answer was involved */
  int64_t retry_after_ms;     /* -1 when unknown */
  itsm_str message;           /* for an operator; never holds a credential */
  itsm_str detail_json;       /* empty, or {"fields": {name: reason}, "reachable": [status]}; redacted */
} itsm_error;

/* Where a result goes. The callee calls exactly one of the two functions, exactly once, before it returns and
 * on the calling thread. */
typedef struct itsm_reply {
  uint32_t struct_size;
  void* ctx; /* handed back to the functions; may be null */
  void (*value)(void* ctx, itsm_str json) ITSM_NOEXCEPT;
  void (*error)(void* ctx, const itsm_error* error) ITSM_NOEXCEPT;
} itsm_reply;

/* The circumstances of one call. Belongs to the host; valid until the call returns. */
typedef struct itsm_call {
  uint32_t struct_size;
  void* ctx; /* the host's; may be null */
  itsm_str trace_id;
  int64_t deadline_unix_ms;                  /* on the host's clock */
  int (*cancelled)(void* ctx) ITSM_NOEXCEPT; /* [any] non-zero once the host lost interest */
} itsm_call;

/* What a request does at the vendor. When in doubt, a write. */
enum {
  ITSM_EFFECT_WRITE = 0, /* sent at most once; recorded in a dry run; its loss makes the outcome uncertain */
  ITSM_EFFECT_READ = 1   /* repeatable and cacheable; sent in a dry run too, whatever its method */
};

typedef struct itsm_http_request {
  uint32_t struct_size;
  itsm_str method;
  itsm_str origin; /* the name of an origin in the manifest; never a URL, so a credential cannot be sent
                      elsewhere */
  itsm_str target; /* path and query, beginning with '/', percent-encoded */
  itsm_str body;
  const itsm_header* headers; /* may be null when header_count is 0 */
  size_t header_count;
  itsm_str
      credential; /* the name of a credential, or empty; the host adds it for origins that its scheme lists */
  uint32_t effect;  /* ITSM_EFFECT_... */
  uint32_t cache_s; /* reads only: how old a cached answer may be, in seconds; 0 = ask the vendor */
} itsm_http_request;
/* "${secret:webhook}" in target or body is replaced by the host at sending; plans, logs and recordings keep
 * it. */

typedef struct itsm_http_response {
  uint32_t struct_size;
  int32_t status;
  const itsm_header* headers; /* may be null when header_count is 0 */
  size_t header_count;
  itsm_str body; /* decoded (gzip, chunked), at most the host's cap */
} itsm_http_response;

enum { ITSM_LOG_DEBUG = 0, ITSM_LOG_INFO = 1, ITSM_LOG_WARNING = 2, ITSM_LOG_ERROR = 3 };

/* What the host does for a plugin. Valid from open until close. Each function may be a message to another
 * process. */
typedef struct itsm_host {
  uint32_t struct_size;
  uint32_t abi_minor;
  void* ctx; /* first argument of every function; may be null */
  /* [any] One line for the operator's log. The host redacts and may drop it. */
  void (*log)(void* ctx, int32_t level, itsm_str message) ITSM_NOEXCEPT;
  /* [any] The only clock a plugin may use; tests set it. */
  int64_t (*now_unix_ms)(void* ctx) ITSM_NOEXCEPT;
  /* [any] Sends one request and blocks until the answer, the call's deadline or its cancellation. Exactly one
   * of on_response and on_failure->error is called, once, on this thread, before http returns. A vendor's
   * answer of any status is a response; failures are UNAVAILABLE, UNCERTAIN, CANCELLED, RECORDED,
   * MISCONFIGURED, UNAUTHENTICATED (no usable credential), RATE_LIMITED (the host's own budget) or
   * INVALID_ARGUMENT. */
  void (*http)(void* ctx, const itsm_call* call, const itsm_http_request* request, void* user,
               void (*on_response)(void* user, const itsm_http_response* response) ITSM_NOEXCEPT,
               const itsm_reply* on_failure) ITSM_NOEXCEPT;
} itsm_host;

/* A configured integration inside the plugin. Immutable after open and without a cache of its own: its
 * operations may run on several threads at once [any]. */
typedef struct itsm_instance itsm_instance;

/* [any] One operation: a document in, a document or an error out. The schemas are named beside each member
 * below and stand in share/itsm/schema of the installed SDK. */
typedef void (*itsm_op)(itsm_instance* instance, const itsm_call* call, itsm_str in_json,
                        const itsm_reply* reply) ITSM_NOEXCEPT;

/* A webhook request whose proof the host has checked. Raw bytes, exactly as they arrived. */
typedef struct itsm_delivery {
  uint32_t struct_size;
  int64_t received_unix_ms;
  const itsm_header* headers; /* may be null when header_count is 0; credentials are left out */
  size_t header_count;
  itsm_str query; /* of the request's target, without '?'; proofs are left out */
  itsm_str body;
} itsm_delivery;

/* Required. Tickets: from a draft to its last comment. */
#define ITSM_TICKETS "itsm.tickets/1"
typedef struct itsm_tickets {
  uint32_t struct_size;
  itsm_op check;      /* required: check_request -> check_report */
  itsm_op create;     /* required: create_request -> create_result; exactly one write for the whole batch */
  itsm_op fetch;      /* required: fetch_request -> fetch_result */
  itsm_op find;       /* required: find_request -> find_result, by correlation key */
  itsm_op update;     /* optional: update_request -> ticket_change */
  itsm_op transition; /* optional: transition_request -> ticket_change */
  itsm_op comment;    /* optional: comment_request -> comment */
  itsm_op comments;   /* optional: comments_request -> comments_page */
  itsm_op relate;     /* optional: relate_request -> relation */
} itsm_tickets;

/* Optional. The vendor's live schema, for pickers and forms. */
#define ITSM_SCHEMA "itsm.schema/1"
typedef struct itsm_schema {
  uint32_t struct_size;
  itsm_op options; /* required: options_request -> options_page */
  itsm_op fields;  /* required: fields_request -> field_list */
} itsm_schema;

/* Optional. What changed since a cursor: the durable way from the vendor to the host. */
#define ITSM_CHANGES "itsm.changes/1"
typedef struct itsm_changes {
  uint32_t struct_size;
  itsm_op changes; /* required: changes_request -> changes_page */
} itsm_changes;

/* Optional. Webhooks: the fast way. */
#define ITSM_WEBHOOK "itsm.webhook/1"
typedef struct itsm_webhook {
  uint32_t struct_size;
  /* required, [any]: deliveries -> webhook_events, each event naming the index of its delivery */
  void (*normalise)(itsm_instance* instance, const itsm_call* call, const itsm_delivery* deliveries,
                    size_t count, const itsm_reply* reply) ITSM_NOEXCEPT;
  itsm_op subscribe;   /* optional: subscribe_request -> subscriptions */
  itsm_op renew;       /* optional: subscriptions -> subscriptions */
  itsm_op unsubscribe; /* optional: subscriptions -> subscriptions that could not be removed */
} itsm_webhook;

/* The plugin itself. All functions are required. */
typedef struct itsm_plugin_entry {
  uint32_t struct_size;
  uint32_t abi_major;  /* ITSM_ABI_MAJOR */
  uint32_t abi_minor;  /* ITSM_ABI_MINOR */
  uint32_t abi_hash;   /* ITSM_ABI_HASH; 0 from 1.0 on */
  const char* id;      /* lower-case letters, digits and '-', zero-terminated; static */
  const char* version; /* semantic version, zero-terminated; static */
  /* [any] Answers the manifest. Pure: no calls, the same bytes every time. */
  void (*describe)(const itsm_reply* reply) ITSM_NOEXCEPT;
  /* [any] Makes an instance and answers it through out and an empty object through reply; on an error *out
   * stays untouched. config_json may be incomplete, since pickers help to complete it. Makes no calls. The
   * host outlives the instance. */
  void (*open)(const itsm_host* host, itsm_str config_json, itsm_instance** out,
               const itsm_reply* reply) ITSM_NOEXCEPT;
  /* [owner] Ends an instance; no operation of it is running. */
  void (*close)(itsm_instance* instance) ITSM_NOEXCEPT;
  /* [any] The static table of a capability, or null when the plugin does not have it or does not know the id.
   */
  const void* (*extension)(const char* id)ITSM_NOEXCEPT;
} itsm_plugin_entry;

#ifdef __cplusplus
}
#endif

/* The one symbol that a plugin exports, a constant itsm_plugin_entry; ITSM_REGISTER_PLUGIN defines it. */
#define ITSM_PLUGIN_ENTRY_NAME "itsm_plugin_entry_v1"

/* NOLINTEND */
#endif

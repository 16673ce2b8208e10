// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <memory>
#include <type_traits>

#include <itsm/abi_hash.h>
#include <itsm/plugin.hpp>

// Turns a Plugin class into the tables of plugin_abi.h. Everything is static and constant: nothing registers
// at start-up and nothing global is mutable.
namespace itsm::detail {

// Allocates nothing, so that it also works when memory is what ran out.
inline void reply_plain(const itsm_reply& reply, itsm_status code, std::string_view message) noexcept {
  itsm_error raw{};
  raw.struct_size = sizeof raw;
  raw.code = code;
  raw.retry_after_ms = -1;
  raw.message = to_abi(message);
  reply.error(reply.ctx, &raw);
}

// Runs body, which returns a Result of a document, and replies exactly once whatever it does.
template <class Body>
void answer(const itsm_reply& reply, Body&& body) noexcept {
  bool replied = false;
  try {
    auto result = body();
    if (!result) {
      replied = true;
      reply_error(reply, result.error());
      return;
    }
    const std::string json = dump(to_document(*result));
    replied = true;
    reply.value(reply.ctx, to_abi(json));
  } catch (const DocumentError& wrong) {
    if (!replied) reply_plain(reply, ITSM_INVALID_ARGUMENT, wrong.what());
  } catch (const Json::exception& wrong) {
    // The host's own documents are read before a method runs, so this JSON is the vendor's.
    if (!replied) reply_plain(reply, ITSM_BAD_REPLY, wrong.what());
  } catch (const std::exception& defect) {
    if (!replied) reply_plain(reply, ITSM_INTERNAL, defect.what());
  } catch (...) {
    if (!replied) reply_plain(reply, ITSM_INTERNAL, "an exception of unknown type");
  }
}

template <Document T>
T read_document(itsm_str text) {
  auto parsed = parse_json(from_abi(text));
  if (!parsed) throw DocumentError("", parsed.error());
  return from_document<T>(*parsed);
}

template <class P>
struct Instance {
  const itsm_host* host;
  std::unique_ptr<P> plugin;
};

template <class P>
const Instance<P>& instance_of(itsm_instance* raw) {
  return *reinterpret_cast<const Instance<P>*>(raw);
}

struct Nothing {
  static constexpr std::string_view kDocument = "nothing";
  template <class Self, class Visit>
  static void members(Self&, Visit&&) {}
};

// One table entry: In is the request document, method the member function that answers it.
template <class P, class In, auto method>
void run(itsm_instance* raw, const itsm_call* call, itsm_str in, const itsm_reply* reply) noexcept {
  answer(*reply, [&] {
    const auto& instance = instance_of<P>(raw);
    return (instance.plugin.get()->*method)(Call(*instance.host, *call), read_document<In>(in));
  });
}

template <class P>
inline constexpr itsm_tickets tickets_table{
    sizeof(itsm_tickets),
    &run<P, CheckRequest, &P::check>,
    &run<P, CreateRequest, &P::create>,
    &run<P, FetchRequest, &P::fetch>,
    &run<P, FindRequest, &P::find>,
    &run<P, UpdateRequest, &P::update>,
    &run<P, TransitionRequest, &P::transition>,
    &run<P, CommentRequest, &P::comment>,
    &run<P, CommentsRequest, &P::comments>,
    &run<P, RelateRequest, &P::relate>,
};

template <class P>
inline constexpr itsm_schema schema_table{
    sizeof(itsm_schema),
    &run<P, OptionsRequest, &P::options>,
    &run<P, FieldsRequest, &P::fields>,
};

template <class P>
inline constexpr itsm_changes changes_table{
    sizeof(itsm_changes),
    &run<P, ChangesRequest, &P::changes>,
};

template <class P>
void run_normalise(itsm_instance* raw, const itsm_call* call, const itsm_delivery* deliveries,
                   std::size_t count, const itsm_reply* reply) noexcept {
  answer(*reply, [&] {
    std::vector<Delivery> batch(count);
    for (std::size_t i = 0; i < count; ++i) {
      batch[i].received = std::chrono::sys_time<std::chrono::milliseconds>(
          std::chrono::milliseconds(deliveries[i].received_unix_ms));
      batch[i].headers = headers_from_abi(deliveries[i].headers, deliveries[i].header_count);
      batch[i].query = from_abi(deliveries[i].query);
      batch[i].body = from_abi(deliveries[i].body);
    }
    const auto& instance = instance_of<P>(raw);
    return instance.plugin->normalise(Call(*instance.host, *call), batch);
  });
}

template <class P>
constexpr itsm_webhook make_webhook_table() {
  itsm_webhook table{sizeof(itsm_webhook), &run_normalise<P>, nullptr, nullptr, nullptr};
  if constexpr (std::is_base_of_v<WebhookSubscriber, P>) {
    table.subscribe = &run<P, SubscribeRequest, &P::subscribe>;
    table.renew = &run<P, Subscriptions, &P::renew>;
    table.unsubscribe = &run<P, Subscriptions, &P::unsubscribe>;
  }
  return table;
}

template <class P>
inline constexpr itsm_webhook webhook_table = make_webhook_table<P>();

template <class P>
const void* extension(const char* id) noexcept {
  if (std::strcmp(id, ITSM_TICKETS) == 0) return &tickets_table<P>;
  if constexpr (std::is_base_of_v<SchemaSource, P>)
    if (std::strcmp(id, ITSM_SCHEMA) == 0) return &schema_table<P>;
  if constexpr (std::is_base_of_v<ChangeFeed, P>)
    if (std::strcmp(id, ITSM_CHANGES) == 0) return &changes_table<P>;
  if constexpr (std::is_base_of_v<WebhookReceiver, P>)
    if (std::strcmp(id, ITSM_WEBHOOK) == 0) return &webhook_table<P>;
  return nullptr;
}

template <class P>
Manifest complete_manifest(const char* id, const char* version) {
  Manifest manifest = P::describe();
  manifest.id = id;
  manifest.version = version;
  manifest.capabilities = {ITSM_TICKETS};
  for (const char* capability : {ITSM_SCHEMA, ITSM_CHANGES, ITSM_WEBHOOK})
    if (extension<P>(capability) != nullptr) manifest.capabilities.emplace_back(capability);
  return manifest;
}

template <class P>
void open(const itsm_host* host, itsm_str configuration, itsm_instance** out,
          const itsm_reply* reply) noexcept {
  std::unique_ptr<Instance<P>> instance;
  bool opened = false;
  answer(*reply, [&]() -> Result<Nothing> {
    ITSM_TRY(std::unique_ptr<P> plugin, P::open(read_document<Configuration>(configuration)));
    // What `new` may throw is caught by answer. NOLINTNEXTLINE(bugprone-unhandled-exception-at-new)
    instance.reset(new Instance<P>{host, std::move(plugin)});
    *out = reinterpret_cast<itsm_instance*>(instance.get());
    opened = true;
    return Nothing{};
  });
  if (opened) instance.release();  // NOLINT(bugprone-unused-return-value): the host owns it until close
}

template <class P>
void close(itsm_instance* raw) noexcept {
  delete reinterpret_cast<Instance<P>*>(raw);
}

}  // namespace itsm::detail

// Defines the one exported symbol. Once per shared library, at namespace scope, outside any namespace.
#define ITSM_REGISTER_PLUGIN(Class, plugin_id, plugin_version)                                    \
  static_assert(std::is_base_of_v<::itsm::Plugin, Class>, "a plugin derives from itsm::Plugin");  \
  extern "C" __attribute__((visibility("default"))) const itsm_plugin_entry itsm_plugin_entry_v1{ \
      sizeof(itsm_plugin_entry),                                                                  \
      ITSM_ABI_MAJOR,                                                                             \
      ITSM_ABI_MINOR,                                                                             \
      ITSM_ABI_HASH,                                                                              \
      plugin_id,                                                                                  \
      plugin_version,                                                                             \
      [](const itsm_reply* reply) noexcept {                                                      \
        ::itsm::detail::answer(*reply, []() -> ::itsm::Result<::itsm::Manifest> {                 \
          return ::itsm::detail::complete_manifest<Class>(plugin_id, plugin_version);             \
        });                                                                                       \
      },                                                                                          \
      &::itsm::detail::open<Class>,                                                               \
      &::itsm::detail::close<Class>,                                                              \
      &::itsm::detail::extension<Class>};

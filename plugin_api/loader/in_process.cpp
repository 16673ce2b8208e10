// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/in_process.hpp"

#include "plugin_api/loader/library.hpp"
#include "plugin_api/loader/reply_box.hpp"
#include "plugin_api/loader/send.hpp"
#include "plugin_api/loader/tables.hpp"
#include "plugin_api/loader/text.hpp"

namespace itsm::loader {
namespace {

constexpr std::size_t kLogLineBytes = 8 * 1024;

// One call as the plugin sees it; the context is the host's and outlives it.
struct CallFrame {
  explicit CallFrame(const CallContext& given) : context(given) {
    raw.struct_size = sizeof raw;
    raw.ctx = this;
    raw.trace_id = to_abi(context.trace_id);
    raw.deadline_unix_ms = context.deadline.time_since_epoch().count();
    raw.cancelled = [](void* frame) noexcept {
      const auto& cancelled = static_cast<CallFrame*>(frame)->context.cancelled;
      return cancelled && cancelled() ? 1 : 0;
    };
  }
  CallFrame(const CallFrame&) = delete;
  CallFrame& operator=(const CallFrame&) = delete;

  const CallContext& context;
  itsm_call raw{};
};

// HostServices as a table of C functions.
class HostTable {
 public:
  explicit HostTable(HostServices& services) : services_(services) {
    raw_.struct_size = sizeof raw_;
    raw_.abi_minor = ITSM_ABI_MINOR;
    raw_.ctx = this;
    raw_.log = [](void* ctx, std::int32_t level, itsm_str message) noexcept {
      const auto known = std::clamp<std::int32_t>(level, ITSM_LOG_DEBUG, ITSM_LOG_ERROR);
      static_cast<HostTable*>(ctx)->services_.log(static_cast<LogLevel>(known),
                                                  printable(from_abi(message), kLogLineBytes));
    };
    raw_.now_unix_ms = [](void* ctx) noexcept {
      return static_cast<HostTable*>(ctx)->services_.now_unix_ms();
    };
    raw_.http = &HostTable::http;
  }
  HostTable(const HostTable&) = delete;
  HostTable& operator=(const HostTable&) = delete;

  const itsm_host* raw() const { return &raw_; }

 private:
  using OnResponse = void (*)(void*, const itsm_http_response*) noexcept;

  static void http(void* ctx, const itsm_call* call, const itsm_http_request* request, void* user,
                   OnResponse on_response, const itsm_reply* on_failure) noexcept {
    const auto response = static_cast<HostTable*>(ctx)->send(call, request);
    if (!response) {
      reply_error(*on_failure, response.error());
      return;
    }
    const std::vector<itsm_header> headers = headers_to_abi(response->headers);
    const itsm_http_response raw{sizeof raw, response->status, headers.data(), headers.size(),
                                 to_abi(response->body)};
    on_response(user, &raw);
  }

  Result<HttpResponse> send(const itsm_call* call, const itsm_http_request* raw) {
    if (call == nullptr || raw == nullptr)
      return failure(Status::invalid_argument, "a request needs the call that it belongs to");
    if (raw->headers == nullptr && raw->header_count != 0)
      return failure(Status::invalid_argument, "a request says that it has headers and has none");
    return send_through(services_, static_cast<const CallFrame*>(call->ctx)->context, request_from_abi(*raw));
  }

  HostServices& services_;
  itsm_host raw_{};
};

class InProcessInstance final : public RuntimeInstance {
 public:
  InProcessInstance(const Tables& tables, const Limits& limits, HostServices& services)
      : tables_(tables), limits_(limits), host_(services) {}
  ~InProcessInstance() override {
    if (instance_ != nullptr) tables_.entry.close(instance_);
  }

  Answer open(const std::string& configuration) {
    ReplyBox box(limits_.document_bytes);
    tables_.entry.open(host_.raw(), to_abi(configuration), &instance_, box.reply());
    Answer answer = box.take("open");
    if (std::holds_alternative<std::string>(answer.body) && instance_ == nullptr)
      answer.body = Fault{Status::internal, false, "answered open without an instance"};
    return answer;
  }

  Answer call(const CallContext& context, Operation operation, const Payload& payload) override {
    const CallFrame frame(context);
    ReplyBox box(limits_.document_bytes);
    if (operation == Operation::normalise) {
      normalise(frame, payload.deliveries, box);
    } else {
      tables_.function(operation)(instance_, &frame.raw, to_abi(payload.document), box.reply());
    }
    return box.take(name_of(operation));
  }

 private:
  void normalise(const CallFrame& frame, std::span<const Delivery> deliveries, const ReplyBox& box) const {
    std::vector<std::vector<itsm_header>> headers;
    std::vector<itsm_delivery> raw;
    headers.reserve(deliveries.size());
    raw.reserve(deliveries.size());
    for (const Delivery& delivery : deliveries) {
      headers.push_back(headers_to_abi(delivery.headers));
      raw.push_back({sizeof(itsm_delivery), delivery.received.time_since_epoch().count(),
                     headers.back().data(), headers.back().size(), to_abi(delivery.query),
                     to_abi(delivery.body)});
    }
    tables_.webhook.normalise(instance_, &frame.raw, raw.data(), raw.size(), box.reply());
  }

  const Tables& tables_;
  const Limits& limits_;
  HostTable host_;
  itsm_instance* instance_ = nullptr;
};

class InProcessRuntime final : public Runtime {
 public:
  InProcessRuntime(Tables tables, const Limits& limits)
      : tables_(tables), limits_(limits), profile_(profile_of(tables_)) {}

  const Profile& profile() const override { return profile_; }

  Answer describe() override {
    ReplyBox box(limits_.manifest_bytes);
    tables_.entry.describe(box.reply());
    return box.take("describe");
  }

  Opened open(HostServices& services, std::string configuration) override {
    auto instance = std::make_unique<InProcessInstance>(tables_, limits_, services);
    Answer answer = instance->open(configuration);
    if (!std::holds_alternative<std::string>(answer.body)) return {std::move(answer)};
    return {std::move(answer), std::move(instance)};
  }

 private:
  const Tables tables_;
  const Limits limits_;
  const Profile profile_;
};

}  // namespace

Result<std::unique_ptr<Runtime>, LoadRefusal> load_in_process(const std::filesystem::path& file,
                                                              Descriptor sealed, const Limits& limits) {
  ITSM_TRY(const itsm_plugin_entry* const entry, load_entry(file, std::move(sealed)));
  ITSM_TRY(Tables tables, read_tables(file, *entry));
  return std::unique_ptr<Runtime>(std::make_unique<InProcessRuntime>(tables, limits));
}

}  // namespace itsm::loader

// SPDX-License-Identifier: Apache-2.0
// bench_plugin_call PLUGIN WORKER CALLS: prints JSON with the microseconds that a call of a plugin with fifty
// drafts takes, each of a finding of 3 KB: in this process, and through a worker.
#include <chrono>
#include <cstdio>
#include <string>

#include "plugin_api/loader/load.hpp"

namespace {

using itsm::loader::CallContext;

constexpr std::size_t kBatch = 50;
constexpr std::size_t kWords = 3'000 / 6;

class NoServices final : public itsm::loader::HostServices {
 public:
  void log(itsm::LogLevel, std::string_view) override {}
  std::int64_t now_unix_ms() override {
    using std::chrono::milliseconds;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<milliseconds>(now).count();
  }
  itsm::Result<itsm::HttpResponse> http(const CallContext&, const itsm::HttpRequest&) override {
    return itsm::failure(itsm::Status::unavailable, "there is no vendor");
  }
};

itsm::CreateRequest fifty_drafts() {
  std::string words;
  for (std::size_t i = 0; i < kWords; ++i) words += "weak. ";
  itsm::CreateRequest request;
  for (std::size_t i = 0; i < kBatch; ++i) {
    itsm::TicketDraft& draft = request.drafts.emplace_back();
    draft.correlation_key = "itsm-" + std::to_string(i) + "-3f9c2d";
    draft.summary = "[high] Weakness number " + std::to_string(i);
    draft.description.blocks.push_back(itsm::paragraph({itsm::text(words)}));
  }
  return request;
}

// Nothing when the plugin did not link them all.
double microseconds_of_a_call(const std::string& file, const itsm::loader::LoadOptions& how, int calls) {
  const auto plugin = itsm::loader::load(file, how);
  if (!plugin) {
    std::fprintf(stderr, "%s\n", plugin.error().message.c_str());
    return 0;
  }
  NoServices services;
  const auto instance = (*plugin)->open(services, {});
  if (!instance) return 0;
  const itsm::CreateRequest request = fifty_drafts();
  const auto call = [&] {
    CallContext context;
    context.deadline = std::chrono::sys_time<std::chrono::milliseconds>(
        std::chrono::milliseconds(services.now_unix_ms() + 60'000));
    const auto made = (*instance)->create(context, request);
    return made && made->outcomes.size() == kBatch;
  };
  if (!call()) return 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i)
    if (!call()) return 0;
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
  return took.count() / calls;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const int calls = std::stoi(argv[3]);
  itsm::loader::LoadOptions how;
  how.worker_program = argv[2];
  const double worker = microseconds_of_a_call(argv[1], how, calls);
  how.in_process = true;
  const double in_process = microseconds_of_a_call(argv[1], how, calls);
  if (worker == 0 || in_process == 0) return 1;
  std::printf("{\"in_process\": %.2f, \"worker\": %.2f}\n", in_process, worker);
  return 0;
}

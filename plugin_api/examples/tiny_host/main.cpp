// SPDX-License-Identifier: Apache-2.0
// The smallest host: loads the plugin Acme Desk and makes one ticket with it. It links the loader and nothing
// else of this project.
//
//   tiny_host WORKER PLUGIN.so 127.0.0.1 PORT TOKEN "Summary of the ticket"
#include <iostream>

#include "plugin_api/examples/tiny_host/plain_http.hpp"
#include "plugin_api/loader/load.hpp"

namespace {

using namespace itsm;

loader::CallContext within_ten_seconds(loader::HostServices& services) {
  loader::CallContext context;
  context.trace_id = "tiny";
  context.deadline = std::chrono::sys_time<std::chrono::milliseconds>(
      std::chrono::milliseconds(services.now_unix_ms()) + std::chrono::seconds(10));
  return context;
}

TicketDraft draft_of(const std::string& summary) {
  TicketDraft draft;
  draft.correlation_key = "tiny-" + std::to_string(std::hash<std::string>{}(summary));
  draft.summary = summary;
  draft.description.blocks = {paragraph({text("Made by the smallest host.")})};
  return draft;
}

int fail(const std::string& what, const Error& error) {
  std::cerr << what << ": " << name_of(error.status) << ": " << error.message << '\n';
  return 1;
}

// A lost write may have arrived. Looking for its key before trying again is what keeps tickets from doubling.
int look_for(loader::Instance& instance, loader::HostServices& services, const TicketDraft& draft) {
  const auto found = instance.find(within_ten_seconds(services), {{draft.correlation_key}});
  if (!found) return fail("find", found.error());
  std::cout << "uncertain: " << found->tickets.size() << " ticket(s) carry the key " << draft.correlation_key
            << '\n';
  return 1;
}

int make_ticket(loader::Plugin& plugin, loader::HostServices& services, const TicketDraft& draft) {
  auto instance = plugin.open(services, {});
  if (!instance) return fail("open", instance.error());
  const auto report = (*instance)->check(within_ten_seconds(services), {});
  if (!report) return fail("check", report.error());
  for (const auto& permission : report->permissions)
    if (!permission.granted) std::cerr << "not permitted: " << permission.permission << '\n';

  const auto created = (*instance)->create(within_ten_seconds(services), {{draft}});
  if (!created && created.error().status == Status::uncertain) return look_for(**instance, services, draft);
  if (!created) return fail("create", created.error());
  for (const Outcome& outcome : created->outcomes) {
    std::cout << name_of(outcome.kind);
    if (outcome.ticket) std::cout << ' ' << outcome.ticket->key << ' ' << outcome.ticket->url;
    if (outcome.refusal) std::cout << ' ' << outcome.refusal->message;
    std::cout << '\n';
    if (outcome.kind != OutcomeKind::created) return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) {
    std::cerr << "usage: tiny_host WORKER PLUGIN.so ADDRESS PORT TOKEN SUMMARY\n";
    return 2;
  }
  loader::LoadOptions options;
  options.worker_program = argv[1];
  options.workers = 1;
  options.on_misbehaviour = [](const loader::Misbehaviour& seen) { std::cerr << seen.message << '\n'; };
  const auto plugin = loader::load(argv[2], options);
  if (!plugin) {
    std::cerr << argv[2] << ": " << plugin.error().message << "\n" << plugin.error().remedy << '\n';
    return 1;
  }
  std::cout << "loaded " << (*plugin)->manifest().name << ' ' << (*plugin)->manifest().version << '\n';
  tiny_host::PlainHttp services(argv[3], argv[4], argv[5]);
  return make_ticket(**plugin, services, draft_of(argv[6]));
}

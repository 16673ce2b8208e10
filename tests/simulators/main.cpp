// SPDX-License-Identifier: Apache-2.0
// itsm-simulator: a service desk that is not there. See --help.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "tests/simulators/jira_cloud/jira_cloud.hpp"
#include "tests/simulators/jira_dc/jira_dc.hpp"
#include "tests/simulators/sdp/product.hpp"
#include "tests/simulators/server.hpp"
#include "tests/simulators/servicenow/servicenow.hpp"
#include "tests/simulators/world/seed.hpp"

namespace {

constexpr const char* kExamples = R"(
The seeds that come with the program have the account analyst@example.test with the API token sim-token, the projects
SEC, PLAT (a required field, other priorities), TEAM (team-managed, Cloud only), READ (no right to create), HIDDEN, and
the accounts lead@, engineer@ and viewer@example.test with the tokens lead-token, engineer-token and viewer-token.
In Data Center these are personal access tokens, and the passwords of analyst, lead, enzo.ruiz and viewer are
sim-password, lead-password, engineer-password and viewer-password.
ServiceNow has the accounts itsm.link (itil, and what set-up asks for), lead (admin), self.service (no role) with the
passwords link-password, lead-password, self-password, and the OAuth client sim-client with the secret sim-client-secret.
ServiceDesk Plus has the same people with the API keys sim-key, lead-key, engineer-key (Zurich only) and viewer-key, and
in the cloud the OAuth client sim-client with the secret sim-client-secret.

Examples
  itsm-simulator --vendor jira-cloud --port 8099
  curl -u analyst@example.test:sim-token http://127.0.0.1:8099/rest/api/3/project/search
  itsm-simulator --vendor jira-dc --port 8098
  curl -H 'Authorization: Bearer sim-token' http://127.0.0.1:8098/rest/api/2/project
  curl http://127.0.0.1:8098/_sim/world -d '{"version":"8.3.0"}'
  curl http://127.0.0.1:8099/_sim/tickets
  curl http://127.0.0.1:8099/_sim/faults -d '{"match":{"method":"POST","path":"*/issue/bulk"},"do":"cut_after"}'
  curl http://127.0.0.1:8099/_sim/tickets/SEC-1 -d '{"status":"Done"}'
  curl http://127.0.0.1:8099/_sim/world -d '{"screens":{"security":{"duedate":"required"}}}'
  curl http://127.0.0.1:8099/_sim/webhooks -d '{"url":"http://127.0.0.1:9000/hooks","jql":"project = SEC","secret":"s"}'
  itsm-simulator --vendor servicenow --port 8097
  curl -u itsm.link:link-password http://127.0.0.1:8097/api/now/table/incident
  itsm-simulator --vendor jira-cloud --state /tmp/tickets.json
  curl 'http://127.0.0.1:8099/_sim/deliveries?settle_ms=5000'
  curl http://127.0.0.1:8099/_sim/oauth -d '{"consent":"accept","as":"analyst"}'
  itsm-simulator --vendor sdp-onprem --port 8097
  curl -H 'authtoken: sim-key' http://127.0.0.1:8097/api/v3/requests
  itsm-simulator --vendor sdp-cloud --port 8096
  curl http://127.0.0.1:8096/_sim/oauth -d '{"access":["SDPOnDemand.requests.ALL"]}'

docs/simulators.md says what is simulated and what else the control interface under /_sim/ takes.
)";

constexpr int kWrongCall = 2;

struct Simulated {
  const char* vendor;
  const char* seed;
  std::unique_ptr<itsm::simulators::Vendor> (*make)(itsm::simulators::Json, const itsm::simulators::Clock&);
};
constexpr std::array kSimulated{
    Simulated{"jira-cloud", "jira_cloud", itsm::simulators::make_jira_cloud},
    Simulated{"jira-dc", "jira_dc", itsm::simulators::make_jira_dc},
    Simulated{"servicenow", "servicenow", itsm::simulators::make_servicenow},
    Simulated{"sdp-onprem", "sdp_onprem", itsm::simulators::make_sdp_onprem},
    Simulated{"sdp-cloud", "sdp_cloud", itsm::simulators::make_sdp_cloud},
};

// What an earlier run has kept, if there was one. Throws SeedError.
void restore(itsm::simulators::Simulator& simulator, const std::string& file) {
  std::ifstream kept(file);
  if (!kept) return;
  const auto state = itsm::simulators::Json::parse(kept, nullptr, false);
  if (state.is_discarded()) throw itsm::simulators::SeedError(file + " is no JSON");
  simulator.restore(state);
}

// Never half a file: the next run needs the whole of it.
bool keep(itsm::simulators::Simulator& simulator, const std::string& file) {
  const std::string fresh = file + ".new";
  std::ofstream out(fresh);
  out << simulator.state() << std::flush;
  return out.good() && std::rename(fresh.c_str(), file.c_str()) == 0;
}

// Blocks until somebody ends the program. The signals were blocked before any thread was started.
void wait_for_end(const sigset_t& signals) {
  int received = 0;
  sigwait(&signals, &received);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Serves a simulated service desk on loopback until it is ended by SIGTERM or SIGINT."};
  std::string vendor;
  std::uint16_t port = 0;
  std::string seed_file;
  std::string state_file;
  app.add_option("--vendor", vendor, "jira-cloud, jira-dc, servicenow, sdp-onprem or sdp-cloud")
      ->required()
      ->check(CLI::IsMember({"jira-cloud", "jira-dc", "servicenow", "sdp-onprem", "sdp-cloud"}));
  app.add_option("--port", port, "where to listen; any free port if it is not given");
  app.add_option("--seed", seed_file,
                 "YAML that describes the site; docs in the file that comes with the program")
      ->check(CLI::ExistingFile);
  app.add_option("--state", state_file,
                 "keeps tickets in this file when it ends, and goes on from it when it starts");
  app.footer(kExamples);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& outcome) {
    return app.exit(outcome) == 0 ? 0 : kWrongCall;
  }
  const auto* simulated = std::find_if(kSimulated.begin(), kSimulated.end(),
                                       [&](const auto& candidate) { return candidate.vendor == vendor; });
  if (simulated == kSimulated.end()) {
    std::cerr << "itsm-simulator: " << vendor << " is not simulated yet.\n";
    return kWrongCall;
  }

  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  using namespace itsm::simulators;
  try {
    const auto seed =
        read_seed_file(seed_file.empty() ? default_seed(simulated->seed) : std::filesystem::path(seed_file));
    Simulator simulator([&](const Clock& clock) { return simulated->make(seed, clock); });
    if (!state_file.empty()) restore(simulator, state_file);
    auto listener = serve(simulator, port);
    if (!listener) {
      std::cerr << "itsm-simulator: " << listener.error().message << "\n";
      return 1;
    }
    std::cout << "listening on http://127.0.0.1:" << (*listener)->port() << std::endl;
    wait_for_end(signals);
    simulator.release();
    (*listener)->stop(std::chrono::seconds(1));
    if (!state_file.empty() && !keep(simulator, state_file)) {
      std::cerr << "itsm-simulator: the tickets could not be kept in " << state_file << "\n";
      return 1;
    }
  } catch (const SeedError& wrong) {
    std::cerr << "itsm-simulator: the seed is wrong: " << wrong.what() << "\n";
    return kWrongCall;
  }
  return 0;
}

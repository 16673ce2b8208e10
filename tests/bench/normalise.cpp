// SPDX-License-Identifier: Apache-2.0
// bench_normalise FILE COUNT: prints JSON with the CPU seconds that the Jira plugin takes to read the webhook
// so often, and those of nlohmann's parser alone.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

#include <itsm/testing/fake_host.hpp>

#include "plugins/jira/jira_plugin.hpp"

namespace {

template <class Action>
double cpu_seconds(std::size_t count, Action&& action) {
  const std::clock_t before = std::clock();
  for (std::size_t i = 0; i < count; ++i) action();
  return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string body((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::size_t count = std::stoul(argv[2]);
  itsm::Configuration configuration;
  configuration.auth = "basic";
  configuration.settings["site"] = "https://jira.example";
  const auto plugin = itsm::jira::JiraPlugin::open(configuration);
  if (!plugin) return 2;
  itsm::testing::FakeHost host;
  const std::vector<itsm::Delivery> deliveries = {{{}, {}, {}, body}};
  std::size_t read = 0;
  const double normalised = cpu_seconds(count, [&] {
    const auto events = (*plugin)->normalise(host.call(), deliveries);
    if (events) read += events->events.size();
  });
  std::size_t parsed = 0;
  const double alone = cpu_seconds(count, [&] { parsed += nlohmann::json::parse(body).size(); });
  if (read < count || parsed < count) return 1;
  std::printf("{\"normalise\": %.6f, \"parse\": %.6f}\n", normalised, alone);
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/config/yaml.hpp"
#include "host_stub/services/plugin_trial.hpp"

namespace itsm::host::cli {
namespace {

struct TryOptions {
  services::TrialOrder order{};
  std::vector<std::string> settings{};  // key=value, or a file
  std::string auth{};
  std::filesystem::path secrets{};
  std::string request{};
};

Result<std::string> file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (file) return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return problem(ProblemKind::invalid, "file_missing", path.string() + " cannot be read",
                 "name an existing file");
}

// An integration's document, as `apply` takes it.
Result<config::Integration> integration_in(const std::filesystem::path& path) {
  ITSM_TRY(const std::string text, file_text(path));
  config::Report report(path.string());
  config::Integration integration;
  if (const auto root = config::parse_yaml(text, report)) read(config::Element(*root, report), integration);
  if (report.clean()) return integration;
  return unexpected(
      Problem{ProblemKind::invalid, "settings_wrong", path.string() + " is no integration's document",
              "config/integrations has examples; or give settings as key=value", report.complaints()});
}

// A line key=value for each field of the credential.
Result<std::map<std::string, std::string>> credential_in(const std::filesystem::path& path) {
  ITSM_TRY(const std::string text, file_text(path));
  std::map<std::string, std::string> fields;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const auto equals = line.find('=');
    if (equals == std::string::npos)
      return problem(ProblemKind::invalid, "secret_file_wrong",
                     path.string() + " has a line that is not of the form field=value",
                     "write a line for each field, such as token=VALUE");
    fields[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return fields;
}

Result<> take_settings(TryOptions& options) {
  for (const std::string& given : options.settings) {
    const auto equals = given.find('=');
    if (equals != std::string::npos) {
      options.order.settings[given.substr(0, equals)] = given.substr(equals + 1);
    } else {
      ITSM_TRY(options.order.integration, integration_in(given));
    }
  }
  if (!options.auth.empty()) options.order.integration.auth = options.auth;
  if (options.secrets.empty()) return {};
  ITSM_TRY(options.order.credential, credential_in(options.secrets));
  return {};
}

Result<> take_request(TryOptions& options) {
  if (options.request.empty()) return {};
  std::string text = options.request;
  if (!text.starts_with("{")) {
    ITSM_TRY(text, file_text(text));
  }
  auto json = parse_json(text);
  if (!json)
    return problem(ProblemKind::invalid, "request_wrong", "the request is no JSON: " + json.error(),
                   "give a JSON object, or a file that holds one");
  options.order.request = *std::move(json);
  return {};
}

Result<int> try_call(Context& context, TryOptions& options) {
  ITSM_CHECK(take_settings(options));
  ITSM_CHECK(take_request(options));
  ITSM_TRY(const services::TrialRoom room, context.actions().trial(context.global));
  ITSM_TRY(const auto answer, services::try_plugin(room, options.order));
  const auto shown = [&](int indent) {
    return room.log->redactor().redact(
        answer.document.dump(indent, ' ', false, Json::error_handler_t::replace));
  };
  context.out() << shown(context.global.json ? -1 : 2) << '\n';
  return answer.done ? kDone : kSomeFailed;
}

std::string trial_footer() {
  std::string text = "Calls:\n";
  for (const auto& [call, words] : services::trial_calls()) text += "  " + call + " " + words + "\n";
  return text +
         "A create shows the request that it would send, and sends it with --send; other writes need "
         "--send.\n"
         "--record FILE keeps what was said, without credentials; --replay FILE answers from it.\n"
         "The vendor's network must be allowed where it is not a public one (network.allow in --config).\n"
         "Examples:\n"
         "  host_stub plugins try build/acme.so check --settings url=https://desk.example.com --secret-file "
         "token.txt\n"
         "  host_stub plugins try build/acme.so options project --settings desk.yaml --secret-file token.txt";
}

}  // namespace

void add_plugin_try_command(CLI::App& plugins, Context& context) {
  auto* trying = plugins.add_subcommand("try", "One call of a plugin to its vendor, without a database");
  trying->footer(trial_footer());
  auto options = std::make_shared<TryOptions>();
  trying->add_option("file", options->order.plugin, "The plugin")->required();
  trying->add_option("call", options->order.call, "What it is to do")->required();
  trying->add_option("words", options->order.words, "What about; see below");
  trying
      ->add_option("--settings", options->settings,
                   "key=value of a setting, or an integration's document; may be given several times")
      ->allow_extra_args(false);
  trying->add_option("--auth", options->auth, "Id of the plugin's authentication. Default: its first");
  trying->add_option("--secret-file", options->secrets, "Holds the credential: a line field=value each");
  trying->add_option("--request", options->request,
                     "The whole request instead of words: JSON, or a file with it");
  trying->add_flag("--send", options->order.send, "Let the write leave");
  trying->callback([&context, options] {
    const auto done = try_call(context, *options);
    if (done)
      context.status = *done;
    else
      context.tell(done.error());
  });
}

}  // namespace itsm::host::cli

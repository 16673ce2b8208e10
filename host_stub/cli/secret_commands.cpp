// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <ostream>

#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/api_tokens.hpp"
#include "host_stub/services/companies.hpp"

namespace itsm::host::cli {
namespace {

// Standard input without its echo while somebody types; a value on the command line would stay in the shell's
// history and be seen by every user of the machine.
class SilentInput {
 public:
  SilentInput() : terminal_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!terminal_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~SilentInput() {
    if (terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  SilentInput(const SilentInput&) = delete;
  SilentInput& operator=(const SilentInput&) = delete;
  bool is_terminal() const { return terminal_; }

 private:
  termios before_{};
  const bool terminal_;
};

Result<std::string> read_secret(Context& context) {
  const SilentInput silent;
  if (silent.is_terminal()) context.err() << "value: " << std::flush;
  std::string value;
  std::getline(std::cin, value);
  if (silent.is_terminal()) context.err() << '\n';
  if (!value.empty()) return value;
  return problem(ProblemKind::invalid, "secret_empty", "no value was given", "type it, or pipe it in");
}

struct SecretOptions {
  std::string integration{};
  std::string field{};
};

Result<int> set(Context& context, services::Services& services, const SecretOptions& options) {
  ITSM_TRY(const auto row, services.directory.find(options.integration));
  ITSM_TRY(const std::string value, read_secret(context));
  ITSM_CHECK(services.secrets.set(row.owner, row.id, options.field, value));
  context.print(Json{{"integration", row.name}, {"field", options.field}},
                [&] { context.out() << "stored " << options.field << " of " << row.name << ", sealed\n"; });
  return kDone;
}

Result<int> list_secrets(Context& context, services::Services& services, const SecretOptions& options) {
  ITSM_TRY(const auto row, services.directory.find(options.integration));
  ITSM_TRY(const auto stored, services.secrets.list(row.owner, row.id));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& field : stored) {
    items.push_back({{"field", field.field}, {"updated_at", to_rfc3339(field.updated_at)}});
    rows.push_back({field.field, to_rfc3339(field.updated_at)});
  }
  context.print(Json{{"items", items}}, [&] { context.table({"FIELD", "STORED"}, rows); });
  return kDone;
}

void add_secrets(CLI::App& app, Context& context) {
  auto* secrets = app.add_subcommand("secrets", "Credentials of integrations: stored sealed, never shown");
  secrets->require_subcommand(1);
  auto options = std::make_shared<SecretOptions>();
  auto* setting = secrets->add_subcommand("set", "Store one field; its value is read from standard input");
  setting->footer("Example: host_stub secrets set jira password < password.txt");
  setting->add_option("integration", options->integration, "Its name")->required();
  setting->add_option("field", options->field, "As host_stub plugins inspect names it, such as password")
      ->required();
  setting->callback([&context, options] {
    context.with_services([&](services::Services& services) { return set(context, services, *options); });
  });
  auto* listing = secrets->add_subcommand("list", "Which fields are stored, and since when");
  listing->add_option("integration", options->integration, "Its name")->required();
  listing->callback([&context, options] {
    context.with_services(
        [&](services::Services& services) { return list_secrets(context, services, *options); });
  });
}

void add_tokens(CLI::App& app, Context& context) {
  auto* tokens = app.add_subcommand("tokens", "Tokens of programs that call the API");
  tokens->require_subcommand(1);
  auto company = std::make_shared<std::string>();
  tokens->add_option("--company", *company, "In which it acts; not needed when there is one company only");

  auto* creating = tokens->add_subcommand("create", "A new one; it is shown once");
  creating->footer("Example: host_stub tokens create ci --role analyst --company acme");
  auto name = std::make_shared<std::string>();
  auto role = std::make_shared<std::string>("analyst");
  creating->add_option("name", *name, "What it is for")->required();
  creating->add_option("--role", *role, "viewer, analyst or admin");
  creating->callback([&context, company, name, role] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId id, services::company_named(services, *company));
      ITSM_TRY(const std::string token, services::create_token(services, id, *name, *role, "command line"));
      context.print(Json{{"token", token}}, [&] {
        context.out() << token << '\n';
        context.err() << "This token is not shown again. Use it as: Authorization: Bearer <token>\n";
      });
      return kDone;
    });
  });

  tokens->add_subcommand("list", "All of them, also those that are not valid any more")
      ->callback([&context, company] {
        context.with_services([&](services::Services& services) -> Result<int> {
          ITSM_TRY(const CompanyId id, services::company_named(services, *company));
          ITSM_TRY(const auto stored, services.database.in_company(id, [](store::Transaction& transaction) {
            return store::list_api_tokens(transaction);
          }));
          Json items = Json::array();
          std::vector<std::vector<std::string>> rows;
          for (const auto& token : stored) {
            const std::string state = store::is_valid(token, services.clock.now()) ? "valid" : "revoked";
            const std::string used = token.last_used_at ? to_rfc3339(*token.last_used_at) : "never";
            items.push_back({{"id", token.id.value},
                             {"name", token.name},
                             {"role", name_of(token.role)},
                             {"state", state},
                             {"last_used_at", used}});
            rows.push_back(
                {std::to_string(token.id.value), token.name, std::string(name_of(token.role)), state, used});
          }
          context.print(Json{{"items", items}}, [&] {
            context.table({"ID", "NAME", "ROLE", "STATE", "LAST USED"}, rows);
          });
          return kDone;
        });
      });

  auto* revoking = tokens->add_subcommand("revoke", "At once, for good");
  auto number = std::make_shared<std::int64_t>();
  revoking->add_option("id", *number, "Its number")->required();
  revoking->callback([&context, company, number] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId id, services::company_named(services, *company));
      ITSM_CHECK(services.database.in_company(id, [&](store::Transaction& transaction) {
        return store::revoke_api_token(transaction, store::ApiTokenId{*number}, services.clock.now());
      }));
      return kDone;
    });
  });
}

}  // namespace

void add_secret_commands(CLI::App& app, Context& context) {
  add_secrets(app, context);
  add_tokens(app, context);
}

}  // namespace itsm::host::cli

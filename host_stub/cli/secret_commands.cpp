// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/cli/read_secret.hpp"
#include "host_stub/services/api_tokens.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/stored_secrets.hpp"

namespace itsm::host::cli {
namespace {

struct SecretOptions {
  std::string integration{};
  std::string field{};
};

Result<int> set(Context& context, services::Services& services, const SecretOptions& options) {
  ITSM_TRY(const auto row, services.directory.find(options.integration));
  ITSM_TRY(const std::string value, read_secret(context));
  ITSM_CHECK(services::set_secret(services, row, options.field, value, kActor));
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
  setting->footer("Example: host_stub secrets set desk password < password.txt");
  setting->add_option("integration", options->integration, "Its name")->required();
  setting->add_option("field", options->field, "As host_stub plugins inspect names it, such as password")
      ->required();
  setting->callback([&context, options] {
    context.with_services([&](services::Services& services) { return set(context, services, *options); });
  });
  auto* listing = secrets->add_subcommand("list", "Which fields are stored, and since when");
  listing->footer("Example: host_stub secrets list desk");
  listing->add_option("integration", options->integration, "Its name")->required();
  listing->callback([&context, options] {
    context.with_services(
        [&](services::Services& services) { return list_secrets(context, services, *options); });
  });
  add_key_commands(*secrets, context);
}

// Whose tokens are meant.
using TokenOwner = std::function<Result<CompanyId>(services::Services&)>;

void add_token_creation(CLI::App* tokens, Context& context, const TokenOwner& owner) {
  auto* creating = tokens->add_subcommand("create", "A new one; it is shown once");
  creating->footer(
      "Examples:\n  host_stub tokens create ci --role analyst --company acme\n"
      "  host_stub tokens create setup --role admin --all-companies");
  auto name = std::make_shared<std::string>();
  auto role = std::make_shared<std::string>("analyst");
  creating->add_option("name", *name, "What it is for")->required();
  creating->add_option("--role", *role, "viewer, analyst or admin");
  creating->callback([&context, owner, name, role] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId id, owner(services));
      ITSM_TRY(const std::string token, services::create_token(services, id, *name, *role, kActor));
      context.print(Json{{"token", token}}, [&] {
        context.out() << token << '\n';
        context.err() << "This token is not shown again. Use it as: Authorization: Bearer <token>\n";
      });
      return kDone;
    });
  });
}

void add_token_list(CLI::App* tokens, Context& context, const TokenOwner& owner) {
  tokens->add_subcommand("list", "All of them, also those that are not valid any more")
      ->footer("Example: host_stub tokens list --company acme")
      ->callback([&context, owner] {
        context.with_services([&](services::Services& services) -> Result<int> {
          ITSM_TRY(const CompanyId id, owner(services));
          ITSM_TRY(const auto stored, services::list_tokens(services, id));
          Json items = Json::array();
          std::vector<std::vector<std::string>> rows;
          for (const auto& token : stored) {
            items.push_back(to_document(token));
            rows.push_back({std::to_string(token.id), token.name, std::string(name_of(token.role)),
                            token.state, token.last_used_at});
          }
          context.print(Json{{"items", items}}, [&] {
            context.table({"ID", "NAME", "ROLE", "STATE", "LAST USED"}, rows);
          });
          return kDone;
        });
      });
}

void add_tokens(CLI::App& app, Context& context) {
  auto* tokens = app.add_subcommand("tokens", "Tokens of programs that call the API");
  tokens->require_subcommand(1);
  auto company = std::make_shared<std::string>();
  auto* one = tokens->add_option("--company", *company,
                                 "In which it acts; not needed when there is one company only");
  auto all = std::make_shared<bool>(false);
  tokens->add_flag("--all-companies", *all, "It acts in all of them, and may add further ones")
      ->excludes(one);
  const TokenOwner owner = [company, all](services::Services& services) -> Result<CompanyId> {
    if (*all) return store::kHouse;
    return services::company_named(services, *company);
  };

  add_token_creation(tokens, context, owner);
  add_token_list(tokens, context, owner);
  auto* revoking = tokens->add_subcommand("revoke", "At once, for good");
  revoking->footer("Example: host_stub tokens revoke 5 --company acme");
  auto number = std::make_shared<std::int64_t>();
  revoking->add_option("id", *number, "Its number")->required();
  revoking->callback([&context, owner, number] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId id, owner(services));
      ITSM_CHECK(services::revoke_token(services, id, *number, kActor));
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

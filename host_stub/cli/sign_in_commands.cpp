// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/cli/read_secret.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/services/provider_secret.hpp"
#include "host_stub/services/provider_sign_in.hpp"

namespace itsm::host::cli {
namespace {

Result<int> store_client_secret(Context& context, services::Services& services) {
  ITSM_TRY(const std::string value, read_secret(context));
  ITSM_CHECK(services::set_provider_secret(services, value, kActor));
  const std::string& issuer = services.settings.sign_in.provider.issuer;
  context.print(Json{{"issuer", issuer}},
                [&] { context.out() << "stored the client secret for " << issuer << ", sealed\n"; });
  return kDone;
}

Result<int> check_sign_in(Context& context, services::Services& services) {
  ITSM_TRY(const auto check, services::check_provider(services));
  context.print(to_document(check), [&] {
    context.out() << check.issuer << " answers, and shows " << check.keys << " keys\n"
                  << "registered there must be the redirect URI " << check.redirect_uri << '\n';
    if (!check.secret_stored) context.out() << "no client secret is stored: host_stub sign-in set-secret\n";
    if (!check.unknown_companies.empty())
      context.out() << "rules name companies that are not there: " << joined(check.unknown_companies) << '\n';
  });
  return check.unknown_companies.empty() ? kDone : kSomeFailed;
}

}  // namespace

void add_sign_in_commands(CLI::App& app, Context& context) {
  auto* sign_in = app.add_subcommand("sign-in", "The provider by which people sign in (docs/people.md)");
  sign_in->require_subcommand(1);
  sign_in->add_subcommand("set-secret", "Store this host's client secret; it is read from standard input")
      ->footer("Example: host_stub sign-in set-secret < secret.txt")
      ->callback([&context] {
        context.with_services(
            [&](services::Services& services) { return store_client_secret(context, services); });
      });
  sign_in->add_subcommand("check", "Ask the provider, and compare it with the configuration")
      ->footer("Example: host_stub sign-in check")
      ->callback([&context] {
        context.with_services([&](services::Services& services) { return check_sign_in(context, services); });
      });
}

}  // namespace itsm::host::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

// Each adds its subcommands; their callbacks borrow the context.
namespace itsm::host::cli {

class Context;

// Parts of the policy commands.
void add_policy_file_commands(CLI::App& policy, Context& context);     // lint, test, placeholders
void add_policy_version_commands(CLI::App& policy, Context& context);  // versions, show, activate
void add_policy_judge_commands(CLI::App& policy, Context& context);    // explain, backtest
void add_policy_suggest_command(CLI::App& policy, Context& context);   // suggest

// Parts of the plugin commands.
void add_plugin_pin_command(CLI::App& plugins, Context& context);  // pin
void add_plugin_new_command(CLI::App& plugins, Context& context);  // new
void add_plugin_try_command(CLI::App& plugins, Context& context);  // try

// A part of the company commands.
void add_company_erase_commands(CLI::App& companies, Context& context);  // erase, erased

// Parts of the integration commands.
void add_connection_commands(CLI::App& integrations, Context& context);  // connect
void add_change_commands(CLI::App& integrations, Context& context);   // enable, disable, disconnect, delete
void add_webhook_commands(CLI::App& integrations, Context& context);  // webhook
// A part of the secret commands.
void add_key_commands(CLI::App& secrets, Context& context);  // keys, rewrap, rekey, retire
// A part of the ticket commands.
void add_resync_command(CLI::App& tickets, Context& context);

void add_host_commands(CLI::App& app, Context& context);          // serve, migrate, apply
void add_support_commands(CLI::App& app, Context& context);       // support-bundle
void add_company_commands(CLI::App& app, Context& context);       // companies
void add_people_commands(CLI::App& app, Context& context);        // users
void add_sign_in_commands(CLI::App& app, Context& context);       // sign-in
void add_plugin_commands(CLI::App& app, Context& context);        // plugins
void add_integration_commands(CLI::App& app, Context& context);   // integrations
void add_secret_commands(CLI::App& app, Context& context);        // secrets, tokens
void add_custom_field_commands(CLI::App& app, Context& context);  // custom-fields
void add_policy_commands(CLI::App& app, Context& context);        // policy
void add_import_commands(CLI::App& app, Context& context);        // import, imports
void add_push_commands(CLI::App& app, Context& context);          // plan, push, pushes
void add_link_commands(CLI::App& app, Context& context);          // link, unlink, adopt
void add_ticket_commands(CLI::App& app, Context& context);        // tickets
void add_alert_commands(CLI::App& app, Context& context);         // alerts
void add_figure_commands(CLI::App& app, Context& context);        // stats
void add_finding_commands(CLI::App& app, Context& context);       // findings, retest
void add_sweep_commands(CLI::App& app, Context& context);         // sweep
void add_outbox_commands(CLI::App& app, Context& context);        // outbox
void add_sync_commands(CLI::App& app, Context& context);          // sync, inbox, reviews

}  // namespace itsm::host::cli

// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/custom_fields.hpp"

namespace itsm::host::cli {
namespace {

struct FieldCommand {
  std::string company{};
  CustomField field{};
  std::string type{};
};

Result<int> list_fields(Context& context, services::Services& services, const FieldCommand& command) {
  ITSM_TRY(const CompanyId company, services::company_named(services, command.company));
  ITSM_TRY(const auto fields, services::custom_fields(services, company));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : fields) {
    const bool from_file = row.origin == store::FieldOrigin::file;
    Json item = to_document(row.field);
    item["from_file"] = from_file;
    items.push_back(std::move(item));
    rows.push_back({row.field.key, std::string(name_of(row.field.type)), row.field.label,
                    joined(row.field.options), from_file ? "file" : "person"});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"KEY", "TYPE", "LABEL", "OPTIONS", "DECLARED BY"}, rows);
  });
  return kDone;
}

Result<int> add_field(Context& context, services::Services& services, const FieldCommand& command) {
  ITSM_TRY(const CompanyId company, services::company_named(services, command.company));
  CustomField field = command.field;
  const auto type = enum_from<CustomFieldType>(command.type);
  if (!type)
    return problem(ProblemKind::invalid, "custom_field_wrong", "there is no type '" + command.type + "'",
                   "the types are text, number, date, boolean, option, options");
  field.type = *type;
  ITSM_CHECK(services::declare_custom_field(services, company, {field, store::FieldOrigin::person}));
  context.print(to_document(field),
                [&] { context.out() << "custom field " << field.key << " is declared\n"; });
  return kDone;
}

Result<int> remove(Context& context, services::Services& services, const FieldCommand& command) {
  ITSM_TRY(const CompanyId company, services::company_named(services, command.company));
  ITSM_CHECK(services::remove_custom_field(services, company, command.field.key));
  context.print(Json{{"key", command.field.key}},
                [&] { context.out() << "custom field " << command.field.key << " is removed\n"; });
  return kDone;
}

}  // namespace

void add_custom_field_commands(CLI::App& app, Context& context) {
  auto* fields = app.add_subcommand("custom-fields", "Fields that a company adds to its findings");
  fields->require_subcommand(1);
  auto command = std::make_shared<FieldCommand>();
  fields->add_option("--company", command->company, "Whose; not needed when there is one company only");
  const auto run_with = [&context, command](auto run) {
    return [&context, command, run] {
      context.with_services([&](services::Services& services) { return run(context, services, *command); });
    };
  };
  fields->add_subcommand("list", "All of them")
      ->footer("Example: host_stub custom-fields list --company acme")
      ->callback(run_with(list_fields));

  auto* adding = fields->add_subcommand("add", "Declare one, or change label and options of one");
  adding->footer("Example: host_stub custom-fields add tier --type option --option gold --option silver");
  adding->add_option("key", command->field.key, "As imports and policies name it: custom.KEY")->required();
  adding->add_option("--type", command->type, "text, number, date, boolean, option, options")->required();
  adding->add_option("--label", command->field.label, "For people");
  adding->add_option("--option", command->field.options, "A value to choose from; several times");
  adding->callback(run_with(add_field));

  auto* removing =
      fields->add_subcommand("remove", "Take a declaration away; values that findings have stay");
  removing->footer("Example: host_stub custom-fields remove tier --company acme");
  removing->add_option("key", command->field.key, "Its key")->required();
  removing->callback(run_with(remove));
}

}  // namespace itsm::host::cli

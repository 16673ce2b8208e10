// SPDX-License-Identifier: Apache-2.0
// The one file that includes valijson.
#include "plugin_api/loader/schemas.hpp"

#include <map>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "plugin_api/schema/documents.hpp"

namespace itsm::loader {
namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;
using Schemas = std::map<std::string, valijson::Schema, std::less<>>;

Schemas compile() {
  Schemas schemas;
  schema::for_each_document([&](std::string_view name, const Json& schema) {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(Adapter(schema), schemas[std::string(name)]);
  });
  return schemas;
}

// "<root>", "[outcomes]", "[0]" -> "/outcomes/0"
std::string pointer(const std::vector<std::string>& context) {
  std::string out;
  for (std::size_t i = 1; i < context.size(); ++i) {
    std::string_view part = context[i];
    if (part.size() >= 2 && part.front() == '[' && part.back() == ']') part = part.substr(1, part.size() - 2);
    out += '/';
    out += part;
  }
  return out.empty() ? "document" : out;
}

}  // namespace

std::optional<std::string> complaint_about(std::string_view document, const Json& value) {
  static const Schemas kSchemas = compile();
  const auto schema = kSchemas.find(document);
  if (schema == kSchemas.end()) throw std::logic_error("no schema for " + std::string(document));
  valijson::Validator validator;
  if (validator.validate(schema->second, Adapter(value), nullptr)) return std::nullopt;

  // Only a document that does not fit pays for the reasons. The first is the deepest one.
  valijson::ValidationResults results;
  validator.validate(schema->second, Adapter(value), &results);
  valijson::ValidationResults::Error first;
  if (!results.popError(first)) return "document: does not fit its schema";
  return pointer(first.context) + ": " + first.description;
}

}  // namespace itsm::loader

// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/markup.hpp"

#include "tests/fuzz/target.hpp"

namespace {

using namespace itsm;

void read_and_write(const jira::Site& site, const Json& value) {
  const Json written = jira::write_markup(site, jira::read_markup(value));
  fuzz::promise(site.writes_documents_as_adf() ? written.is_object() : written.is_string());
  jira::read_markup(written);
  const SectionChange change{"finding", {{paragraph({text("New content")})}}};
  const auto replaced = jira::replace_section(site, value, change);
  fuzz::promise(replaced || !replaced.error().message.empty());
}

}  // namespace

// A description or a comment as Jira holds it: a document tree or wiki markup, which anybody wrote.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  const auto json = parse_json(text);
  const auto site = jira::Site::from(Configuration{});
  fuzz::promise(site.has_value());
  for (const auto deployment : {jira::Deployment::cloud, jira::Deployment::data_center})
    read_and_write(site->probed(deployment, jira::usual_capabilities(deployment)), json ? *json : Json(text));
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira_simulated/field_samples.hpp"

namespace itsm::jira::testing {
namespace {

Json named(const std::string& id, const std::string& name) { return to_document(Named{id, name}); }

Json list(std::initializer_list<Json> elements) { return Json(Json::array_t(elements)); }

FieldSample sample(const std::string& id, FieldKind kind, Json one, Json other) {
  return {id, {kind, std::move(one)}, {kind, std::move(other)}};
}

RichText words(const std::string& said) { return {{paragraph({text(said)})}}; }

// People and groups: by names at Data Center, by ids that never change at Cloud.
struct Names {
  Json analyst{};
  Json lead{};
  Json security{};
  Json platform{};
};

Names names_of(Deployment deployment) {
  if (deployment == Deployment::data_center)
    return {to_document(Person{"analyst", "Ana Lyst", "analyst@example.test"}),
            to_document(Person{"lead", "Lea Dahl", "lead@example.test"}), named("", "security-team"),
            named("", "platform-team")};
  return {
      to_document(Person{"557058:0a000000-0000-4000-8000-000000000001", "Ana Lyst", "analyst@example.test"}),
      to_document(Person{"557058:0a000000-0000-4000-8000-000000000002", "Lea Dahl", "lead@example.test"}),
      named("276f955c-63d7-42c8-9520-92d01dca0625", "security-team"),
      named("6e87dc72-4f1f-421f-9382-2fee8b652487", "platform-team")};
}

}  // namespace

std::vector<FieldSample> field_samples(Deployment deployment, const std::vector<TicketRef>& tickets) {
  const bool cloud = deployment == Deployment::cloud;
  const Names people = names_of(deployment);
  std::vector<FieldSample> samples{
      sample("customfield_10053", FieldKind::string, "CWE-327", "\xF0\x9F\x94\x92 \xD7\xA9"),
      sample("description", FieldKind::text, to_document(words("MD5 is used")),
             to_document(words("*not bold*"))),
      sample("environment", FieldKind::text, to_document(words("staging")), to_document(words("production"))),
      sample("customfield_10059", FieldKind::text, to_document(words("line 7")),
             to_document(words("line 8"))),
      sample("customfield_10051", FieldKind::number, 9.8, 4),
      sample("duedate", FieldKind::date, "2026-12-24", "2028-02-29"),
      sample("customfield_10052", FieldKind::date, "2026-11-21", "2027-01-01"),
      sample("customfield_10057", FieldKind::datetime, "2026-11-21T10:20:30.000Z",
             "2026-06-01T23:59:59.000Z"),
      sample("customfield_10050", FieldKind::option, named("10100", "Network"), named("10103", "Physical")),
      sample("customfield_10067", FieldKind::option, named("10140", "Internet"), named("10141", "Intranet")),
      sample("customfield_10056", FieldKind::options,
             list({named("10130", "Platform"), named("10132", "Mobile")}),
             list({named("10131", "Payments")})),
      sample("customfield_10068", FieldKind::options, list({named("10150", "Personal")}),
             list({named("10151", "Financial"), named("10152", "Credentials")})),
      sample("customfield_10055", FieldKind::cascade,
             list({named("10110", "Production"), named("10112", "America")}),
             list({named("10120", "Staging")})),
      sample("assignee", FieldKind::person, people.analyst, people.lead),
      sample("reporter", FieldKind::person, people.lead, people.analyst),
      sample("customfield_10054", FieldKind::person, people.analyst, people.lead),
      sample("customfield_10063", FieldKind::people, list({people.lead, people.analyst}),
             list({people.analyst})),
      sample("customfield_10061", FieldKind::group, people.security, people.platform),
      sample("customfield_10062", FieldKind::groups, list({people.security, people.platform}),
             list({people.platform})),
      sample("versions", FieldKind::version, list({named("10300", "1.0")}), list({named("10301", "2.0")})),
      sample("fixVersions", FieldKind::version, list({named("10300", "1.0"), named("10301", "2.0")}),
             list({named("10301", "2.0")})),
      sample("customfield_10066", FieldKind::version, list({named("10301", "2.0")}),
             list({named("10300", "1.0")})),
      sample("customfield_10065", FieldKind::option, named("10300", "1.0"), named("10301", "2.0")),
      sample("customfield_10064", FieldKind::option, named("10001", "Platform"),
             named("10000", "Security findings")),
      sample("components", FieldKind::component, list({named("10200", "Web"), named("10201", "API")}),
             list({named("10202", "Infrastructure")})),
      sample("customfield_10060", FieldKind::labels, list({"CVE-2026-1", "CVE-2026-2"}),
             list({"CVE-2026-3"})),
      sample("priority", FieldKind::priority, named("1", "Highest"), named("4", "Low")),
      sample("security", FieldKind::security, named("10400", "Security team"),
             named("10400", "Security team")),
      sample("timetracking", FieldKind::duration, 7200U, 5400U),
      sample("customfield_10058", FieldKind::url, "https://example.test/a?b=c&d", "http://example.test/"),
      sample("customfield_10069", FieldKind::raw, {{"likelihood", 3}, {"impact", {1, nullptr}}}, "low"),
  };
  if (cloud)
    samples.push_back(sample("parent", FieldKind::parent, named(tickets.at(0).id, tickets.at(0).key),
                             named(tickets.at(1).id, tickets.at(1).key)));
  else
    samples.push_back(sample("customfield_10000", FieldKind::epic, named("", tickets.at(0).key),
                             named("", tickets.at(1).key)));
  return samples;
}

}  // namespace itsm::jira::testing

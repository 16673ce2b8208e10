// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "host_stub/api/route.hpp"
#include "host_stub/findings/format.hpp"
#include "host_stub/findings/generic_model.hpp"
#include "host_stub/services/import_scan.hpp"

// Findings that another system pushes, in the project's own format.
namespace itsm::host::api {
namespace {

constexpr std::size_t kMostRecords = 1'000;

struct PushedFinding {
  std::uint64_t record = 0;
  std::int64_t id = 0;
  findings::MergeOutcome outcome = findings::MergeOutcome::unchanged;

  static constexpr std::string_view kDocument = "pushed_finding";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("record", self.record, "Which element of `findings` it was, from 0.");
    visit.required("id", self.id, "The finding's number in this host.");
    visit.required("outcome", self.outcome, "What it was to what is known.");
  }
};

struct PushedFindings {
  std::int64_t import = 0;
  std::vector<PushedFinding> stored{};
  findings::ImportReport report{};

  static constexpr std::string_view kDocument = "pushed_findings";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("import", self.import, "Given as `import` to lists.");
    visit.required("findings", self.stored, "Those that are stored; the others are the report's refusals.");
    visit.required("report", self.report, "As of every import.");
  }
};

Result<> check_size(const Json& body) {
  const auto findings = body.is_object() ? body.find("findings") : body.end();
  if (findings == body.end() || !findings->is_array() || findings->size() <= kMostRecords) return {};
  return problem(ProblemKind::too_large, "too_many_findings",
                 "the body has " + std::to_string(findings->size()) + " findings, and one call takes " +
                     std::to_string(kMostRecords),
                 "send them in parts, or as a file to POST /api/v1/imports");
}

Result<http::Response> push(Backend& backend, const Call& call) {
  ITSM_TRY(const Json body, json_body(call.request));
  ITSM_CHECK(check_size(body));
  findings::ImportOptions options;
  options.company = call.company;
  options.target.application = call.parameter("application");
  options.format = name_of(findings::Format::generic);
  options.source = call.actor();
  options.actor = call.actor();
  options.outcomes = true;
  // A batch is a part unless it says otherwise: what it lacks may have been in the one before.
  options.partial = !body.is_object() || body.value("complete", Json()) != Json(true);
  std::istringstream text(dump(body));
  ITSM_TRY(findings::ImportReport report, services::import_scan(backend.services, text, options));
  if (!report.auto_created.empty()) backend.wake_outbox();
  PushedFindings answer;
  answer.import = report.import.value;
  for (const auto& each : report.outcomes)
    answer.stored.push_back({each.record, each.finding.value, each.outcome});
  answer.report = std::move(report);
  return document_answer(answer);
}

}  // namespace

std::vector<Route> pushed_finding_routes() {
  return {{.method = "POST",
           .path = "/findings",
           .name = "findings.push",
           .summary = "Takes findings of another system. The same findings again change nothing.",
           .role = store::Role::analyst,
           .query = {{"application", "The application that they belong to."}},
           .takes = document_type<findings::generic::Report>(),
           .answers = document_type<PushedFindings>(),
           .handle = push}};
}

}  // namespace itsm::host::api

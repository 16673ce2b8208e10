// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>

#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/services/import_scan.hpp"
#include "host_stub/store/imports.hpp"

namespace itsm::host::api {
namespace {

struct ImportDocument {
  std::int64_t id = 0;
  store::ImportState state = store::ImportState::running;
  std::string format{};
  std::string source{};
  std::string asset{};
  std::string application{};
  std::string branch{};
  bool complete = true;
  std::string actor{};
  std::string started_at{};
  std::string finished_at{};
  std::optional<findings::ImportReport> report{};

  static constexpr std::string_view kDocument = "import";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Given as `import` to lists.");
    visit.required("state", self.state, "How far it is.");
    visit.required("format", self.format, "Of the file.");
    visit.optional("source", self.source, "Where the file came from.");
    visit.optional("asset", self.asset, "What was scanned, where the caller said so.");
    visit.optional("application", self.application, "As the caller said.");
    visit.optional("branch", self.branch, "As the caller said.");
    visit.required("complete", self.complete, "What its scope lacks is gone.");
    visit.required("actor", self.actor, "Who imported.");
    visit.required("started_at", self.started_at, "RFC 3339.");
    visit.optional("finished_at", self.finished_at, "RFC 3339.");
    visit.optional("report", self.report, "What it did; absent while it runs.");
  }
};

ImportDocument document_of(const store::ImportRow& row) {
  ImportDocument document;
  document.id = row.id.value;
  document.state = row.state;
  document.format = row.format;
  document.source = row.source;
  document.asset = row.asset;
  document.application = row.application;
  document.branch = row.branch;
  document.complete = row.complete;
  document.actor = row.actor;
  document.started_at = to_rfc3339(row.started_at);
  if (row.finished_at) document.finished_at = to_rfc3339(*row.finished_at);
  if (!row.report.empty()) document.report = from_document<findings::ImportReport>(row.report);
  return document;
}

Result<ImportDocument> load_import(Backend& backend, const Call& call, ImportId id) {
  ITSM_TRY(const auto row,
           backend.services.database.in_company(call.company, [&](store::Transaction& transaction) {
             return store::load_import(transaction, id);
           }));
  if (row) return document_of(*row);
  return problem(ProblemKind::not_found, "import_unknown", "there is no import " + std::to_string(id.value),
                 "GET /api/v1/imports lists those that there are");
}

Result<http::Response> list_imports(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const std::int64_t before, cursor_of(call));
  ITSM_TRY(const auto rows,
           backend.services.database.in_company(call.company, [&](store::Transaction& transaction) {
             return store::list_imports(transaction, ImportId{before}, limit);
           }));
  Page<ImportDocument> page;
  for (const auto& row : rows) page.items.push_back(document_of(row));
  if (static_cast<std::int64_t>(rows.size()) == limit)
    page.next_cursor = std::to_string(rows.back().id.value);
  return document_answer(page);
}

Result<http::Response> show_import(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(const ImportDocument document, load_import(backend, call, ImportId{id}));
  return document_answer(document);
}

// Scans have many types. What is certainly none, and what would have to be unpacked, is refused.
Result<> check_type(const http::Request& request) {
  const std::string type = to_lower(request.header("Content-Type").value_or(""));
  const bool form = type.starts_with("multipart/") || type.starts_with("application/x-www-form-urlencoded");
  if (!form && !request.header("Content-Encoding")) return {};
  return problem(ProblemKind::invalid, "unsupported_media_type",
                 "the body is to be the scan file itself, neither packed nor in a form",
                 "send the file with Content-Type: application/octet-stream");
}

Result<bool> partial_of(const Call& call) {
  const std::string text = call.parameter("partial");
  if (text.empty() || text == "false") return false;
  if (text == "true") return true;
  return unexpected(Problem{ProblemKind::invalid,
                            "query_wrong",
                            "the query of the request cannot be read",
                            "partial is true or false",
                            {{"partial", "is neither true nor false"}}});
}

Result<http::Response> import(Backend& backend, const Call& call) {
  ITSM_CHECK(check_type(call.request));
  findings::ImportOptions options;
  ITSM_TRY(options.partial, partial_of(call));
  options.company = call.company;
  options.target.asset.name = call.parameter("asset");
  options.target.application = call.parameter("application");
  options.target.branch = call.parameter("branch");
  options.format = call.parameter("format");
  options.actor = call.actor();
  options.source = call.actor();
  std::unique_ptr<std::istream> file;
  if (call.request.body_file.empty())
    file = std::make_unique<std::istringstream>(call.request.body);
  else
    file = std::make_unique<std::ifstream>(call.request.body_file, std::ios::binary);
  ITSM_TRY(const findings::ImportReport report, services::import_scan(backend.services, *file, options));
  if (!report.auto_created.empty()) backend.wake_outbox();
  ITSM_TRY(const ImportDocument document, load_import(backend, call, report.import));
  http::Response response = document_answer(document, 201);
  response.headers.push_back({"Location", "/api/v1/imports/" + std::to_string(document.id)});
  return response;
}

}  // namespace

std::vector<Route> import_routes() {
  return {
      {.method = "POST",
       .path = "/imports",
       .name = "imports.create",
       .summary = "Brings a scanner's results in; the body is the scan file.",
       .role = store::Role::analyst,
       .query = {{"asset", "What was scanned, where the file does not say so."},
                 {"application", "The application that it belongs to."},
                 {"branch", "The branch that was scanned."},
                 {"format", "Instead of looking at the file: sarif, trivy, cyclonedx, nessus, generic, csv."},
                 {"partial", "true: the file shows only a part, and nothing counts as gone."}},
       .takes_file = true,
       .answers = document_type<ImportDocument>(),
       .status = 201,
       .handle = import},
      {.method = "GET",
       .path = "/imports",
       .name = "imports.list",
       .summary = "Imports, the newest first.",
       .query = {{"limit", "At most 200."}, {"cursor", "Of the page before."}},
       .answers = document_type<Page<ImportDocument>>(),
       .handle = list_imports},
      {.method = "GET",
       .path = "/imports/{id}",
       .name = "imports.show",
       .summary = "One import with its report.",
       .answers = document_type<ImportDocument>(),
       .handle = show_import}};
}

}  // namespace itsm::host::api

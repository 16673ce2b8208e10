// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/import_service.hpp"

#include <chrono>

#include "host_stub/findings/import_sink.hpp"
#include "host_stub/findings/importers.hpp"

namespace itsm::host::findings {
namespace {

std::uint64_t size_of(std::istream& file) {
  const auto start = file.tellg();
  file.seekg(0, std::ios::end);
  const auto end = file.tellg();
  file.clear();
  file.seekg(start);
  return end > start ? static_cast<std::uint64_t>(end - start) : 0;
}

// The first failure, with how far the import came.
Unexpected<Problem> interrupted(Problem problem, ImportSink& sink) {
  // Batches that are on their way count when they arrive; the first failure is what the caller must know.
  static_cast<void>(sink.settle());
  const ImportReport& report = sink.report();
  const auto stored = report.created + report.updated + report.unchanged + report.reopened;
  // The import's row stays "running" when this fails too.
  static_cast<void>(sink.close(problem.message));
  problem.message += " " + std::to_string(stored) + " findings of the file are stored.";
  problem.remedy +=
      (problem.remedy.empty() ? "" : " ") + std::string("Import the file again: it completes the rest.");
  return unexpected(std::move(problem));
}

}  // namespace

Result<ImportReport> ImportService::import(std::istream& file, const ImportOptions& options,
                                           const ImportProgress& progress) {
  const auto start = std::chrono::steady_clock::now();
  ITSM_TRY(const Format format, format_of(options.format, file));
  const std::uint64_t size = size_of(file);
  ImportSink sink(database_, clock_, options, std::string(name_of(format)));
  sink.report().bytes = static_cast<std::int64_t>(size);

  const std::uint64_t total = size * static_cast<std::uint64_t>(readings_of(format));
  const Progress all_readings = [&](std::uint64_t bytes) {
    if (progress) progress(bytes, total);
  };
  auto read = read_scan(format, file, options.target, sink, all_readings);
  if (read) read = sink.complete();
  if (!read)
    return sink.begun() ? interrupted(std::move(read).error(), sink) : unexpected(std::move(read).error());

  sink.report().seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (auto closed = sink.close({}); !closed) return interrupted(std::move(closed).error(), sink);
  return std::move(sink.report());
}

}  // namespace itsm::host::findings

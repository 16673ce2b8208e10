// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "host_stub/core/near_match.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/findings/csv_heading.hpp"
#include "host_stub/findings/csv_rows.hpp"
#include "host_stub/findings/generic_importer.hpp"
#include "host_stub/findings/generic_sink.hpp"
#include "host_stub/findings/readings.hpp"
#include "host_stub/findings/record_text.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kMostColumns = 1000;

Unexpected<Problem> not_csv(std::string what) {
  return problem(ProblemKind::invalid, "not_csv",
                 "The file is not a table of findings: " + std::move(what) + ".",
                 "Give it a first line with the names of its columns, as docs/findings.md lists them.");
}

std::string line_beginning(std::istream& file) {
  std::string line(64 * 1024, '\0');
  file.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(file.gcount()));
  return line.substr(0, line.find_first_of("\r\n"));
}

Result<CsvHeading> read_heading(Readings& readings) {
  const CsvHeading heading = heading_of(line_beginning(readings.next()));
  if (heading.columns.size() > kMostColumns) return not_csv("it has more than 1000 columns");
  std::set<std::string_view> seen;
  for (const std::string& column : heading.columns)
    if (!seen.insert(generic::path_of(column)).second)
      return not_csv("two of its columns are " + std::string(generic::path_of(column)));
  if (seen.contains("title")) return heading;
  const std::string_view near = nearest("title", heading.columns);
  return not_csv("its first line has no column title" +
                 (near.empty() ? std::string() : " (is " + std::string(near) + " meant?)"));
}

class Table {
 public:
  Table(const CsvHeading& heading, generic::RecordSink& records) : heading_(heading), records_(records) {}

  Result<> take(CsvRow&& row) {
    if (std::exchange(is_heading_, false)) return {};
    const generic::Place place{"line " + std::to_string(row.line), row.offset};
    const std::uint64_t record = number_++;
    if (row.fields.size() != heading_.columns.size()) {
      records_.refuse(place, "it has " + std::to_string(row.fields.size()) +
                                 " fields, and the first line has " +
                                 std::to_string(heading_.columns.size()));
      return {};
    }
    Json json = Json::object();
    for (std::size_t i = 0; i < row.fields.size(); ++i)
      if (!row.fields[i].empty())
        generic::place(json, generic::path_of(heading_.columns[i]), std::move(row.fields[i]));
    return records_.take(json, record, place);
  }

 private:
  const CsvHeading& heading_;
  generic::RecordSink& records_;
  bool is_heading_ = true;
  std::uint64_t number_ = 0;
};

}  // namespace

Result<> read_csv(std::istream& file, const ScanTarget& target, ScanSink& sink, const Progress& progress) {
  ITSM_TRY(Readings readings, Readings::of(file, progress));
  ITSM_TRY(const CsvHeading heading, read_heading(readings));
  const auto only_look = [](CsvRow&&) { return Result<>(); };
  std::istream& whole = readings.next();
  ITSM_CHECK(read_rows(whole, heading.delimiter, only_look, readings.progress()));

  generic::RecordSink records({}, target, sink);
  ITSM_CHECK(records.begin());
  Table table(heading, records);
  const auto take = [&](CsvRow&& row) { return table.take(std::move(row)); };
  std::istream& again = readings.next();
  return read_rows(again, heading.delimiter, take, readings.progress());
}

}  // namespace itsm::host::findings

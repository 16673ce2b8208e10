// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/csv_rows.hpp"

#include <csv.h>

#include <utility>

#include "host_stub/core/text.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kLongestField = 8U << 20U;
constexpr std::size_t kFieldBlock = 4096;  // by which the buffer of a field grows
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// libcsv's parser, which hands over fields and row ends.
class Parser {
 public:
  explicit Parser(char delimiter) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_blk_size(&parser_, kFieldBlock);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // How much of the text was read: less than all of it where it is broken.
  std::size_t read(std::string_view text) {
    return csv_parse(&parser_, text.data(), text.size(), on_field, on_row, this);
  }
  bool finish() { return csv_fini(&parser_, on_field, on_row, this) == 0; }

  bool row_ended() const { return row_ended_; }
  bool too_long() { return csv_get_buffer_size(&parser_) > kLongestField; }
  std::vector<std::string> take_fields() {
    row_ended_ = false;
    return std::exchange(fields_, {});
  }

 private:
  static void on_field(void* text, std::size_t size, void* self) {
    static_cast<Parser*>(self)->fields_.emplace_back(static_cast<const char*>(text), size);
  }
  static void on_row(int, void* self) { static_cast<Parser*>(self)->row_ended_ = true; }

  csv_parser parser_{};
  std::vector<std::string> fields_{};
  bool row_ended_ = false;
};

Unexpected<Problem> bad_csv(std::string_view what, std::uint64_t line, std::uint64_t offset) {
  return problem(
      ProblemKind::invalid, "bad_csv",
      "The table is broken at line " + std::to_string(line) + " (byte " + std::to_string(offset) +
          "): " + std::string(what) + ".",
      "Write it again as CSV, with quotation marks around fields that hold separators, line ends or "
      "quotation marks, and those doubled.");
}

class RowReader {
 public:
  RowReader(std::istream& stream, char delimiter, const std::function<Result<>(CsvRow&&)>& take,
            Progress progress)
      : stream_(stream),
        buffer_(stream, kLongestField, std::move(progress)),
        parser_(delimiter),
        take_(take) {}

  Result<> operator()() {
    std::istream in(&buffer_);
    for (std::string line; std::getline(in, line); ++line_) {
      const std::uint64_t offset = offset_;
      offset_ = buffer_.position();
      buffer_.mark();
      const bool begins = row_line_ == 0;
      if (begins) {
        row_line_ = line_;
        row_offset_ = offset;
      }
      if (line_ == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
      line += '\n';
      if (const std::size_t read = parser_.read(line); read < line.size())
        return bad_csv("a quotation mark stands where none may", line_, offset + read);
      if (parser_.too_long()) return bad_csv("a field is longer than 8 MiB", row_line_, row_offset_);
      ITSM_CHECK(deliver());
      if (begins && trimmed(line).empty()) row_line_ = 0;  // a blank line is no row
    }
    if (stream_.bad())
      return problem(ProblemKind::unavailable, "scan_unreadable",
                     "The file could not be read beyond byte " + std::to_string(offset_) + ".",
                     "Check the disk and the connection, then import it again.");
    if (buffer_.ended_early()) return bad_csv("the line is longer than 8 MiB", line_, offset_);
    if (!parser_.finish())
      return bad_csv("the file ends within quotation marks that begin here", row_line_, row_offset_);
    return deliver();
  }

 private:
  Result<> deliver() {
    if (!parser_.row_ended()) return {};
    CsvRow row{std::exchange(row_line_, 0), row_offset_, parser_.take_fields()};
    return row.fields.empty() ? Result<>() : take_(std::move(row));
  }

  std::istream& stream_;
  ScanBuffer buffer_;
  Parser parser_;
  const std::function<Result<>(CsvRow&&)>& take_;
  std::uint64_t line_ = 1;
  std::uint64_t offset_ = 0;
  std::uint64_t row_line_ = 0;  // 0: no row has begun
  std::uint64_t row_offset_ = 0;
};

}  // namespace

Result<> read_rows(std::istream& stream, char delimiter, const std::function<Result<>(CsvRow&&)>& take,
                   Progress progress) {
  return RowReader(stream, delimiter, take, std::move(progress))();
}

std::vector<std::string> fields_of(std::string_view line, char delimiter) {
  Parser parser(delimiter);
  if (parser.read(line) < line.size() || !parser.finish()) return {};
  return parser.take_fields();
}

}  // namespace itsm::host::findings

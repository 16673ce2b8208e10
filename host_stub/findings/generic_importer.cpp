// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/generic_importer.hpp"

#include <array>

#include "host_stub/core/text.hpp"
#include "host_stub/findings/generic_sink.hpp"
#include "host_stub/findings/readings.hpp"

namespace itsm::host::findings {
namespace {

enum Part : std::size_t { scanner, asset, branch, complete };
constexpr std::array<std::string_view, 4> kDefaultParts{"/scanner", "/asset", "/branch", "/complete"};

Unexpected<Problem> not_generic(std::string what) {
  return problem(
      ProblemKind::invalid, "not_generic", "The file is not a list of findings: " + std::move(what) + ".",
      "config/schema/findings.schema.json describes the format; for another one, name it with --format.");
}

// Throws DocumentError.
void read_default(const JsonElement& element, generic::Defaults& out) {
  const std::string name(kDefaultParts[element.pattern]);
  if (element.pattern == asset) {
    out.asset = generic::read_asset(element.value);
  } else if (element.pattern == complete) {
    itsm::detail::read_value(element.value, out.complete, name);
  } else {
    itsm::detail::read_value(element.value, element.pattern == scanner ? out.scanner : out.branch, name);
  }
}

Result<generic::Defaults> read_defaults(Readings& readings, const JsonLimits& limits, ScanSink& sink) {
  generic::Defaults defaults;
  std::string mistake;
  const auto take = [&](JsonElement&& element) {
    try {
      read_default(element, defaults);
    } catch (const DocumentError& broken) {
      mistake = broken.what();
    }
    return Result<>();
  };
  std::istream& file = readings.next();
  ITSM_TRY(const JsonShape shape, read_elements(file, kDefaultParts, limits, take, readings.progress()));
  const auto findings = shape.find("findings");
  if (findings == shape.end()) return not_generic("it has no member \"findings\"");
  if (findings->second != Json::value_t::array) return not_generic("its member \"findings\" is not an array");
  if (!mistake.empty()) return not_generic(mistake);
  for (const auto& [name, type] : shape)
    if (name != "findings" &&
        std::find(kDefaultParts.begin(), kDefaultParts.end(), "/" + name) == kDefaultParts.end())
      sink.unknown_member(shortened(clean_text(name), 64));
  return defaults;
}

}  // namespace

Result<> read_generic(std::istream& file, const ScanTarget& target, ScanSink& sink, const Progress& progress,
                      const JsonLimits& limits) {
  ITSM_TRY(Readings readings, Readings::of(file, progress));
  ITSM_TRY(generic::Defaults defaults, read_defaults(readings, limits, sink));
  generic::RecordSink records(std::move(defaults), target, sink);
  ITSM_CHECK(records.begin());
  const auto take = [&](JsonElement&& element) -> Result<> {
    const std::size_t index = element.indices[0];
    const generic::Place place{"/findings/" + std::to_string(index), element.offset};
    if (!element.too_large) return records.take(element.value, index, place);
    records.refuse(place, "the record is larger than 4 MiB");
    return {};
  };
  constexpr std::array<std::string_view, 1> kRecords{"/findings/*"};
  std::istream& again = readings.next();
  ITSM_TRY([[maybe_unused]] const JsonShape shape,
           read_elements(again, kRecords, limits, take, readings.progress()));
  return {};
}

}  // namespace itsm::host::findings

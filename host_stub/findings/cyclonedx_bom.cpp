// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/cyclonedx_bom.hpp"

#include <array>

#include "host_stub/core/text.hpp"
#include "host_stub/findings/record_text.hpp"

namespace itsm::host::findings::cyclonedx {
namespace {

constexpr std::uint64_t kMostPackageBytes = 64U << 20U;
constexpr std::uint64_t kPackageCost = 256;  // what the smallest package takes in memory, about
constexpr std::string_view kBomScanner = "CycloneDX";

using References = std::unordered_set<std::uint64_t>;

std::uint64_t hash_of(const std::string& ref) { return std::hash<std::string>{}(ref); }

enum Part : std::size_t { format, version, old_tool, tool, subject, affected };
constexpr std::array<std::string_view, 6> kBomParts{"/bomFormat",
                                                    "/specVersion",
                                                    "/metadata/tools/*/name",
                                                    "/metadata/tools/components/*/name",
                                                    "/metadata/component",
                                                    "/vulnerabilities/*/affects/*/ref"};

Unexpected<Problem> not_cyclonedx(std::string what) {
  return problem(ProblemKind::invalid, "not_cyclonedx",
                 "The file is not a CycloneDX BOM: " + std::move(what) + ".",
                 "Name its format with --format, or let the scanner write CycloneDX JSON.");
}

Unexpected<Problem> too_much(std::uint64_t offset) {
  return problem(ProblemKind::too_large, "too_large",
                 "The BOM's affected components take more than " + std::to_string(kMostPackageBytes >> 20U) +
                     " MiB (at byte " + std::to_string(offset) + ").",
                 "Import the parts of the product one by one.");
}

// Libraries that write BOMs name themselves beside the scanner.
bool is_library(std::string_view name) { return to_lower(name).starts_with("cyclonedx"); }

class Head {
 public:
  Result<> take(JsonElement&& element) {
    switch (static_cast<Part>(element.pattern)) {
      case format:
        format_ = text_of(element.value);
        break;
      case version:
        version_ = element.value.is_string() ? text_of(element.value) : dump(element.value);
        break;
      case old_tool:
      case tool:
        if (bom.scanner.empty() || is_library(bom.scanner)) take_tool(clean_name(text_of(element.value)));
        break;
      case subject:
        take_subject(element.value);
        break;
      case affected:
        if (element.value.is_string())
          references.insert(hash_of(element.value.get_ref<const std::string&>()));
        if (references.size() * sizeof(std::uint64_t) * 4 > kMostPackageBytes)
          return too_much(element.offset);
        break;
    }
    return {};
  }

  Result<> check(const JsonShape& shape) {
    if (format_ != "CycloneDX") return not_cyclonedx(R"(its member "bomFormat" is not "CycloneDX")");
    if (version_ != "1.4" && version_ != "1.5" && version_ != "1.6")
      return problem(ProblemKind::invalid, "cyclonedx_version",
                     "The BOM has specVersion " + shortened(version_, 32) + "; 1.4, 1.5 and 1.6 are read.",
                     "Let the tool write one of these versions.");
    const auto list = shape.find("vulnerabilities");
    if (list == shape.end())
      return not_cyclonedx(
          "it lists components but has no member \"vulnerabilities\", so that there is nothing to import");
    if (list->second != Json::value_t::array)
      return not_cyclonedx("its member \"vulnerabilities\" is not an array");
    if (bom.scanner.empty()) bom.scanner = kBomScanner;
    return {};
  }

  Bom bom{};
  References references{};

 private:
  void take_tool(std::string name) {
    if (bom.scanner.empty() || !is_library(name)) bom.scanner = std::move(name);
  }

  void take_subject(const Json& value) {
    try {
      const auto component = from_document<Component>(value);
      bom.subject = clean_name((component.group.empty() ? "" : component.group + "/") + component.name);
      bom.subject_type = clean_name(component.type);
    } catch (const DocumentError&) {  // what is scanned can still be named by the person
    }
  }

  std::string format_{};
  std::string version_{};
};

// The affected ones among a component and those that it holds.
class Packages {
 public:
  Packages(const References& wanted, Bom& bom) : wanted_(wanted), bom_(bom) {}

  Result<> take(const JsonElement& element) {
    keep(element.value);
    return kept_ <= kMostPackageBytes ? Result<>() : too_much(element.offset);
  }

 private:
  void keep(const Json& value) {
    if (!value.is_object()) return;
    const auto ref = value.find("bom-ref");
    if (ref != value.end() && ref->is_string()) {
      const std::uint64_t hash = hash_of(ref->get_ref<const std::string&>());
      if (wanted_.contains(hash)) add(hash, value);
    }
    if (const auto held = value.find("components"); held != value.end() && held->is_array())
      for (const Json& component : *held) keep(component);
  }

  // A component that has not the shape of the standard is not known; findings then name its bom-ref.
  void add(std::uint64_t hash, const Json& value) {
    try {
      Package package = cyclonedx::package_of(from_document<Component>(value));
      kept_ += kPackageCost + package.name.size() + package.identity.size() + package.manifest.size();
      bom_.packages.emplace(hash, std::move(package));
    } catch (const DocumentError&) {
    }
  }

  const References& wanted_;
  Bom& bom_;
  std::uint64_t kept_ = 0;
};

}  // namespace

const Package* Bom::package_of(const std::string& ref) const {
  const auto found = packages.find(hash_of(ref));
  return found == packages.end() ? nullptr : &found->second;
}

Result<Bom> read_bom(Readings& readings, const JsonLimits& limits) {
  Head head;
  const auto take_head = [&](JsonElement&& element) { return head.take(std::move(element)); };
  std::istream& file = readings.next();
  ITSM_TRY(const JsonShape shape, read_elements(file, kBomParts, limits, take_head, readings.progress()));
  ITSM_CHECK(head.check(shape));

  constexpr std::array<std::string_view, 2> kComponents{"/components/*", "/metadata/component"};
  Packages packages(head.references, head.bom);
  const auto take_package = [&](JsonElement&& element) { return packages.take(element); };
  std::istream& again = readings.next();
  ITSM_TRY([[maybe_unused]] const JsonShape same,
           read_elements(again, kComponents, limits, take_package, readings.progress()));
  return std::move(head.bom);
}

}  // namespace itsm::host::findings::cyclonedx

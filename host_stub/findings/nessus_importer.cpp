// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/nessus_importer.hpp"

#include "host_stub/core/text.hpp"
#include "host_stub/findings/nessus_record.hpp"
#include "host_stub/findings/readings.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/xml_events.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::string_view kNessus = "Nessus";
constexpr std::string_view kRoot = "NessusClientData_v2";
constexpr std::uint64_t kLargestItem = 4U << 20U;

// The first reading: is it one at all?
class Check final : public XmlHandler {
 public:
  Result<> begin(const std::string& name, const XmlAttributes&, std::uint64_t) override {
    if (depth_++ > 0 || name == kRoot) return {};
    return problem(ProblemKind::invalid, "not_nessus",
                   "The file is not a report of Nessus v2: its outermost element is <" +
                       shortened(clean_text(name), 64) + "> and not <" + std::string(kRoot) + ">.",
                   "Export the scan as .nessus, or name another format with --format.");
  }
  Result<> end(const std::string&) override {
    --depth_;
    return {};
  }
  void text(std::string_view) override {}

 private:
  std::size_t depth_ = 0;
};

// The second reading. Hosts and items are elements of their own names wherever they stand.
class Hosts final : public XmlHandler {
 public:
  Hosts(const ScanTarget& target, ScanSink& sink) : target_(target), sink_(sink) {}

  Result<> begin(const std::string& name, const XmlAttributes& attributes, std::uint64_t offset) override {
    if (in_item_) {
      ++item_depth_;
      if (item_depth_ == 1) begin_text(nessus::is_kept(name) ? name : std::string());
      return {};
    }
    if (name == "ReportHost") return begin_host(attributes);
    if (name == "tag") finished_ = finished_ || attribute(attributes, "name") == "HOST_END";
    if (name == "ReportItem") return begin_item(attributes, offset);
    return {};
  }

  Result<> end(const std::string& name) override {
    if (in_item_ && item_depth_ > 0) {
      if (item_depth_-- == 1 && !element_.empty()) item_.texts[element_].push_back(std::move(text_));
      return {};
    }
    if (name == "ReportItem") return end_item();
    if (name == "ReportHost") return tell_host();
    return {};
  }

  void text(std::string_view part) override {
    if (!in_item_ || item_depth_ == 0 || element_.empty()) return;
    item_size_ += part.size();
    if (item_size_ <= kLargestItem) text_ += part;
  }

 private:
  static std::string attribute(const XmlAttributes& attributes, std::string_view name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? std::string() : found->second;
  }

  Result<> begin_host(const XmlAttributes& attributes) {
    ++hosts_;
    items_ = 0;
    told_ = false;
    finished_ = false;
    host_ = clean_name(attribute(attributes, "name"));
    return {};
  }

  // Its properties stand before its items, so that by now it is known whether the scan of it ended.
  Result<> tell_host() {
    if (std::exchange(told_, true) || host_.empty()) return {};
    scope_ = {.index = hosts_ - 1, .scanner = std::string(kNessus), .asset = target_.asset};
    if (scope_.asset.name.empty()) scope_.asset.name = host_;
    if (scope_.asset.type.empty()) scope_.asset.type = "host";
    scope_.branch = clean_name(target_.branch);
    scope_.complete = finished_;
    return sink_.run(scope_);
  }

  Result<> begin_item(const XmlAttributes& attributes, std::uint64_t offset) {
    ITSM_CHECK(tell_host());
    in_item_ = true;
    item_depth_ = 0;
    item_size_ = 0;
    offset_ = offset;
    item_ = {};
    item_.attributes = {attributes.begin(), attributes.end()};
    ++items_;
    return {};
  }

  void begin_text(std::string element) {
    element_ = std::move(element);
    text_.clear();
  }

  Result<> end_item() {
    in_item_ = false;
    const auto refuse = [&](std::string reason) {
      sink_.refused({hosts_ == 0 ? std::nullopt : std::optional(hosts_ - 1),
                     "/" + std::string(kRoot) + "/Report/ReportHost[" + std::to_string(hosts_) +
                         "]/ReportItem[" + std::to_string(items_) + "]",
                     offset_, std::move(reason)});
      return Result<>();
    };
    if (host_.empty()) return refuse("its host has no name");
    if (item_size_ > kLargestItem) return refuse("the item is larger than 4 MiB");
    if (const auto why = nessus::reason_to_skip(item_)) {
      sink_.skipped(*why);
      return {};
    }
    auto translated = nessus::translate(item_, host_, scope_);
    if (!translated) return refuse(std::move(translated).error());
    return hand_over(*std::move(translated), fingerprint_, sink_);
  }

  const ScanTarget& target_;
  ScanSink& sink_;
  Fingerprinter fingerprint_{};

  std::size_t hosts_ = 0;
  std::string host_{};
  bool told_ = false;
  bool finished_ = false;
  ScanRun scope_{};

  std::size_t items_ = 0;  // of the host
  bool in_item_ = false;
  std::size_t item_depth_ = 0;  // of elements within it
  std::uint64_t item_size_ = 0;
  std::uint64_t offset_ = 0;
  nessus::Item item_{};
  std::string element_{};  // whose text is collected; empty: none
  std::string text_{};
};

}  // namespace

Result<> read_nessus(std::istream& file, const ScanTarget& target, ScanSink& sink, const Progress& progress) {
  ITSM_TRY(Readings readings, Readings::of(file, progress));
  Check check;
  std::istream& whole = readings.next();
  ITSM_CHECK(read_xml(whole, check, readings.progress()));
  Hosts hosts(target, sink);
  std::istream& again = readings.next();
  return read_xml(again, hosts, readings.progress());
}

}  // namespace itsm::host::findings

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/selection.hpp"

#include <charconv>
#include <functional>

#include "host_stub/core/near_match.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/push/plan.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kPage = 1'000;
constexpr std::size_t kLongestWord = 40;

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> words;
  std::size_t start = 0;
  while (start <= list.size()) {
    const auto end = std::min(list.find(',', start), list.size());
    words.push_back(list.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

template <class E>
std::vector<std::string> names_of() {
  std::vector<std::string> names;
  for (const auto& [value, name] : EnumNames<E>::names) names.emplace_back(name);
  return names;
}

std::string expected(const std::string& word, const std::vector<std::string>& known) {
  std::string text = "'" + word + "' is none of ";
  for (std::size_t i = 0; i < known.size(); ++i) text += (i == 0 ? "" : ", ") + known[i];
  const std::string_view near = nearest(word, known);
  if (!near.empty()) text += "; did you mean " + std::string(near) + "?";
  return text;
}

class Reader {
 public:
  std::vector<Complaint> complaints{};
  store::FindingFilter filter{};

  void read(const std::string& key, const std::string& value) {
    const auto known = readers().find(key);
    if (known != readers().end()) {
      known->second(*this, key, value);
      return;
    }
    std::vector<std::string> keys;
    for (const auto& [name, reader] : readers()) keys.push_back(name);
    complaints.push_back({key, "is no filter: " + expected(key, keys)});
  }

 private:
  using Member = std::function<void(Reader&, const std::string&, const std::string&)>;

  template <class E>
  std::optional<E> one(const std::string& key, const std::string& word) {
    const auto value = enum_from<E>(word);
    if (!value) complaints.push_back({key, expected(word, names_of<E>())});
    return value;
  }
  template <class E>
  void many(const std::string& key, const std::string& list, std::vector<E>& out) {
    for (const auto& word : split(list))
      if (const auto value = one<E>(key, word)) out.push_back(*value);
  }
  void number(const std::string& key, const std::string& word, ImportId& out) {
    const auto parsed = std::from_chars(word.data(), word.data() + word.size(), out.value);
    if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size() || out.value <= 0)
      complaints.push_back({key, "'" + word + "' is not a number of an import"});
  }

  // At most as many as one call takes; a ticket of more names the first of them.
  void numbers(const std::string& key, const std::string& list, std::vector<FindingId>& out) {
    for (const auto& word : split(list)) {
      FindingId id{};
      const auto parsed = std::from_chars(word.data(), word.data() + word.size(), id.value);
      if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size() || id.value <= 0) {
        complaints.push_back({key, "'" + shortened(word, kLongestWord) + "' is not a number of a finding"});
        return;
      }
      out.push_back(id);
    }
    if (out.size() > push::kMostFindings)
      complaints.push_back({key, "are more than " + std::to_string(push::kMostFindings)});
  }

  static const std::map<std::string, Member>& readers() {
    static const std::map<std::string, Member> kReaders{
        {"severity", [](Reader& r, auto& key, auto& value) { r.many(key, value, r.filter.severities); }},
        {"severity_at_least",
         [](Reader& r, auto& key, auto& value) { r.filter.severity_at_least = r.one<Severity>(key, value); }},
        {"status", [](Reader& r, auto& key, auto& value) { r.many(key, value, r.filter.statuses); }},
        {"import", [](Reader& r, auto& key, auto& value) { r.number(key, value, r.filter.import); }},
        {"asset", [](Reader& r, auto&, auto& value) { r.filter.asset = value; }},
        {"application", [](Reader& r, auto&, auto& value) { r.filter.application = value; }},
        {"branch", [](Reader& r, auto&, auto& value) { r.filter.branch = value; }},
        {"scanner", [](Reader& r, auto&, auto& value) { r.filter.scanner = value; }},
        {"rule", [](Reader& r, auto&, auto& value) { r.filter.rule_id = value; }},
        {"q", [](Reader& r, auto&, auto& value) { r.filter.title_prefix = value; }},
        {"ids", [](Reader& r, auto& key, auto& value) { r.numbers(key, value, r.filter.ids); }},
    };
    return kReaders;
  }
};

}  // namespace

Result<store::FindingFilter> read_filter(const std::map<std::string, std::string>& words) {
  Reader reader;
  for (const auto& [key, value] : words) reader.read(key, value);
  if (reader.complaints.empty()) return std::move(reader.filter);
  return unexpected(Problem{ProblemKind::invalid, "filter_wrong", "the filter cannot be read",
                            "a filter is key=value, such as severity_at_least=high",
                            std::move(reader.complaints)});
}

Result<std::vector<std::int64_t>> select(Services& services, CompanyId company, store::FindingFilter filter,
                                         std::int64_t limit) {
  if (filter.statuses.empty())
    for (const auto& [status, name] : EnumNames<FindingStatus>::names)
      if (!is_terminal(status)) filter.statuses.push_back(status);
  std::vector<std::int64_t> selected;
  FindingId after{};
  while (static_cast<std::int64_t>(selected.size()) < limit) {
    const std::int64_t page = std::min(kPage, limit - static_cast<std::int64_t>(selected.size()));
    ITSM_TRY(const auto ids, services.database.in_company(company, [&](store::Transaction& transaction) {
      return store::select_findings(transaction, filter, after, page);
    }));
    for (const FindingId id : ids) selected.push_back(id.value);
    if (static_cast<std::int64_t>(ids.size()) < page) break;
    after = ids.back();
  }
  return selected;
}

}  // namespace itsm::host::services

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/adoption.hpp"

#include <algorithm>
#include <set>

#include "host_stub/core/text.hpp"
#include "host_stub/push/deciders.hpp"
#include "host_stub/push/partition.hpp"
#include "host_stub/services/selection.hpp"

namespace itsm::host::services {
namespace {

constexpr std::size_t kMostWords = 200;
// Of one word; who finds more is not looking for his ticket.
constexpr int kMostPages = 4;

// Null: the plugin cannot look for tickets so.
const Picker* picker_of(const Manifest& manifest, AdoptBy by) {
  const Picker* const found =
      manifest.picker_for(by == AdoptBy::label ? PickerRole::labelled_ticket : PickerRole::ticket);
  return found != nullptr && by == AdoptBy::label && found->depends_on.empty() ? nullptr : found;
}

std::vector<std::string> words_of(const Finding& finding, AdoptBy by) {
  std::vector<std::string> words = finding.cve;
  if (by == AdoptBy::label) {
    words.push_back(finding.rule_id);
    words.push_back(finding.scanner_fingerprint);
  }
  // No label has a blank in it.
  std::erase_if(words, [](const std::string& word) {
    return word.empty() || word.find_first_of(" \t\r\n") != std::string::npos;
  });
  return words;
}

Result<> check_words(std::size_t count) {
  if (count <= kMostWords) return {};
  return problem(ProblemKind::too_large, "too_many_words",
                 "the findings have " + std::to_string(count) +
                     " different words to look for, and one call looks for at most " +
                     std::to_string(kMostWords),
                 "take fewer findings, for example with the filter application=NAME or severity=critical");
}

OptionsRequest asking_for(const Picker& picker, AdoptBy by, const std::string& word) {
  OptionsRequest request;
  request.picker = picker.id;
  if (by == AdoptBy::label)
    request.context[picker.depends_on.front()] = word;
  else
    request.query = word;
  return request;
}

Result<std::set<std::string>> keys_with(integrations::LiveIntegration& live, OptionsRequest request) {
  std::set<std::string> keys;
  for (int page = 0; page < kMostPages; ++page) {
    ITSM_TRY(const auto found, live.options(request));
    for (const Option& option : found.options) keys.insert(option.key);
    if (found.next_cursor.empty()) break;
    request.cursor = found.next_cursor;
  }
  return keys;
}

Unexpected<Problem> unavailable(const std::string& plugin, AdoptBy by) {
  return problem(ProblemKind::invalid, "adoption_unavailable",
                 "the plugin " + plugin + " cannot look for tickets by " + std::string(name_of(by)),
                 "name the tickets in a list: host_stub adopt --csv FILE");
}

}  // namespace

Result<LinkReport> adopt_tickets(Services& services, CompanyId company, const AdoptionOrder& order,
                                 const std::string& actor) {
  ITSM_TRY(const auto serving,
           push::choose_integration(services.database, services.directory, company, order.integration, {}));
  ITSM_TRY(const auto live, services.directory.live(serving.integration.owner, serving.integration.id));
  const Picker* const picker = picker_of(live->manifest(), order.by);
  if (picker == nullptr) return unavailable(serving.integration.plugin, order.by);
  ITSM_TRY(auto filter, read_filter(order.filter));
  ITSM_TRY(const auto selected, select(services, company, std::move(filter), kMostSelected));
  std::vector<FindingId> ids;
  for (const std::int64_t id : selected) ids.push_back(FindingId{id});
  ITSM_TRY(const auto selection, services.database.in_company(company, [&](store::Transaction& transaction) {
    return push::partition(transaction, ids);
  }));

  std::map<std::string, std::set<std::string>> keys;  // word -> tickets
  for (const Finding& finding : selection.ready)
    for (const std::string& word : words_of(finding, order.by)) keys[word];
  ITSM_CHECK(check_words(keys.size()));
  for (auto& [word, found] : keys) {
    ITSM_TRY(found, keys_with(*live, asking_for(*picker, order.by, word)));
  }

  LinkOrder links{serving.integration.name, {}, order.dry_run};
  std::vector<LinkRecord> missing;
  for (const Finding& finding : selection.ready) {
    const auto words = words_of(finding, order.by);
    std::set<std::string> found;
    for (const std::string& word : words) found.insert(keys[word].begin(), keys[word].end());
    for (const std::string& key : found) links.links.push_back({finding.id.value, key});
    if (found.empty())
      missing.push_back(
          {.finding = finding.id.value,
           .outcome = LinkOutcome::missing,
           .reason = words.empty() ? "it has nothing to look for" : "no ticket has " + joined(words, ", ")});
  }
  LinkReport report;
  report.integration = serving.integration.name;
  if (!links.links.empty()) {
    ITSM_TRY(report, link_tickets(services, company, links, actor));
  }
  for (LinkRecord& record : missing) {
    ++report.counts[std::string(name_of(record.outcome))];
    report.records.push_back(std::move(record));
  }
  return report;
}

}  // namespace itsm::host::services

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/finding.hpp"
#include "host_stub/store/database.hpp"

// Lists of findings, page by page.
namespace itsm::host::store {

// Everything that is set must hold; what is empty does not narrow.
struct FindingFilter {
  std::optional<Severity> severity_at_least{};
  std::vector<Severity> severities{};
  std::vector<FindingStatus> statuses{};
  ImportId import{};  // that saw it last, or first
  std::string asset{};
  std::string application{};
  std::string branch{};
  std::string scanner{};
  std::string rule_id{};
  std::string title_prefix{};  // in any case
  std::optional<Time> reported_since{};
  std::vector<FindingId> ids{};
};

// What a list shows.
struct FindingSummary {
  FindingId id{};
  std::string title{};
  Severity severity = Severity::info;
  FindingStatus status = FindingStatus::open;
  Category category = Category::sast;
  std::string asset{};
  std::string application{};
  std::string branch{};
  std::string scanner{};
  std::string rule_id{};
  Time first_seen{};
  Time last_seen{};
  Time reported_at{};
  std::optional<Time> due_at{};
  std::int64_t times_reopened = 0;
  Time updated_at{};
};

// The last row of a page; the next page begins behind it.
struct FindingCursor {
  Time updated_at{};
  FindingId id{};
};

// The latest change first.
Result<std::vector<FindingSummary>> list_findings(Transaction& transaction, const FindingFilter& filter,
                                                  const std::optional<FindingCursor>& after,
                                                  std::int64_t limit);

// For bulk selections: ids in ascending order, beginning after `after`.
Result<std::vector<FindingId>> select_findings(Transaction& transaction, const FindingFilter& filter,
                                               FindingId after, std::int64_t limit);

}  // namespace itsm::host::store

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "plugins/servicenow/draft.hpp"

// Several requests in one: https://www.servicenow.com/docs, "Batch API".
namespace itsm::servicenow {

inline constexpr std::string_view kBatchPath = "/api/now/v1/batch";

// One request that makes all records; the elements carry their number as id.
Json batch_of(std::span<const NewRecord> records);

// An outcome for each of `count` elements. Whatever the answer does not say clearly and once is uncertain.
std::vector<Outcome> batch_outcomes(const Json& answer, std::span<const NewRecord> records,
                                    const Instance& instance, common::Time now);

// What the answer to the making of one record says, in a batch or by itself.
Outcome outcome_of(std::size_t index, const HttpResponse& answer, const std::string& table,
                   const Instance& instance, common::Time now);

// Where a record of the table is made.
std::string create_target(const std::string& table);

}  // namespace itsm::servicenow

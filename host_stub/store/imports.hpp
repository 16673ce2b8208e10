// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/store/database.hpp"

// Runs of importing a file, with what came of them.
namespace itsm::host::store {

enum class ImportState : std::int16_t { running = 0, finished = 1, failed = 2 };

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::ImportState> {
  using enum itsm::host::store::ImportState;
  static constexpr std::array<std::pair<itsm::host::store::ImportState, std::string_view>, 3> names{
      {{running, "running"}, {finished, "finished"}, {failed, "failed"}}};
};

namespace itsm::host::store {

struct ImportRow {
  ImportId id{};
  ImportState state = ImportState::running;
  std::string format{};
  std::string source{};  // the file's name, or who posted it
  std::string asset{};
  std::string application{};
  std::string branch{};
  bool complete = true;  // what its scope lacks is gone
  std::string actor{};
  Json report = Json::object();
  Time started_at{};
  std::optional<Time> finished_at{};
};

Result<ImportId> begin_import(Transaction& transaction, const ImportRow& import, Time now);
Result<> finish_import(Transaction& transaction, ImportId id, ImportState state, const Json& report,
                       Time now);
Result<std::optional<ImportRow>> load_import(Transaction& transaction, ImportId id);
// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<ImportRow>> list_imports(Transaction& transaction, ImportId before, std::int64_t limit);

}  // namespace itsm::host::store

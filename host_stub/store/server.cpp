// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/server.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kServerVersion = "SHOW server_version";

}  // namespace

Result<std::string> server_version(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kServerVersion));
  return rows.front().get<std::string>(0);
}

}  // namespace itsm::host::store

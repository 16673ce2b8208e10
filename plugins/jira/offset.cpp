// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/offset.hpp"

#include <algorithm>
#include <charconv>

namespace itsm::jira {
namespace {

constexpr std::size_t kAnchors = 5;

}  // namespace

// "95:10001,10002"
Result<Offset> Offset::read(const std::string& text) {
  Offset offset;
  if (text.empty()) return offset;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, offset.start);
  if (error != std::errc() || at == end || *at != ':')
    return failure(Status::invalid_argument, "'" + text + "' is no place in a list");
  std::string id;
  for (const char* c = at + 1; c != end; ++c) {
    if (*c != ',') id += *c;
    if (*c == ',' || c + 1 == end) offset.anchors.push_back(std::exchange(id, {}));
  }
  return offset;
}

std::string Offset::text() const {
  std::string out = std::to_string(start) + ":";
  for (std::size_t i = 0; i < anchors.size(); ++i) out += (i == 0 ? "" : ",") + anchors[i];
  return out;
}

Offset Offset::behind(const std::vector<Ticket>& page) const {
  const std::size_t kept = std::min(kAnchors, page.size());
  Offset next{start + page.size() - kept, {}};
  for (std::size_t i = page.size() - kept; i < page.size(); ++i) next.anchors.push_back(page[i].ref.id);
  return next;
}

bool Offset::drop_known(std::vector<Ticket>& page) const {
  const auto is_known = [&](const Ticket& ticket) {
    return std::find(anchors.begin(), anchors.end(), ticket.ref.id) != anchors.end();
  };
  const auto last = std::find_if(page.rbegin(), page.rend(), is_known);
  if (!anchors.empty() && last == page.rend()) return false;
  page.erase(page.begin(), last.base());
  return true;
}

}  // namespace itsm::jira

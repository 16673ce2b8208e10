// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/finding_comments.hpp"

namespace itsm::host::services {

struct CommentOrder {
  std::string text{};
  Audience audience = Audience::internal;

  static constexpr std::string_view kDocument = "comment_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("text", self.text, "Markdown, at most 20,000 bytes.");
    visit.optional(
        "audience", self.audience,
        "internal, the default: where the ticket's vendor knows internal comments, only its staff reads "
        "it. everyone: whoever sees the ticket.");
  }
};

// A comment at one ticket.
struct CommentAtTicket {
  std::string ticket_key{};
  store::DeliveryState state = store::DeliveryState::waiting;
  std::string problem{};

  static constexpr std::string_view kDocument = "comment_at_ticket";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ticket_key", self.ticket_key, "Which ticket.");
    visit.required("state", self.state, "Whether the ticket has it.");
    visit.optional("problem", self.problem, "Of one that was refused: what the vendor said.");
  }
};

struct FindingCommentItem {
  std::int64_t id = 0;
  std::string written_at{};
  std::string actor{};
  std::string text{};
  Audience audience = Audience::internal;
  std::vector<CommentAtTicket> tickets{};

  static constexpr std::string_view kDocument = "finding_comment";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("written_at", self.written_at, "RFC 3339.");
    visit.required("actor", self.actor, "Who wrote it.");
    visit.required("text", self.text, "Markdown.");
    visit.required("audience", self.audience, "Who may read it at the tickets.");
    visit.required("tickets", self.tickets, "Those that the finding had when it was written.");
  }
};

// It stands on the finding's feed at once, and goes to its tickets by the outbox. Refused: no text, too long
// a one.
Result<FindingCommentItem> comment_on_finding(Services& services, CompanyId company, FindingId finding,
                                              const CommentOrder& order, const std::string& actor);

// The newest first, at most `limit` of those before `before` (0: from the newest). An unknown finding has
// none.
Result<std::vector<FindingCommentItem>> comments_on_finding(Services& services, CompanyId company,
                                                            FindingId finding, std::int64_t before,
                                                            std::int64_t limit);

}  // namespace itsm::host::services

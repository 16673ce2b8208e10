// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "host_stub/outbox/worker.hpp"
#include "host_stub/sync/outward_records.hpp"
#include "host_stub/sync/source.hpp"

namespace itsm::host::sync {

// Findings of a ticket that has ended get another one.
using NewTicket = std::function<Result<>(CompanyId, const Place&, const std::vector<FindingId>&)>;

// What every outward job works with; all borrowed.
struct OutwardTools {
  store::Database& database;
  outbox::Ledger& ledger;
  Sources& sources;
  Journal& journal;
  OutwardRecords& records;
  const outbox::Instruments& instruments;
  observe::Log& log;
  std::string public_url{};
  NewTicket new_ticket{};
};

// Brings one ticket and its findings in step. It asks for nothing that it remembers from an earlier run: the
// ticket is read first, what people did to it is taken in, and what is still to be written is compared with
// what is there. So a run that ended in the middle is made good by the next one. Used once.
class OutwardJob {
 public:
  OutwardJob(const OutwardTools& tools, const store::Job& job, outbox::Monotonic::Point claimed,
             const outbox::Lease& lease)
      : tools_(tools), job_(job), claimed_(claimed), lease_(lease) {}

  Result<> run();

 private:
  // Whether nothing has changed on either side since both were compared.
  Result<bool> is_idle();
  void plan();
  std::vector<store::LinkStep> steps_after() const;
  Json statuses_of_findings() const;
  Result<> keep_in_step();
  Result<> load();
  Result<bool> read();
  Result<> take_in(const Ticket& seen, bool after_own_write);
  FieldSituation field_situation() const;
  Result<> settle_earlier();
  Result<std::vector<Comment>> comments();
  Result<> settle(store::OwnWrite& write);
  Result<bool> has_arrived(store::OwnWrite& write);
  Result<bool> find_comment(store::OwnWrite& write);
  Result<> count_as_done(const store::OwnWrite& write);

  Result<> write_fields(FieldPlan& plan);
  Result<> move();
  Result<bool> take_step(const policy::StatusTarget& target, std::vector<std::string>& reachable);
  Result<std::map<std::string, FieldValue>> fields_of_step(const policy::StatusTarget& target);
  Result<> block(const std::string& why);
  Result<> ask(store::ReviewKind kind, const std::string& reason);
  Result<> say(const std::vector<std::string>& lines, const Json& tells);
  // Whether the ticket has it now.
  Result<bool> send_comment(const CommentRequest& request, const std::string& what, const Json& tells);
  // Unless one of our comments says it already.
  Result<> say_once(const std::string& line);
  Result<bool> has_comments_of_others();
  // What people have written here, in their order.
  Result<> pass_on_comments();
  Result<> pass_on(const store::FindingComment& comment);
  Result<> count_as_passed_on(std::int64_t comment);

  Result<> take_back();
  Result<std::string> reason_to_keep();

  // Until when edits wait for further ones; nothing: they are written now.
  std::optional<Time> joined_until() const;

  enum class Writing { done, is_over, held };
  Result<> store(const FieldPlan& fields, Writing writing);

  // One write, between its row in the ledger and its outcome. False: it was not carried out.
  template <class Document, class Send>
  Result<bool> write(store::OwnWrite row, Send&& send, std::optional<Document>& answer);
  bool may_send();
  bool has_to_wait() const { return retry_at_.has_value(); }
  void fail_later(const Problem& problem);
  Time now() const { return tools_.instruments.clock.now(); }

  const OutwardTools& tools_;
  const store::Job& job_;
  const outbox::Monotonic::Point claimed_;
  const outbox::Lease& lease_;

  Matter matter_{};
  policy::RenderContext context_{};
  std::shared_ptr<Source> source_{};
  policy::TargetSchema form_{};
  Ticket seen_{};
  policy::TicketFields ours_{};
  StatusPlan status_{};
  std::vector<Follower> followers_{};      // as they stood when it was planned
  std::map<std::string, Side> decided_{};  // by then
  std::string digest_{};
  std::vector<std::string> written_{};  // for people
  // By a run before this one, which did not come to its end.
  std::vector<UpdateRequest> written_earlier_{};
  std::set<std::string> said_earlier_{};  // digests
  outbox::Experience experience_{};
  bool has_experience_ = false;
  std::optional<Time> retry_at_{};
  std::optional<Time> held_until_{};
  std::string reason_{};
  Refusal refusal_{};
  std::vector<std::string> reachable_{};
  std::vector<std::string> complaints_{};
};

// The work for tickets that exist, of a worker of the outbox. Any thread.
class OutwardWork final : public outbox::TicketWork {
 public:
  explicit OutwardWork(OutwardTools tools) : tools_(std::move(tools)) {}
  Result<> run(const store::Job& job, outbox::Monotonic::Point claimed, const outbox::Lease& lease) override {
    return OutwardJob(tools_, job, claimed, lease).run();
  }

 private:
  const OutwardTools tools_;
};

}  // namespace itsm::host::sync

// SPDX-License-Identifier: Apache-2.0
// Disasters of the work for tickets that exist.
#include "host_stub/app/disaster.hpp"

namespace itsm::host::app {
namespace {

class CrashingJournal final : public sync::Journal {
 public:
  CrashingJournal(std::unique_ptr<sync::Journal> journal, std::shared_ptr<CrashPoint> point)
      : journal_(std::move(journal)), point_(std::move(point)) {}

  Result<std::vector<sync::Applied>> apply(CompanyId company, const sync::Place& place,
                                           const std::vector<sync::Arrival>& arrivals, Time now) override {
    return point_->around("before_take_in", "after_take_in",
                          [&] { return journal_->apply(company, place, arrivals, now); });
  }

  Result<std::vector<CompanyId>> owners_due(std::int64_t limit, Time now) override {
    return journal_->owners_due(limit, now);
  }
  Result<std::vector<store::InboxRow>> claim(CompanyId owner, std::int64_t limit,
                                             std::chrono::milliseconds lease, Time now) override {
    return journal_->claim(owner, limit, lease, now);
  }
  Result<> end(CompanyId owner, const std::vector<store::InboxEnding>& endings, Time now) override {
    return journal_->end(owner, endings, now);
  }
  Result<> postpone(const sync::Place& place, Time until, const std::string& why, Time now) override {
    return journal_->postpone(place, until, why, now);
  }
  Result<> take_in(const sync::Place& place, const std::vector<Read>& deliveries, Time now) override {
    return journal_->take_in(place, deliveries, now);
  }
  Result<std::map<std::string, CompanyId>> routes(const sync::Place& place,
                                                  const std::vector<std::string>& tickets) override {
    return journal_->routes(place, tickets);
  }
  Result<Missing> missing(const sync::Place& place) override { return journal_->missing(place); }
  Result<> judge_webhooks(const sync::Place& place, const std::vector<Time>& told_by_poll_only,
                          std::optional<Time> told_by_webhook, Time now) override {
    return journal_->judge_webhooks(place, told_by_poll_only, told_by_webhook, now);
  }
  Result<> raise(CompanyId company, const sync::Place& place, const std::string& what,
                 const std::string& message, const std::string& remedy, Time now) override {
    return journal_->raise(company, place, what, message, remedy, now);
  }
  Result<> close_alert(CompanyId company, const sync::Place& place, const std::string& what,
                       Time now) override {
    return journal_->close_alert(company, place, what, now);
  }
  Result<std::optional<outbox::Wait>> enter(const sync::Place& place, const outbox::PaceLimits& limits,
                                            const std::string& holder, std::chrono::milliseconds longest,
                                            Time now) override {
    return journal_->enter(place, limits, holder, longest, now);
  }
  Result<> leave(const sync::Place& place, const std::string& holder, const outbox::Experience& seen,
                 Time now, double random) override {
    return journal_->leave(place, holder, seen, now, random);
  }

 private:
  std::unique_ptr<sync::Journal> journal_;
  std::shared_ptr<CrashPoint> point_;
};

class CrashingRecords final : public sync::OutwardRecords {
 public:
  CrashingRecords(std::unique_ptr<sync::OutwardRecords> records, std::shared_ptr<CrashPoint> point)
      : records_(std::move(records)), point_(std::move(point)) {}

  Result<std::int64_t> begin_write(const store::Job& job, const store::OwnWrite& write, Time now) override {
    return point_->around("before_begin_write", "after_begin_write",
                          [&] { return records_->begin_write(job, write, now); });
  }
  Result<> end_write(const store::Job& job, const store::OwnWrite& write, Time now) override {
    return point_->around("before_end_write", "after_end_write",
                          [&] { return records_->end_write(job, write, now); });
  }
  Result<std::set<std::string>> own_comments(const store::Job& job) override {
    return records_->own_comments(job);
  }
  Result<bool> is_own_comment(const store::Job& job, const std::string& remote_id,
                              const std::string& digest) override {
    return records_->is_own_comment(job, remote_id, digest);
  }
  Result<bool> is_said(const store::Job& job, const std::string& digest) override {
    return records_->is_said(job, digest);
  }
  Result<std::vector<store::WorkflowStep>> known_steps(const store::Job& job,
                                                       const sync::Matter& matter) override {
    return records_->known_steps(job, matter);
  }
  Result<> open_reviews(const store::Job& job, const std::vector<store::NewReview>& reviews,
                        Time now) override {
    return point_->around("before_open_reviews", "after_open_reviews",
                          [&] { return records_->open_reviews(job, reviews, now); });
  }
  Result<> hear_of_absence(const sync::Place& place, const std::string& remote_id, Time now) override {
    return records_->hear_of_absence(place, remote_id, now);
  }
  Result<> end_delivery(const store::Job& job, std::int64_t comment, store::DeliveryState state,
                        const std::string& why, Time now) override {
    return point_->around("before_end_delivery", "after_end_delivery",
                          [&] { return records_->end_delivery(job, comment, state, why, now); });
  }
  Result<> move_take_back(const store::Job& job, store::TakeBackState state, const std::string& why,
                          Time now) override {
    return records_->move_take_back(job, state, why, now);
  }
  Result<> set_free(const store::Job& job, const sync::Matter& matter, const std::string& what,
                    Time now) override {
    return records_->set_free(job, matter, what, now);
  }
  Result<> keep_steps(const store::Job& job, const std::vector<store::LinkStep>& steps) override {
    return point_->around("before_keep_steps", "after_keep_steps",
                          [&] { return records_->keep_steps(job, steps); });
  }
  Result<> record(const store::Job& job, const sync::Matter& matter, sync::Carried carried,
                  Time now) override {
    return point_->around("before_record", "after_record",
                          [&] { return records_->record(job, matter, std::move(carried), now); });
  }

 private:
  std::unique_ptr<sync::OutwardRecords> records_;
  std::shared_ptr<CrashPoint> point_;
};

class TroubledSource final : public sync::Source {
 public:
  TroubledSource(std::shared_ptr<sync::Source> source, const Disaster& disaster)
      : source_(std::move(source)), point_(disaster.crash_point), settle_time_(disaster.settle_time) {}

  Result<FetchResult> fetch(const FetchRequest& request) override {
    return around("before_read", "after_read", [&] { return source_->fetch(request); });
  }
  Result<FindResult> find(const FindRequest& request) override { return source_->find(request); }
  Result<FieldList> fields(const FieldsRequest& request) override {
    return around("before_form", "after_form", [&] { return source_->fields(request); });
  }
  Result<CommentsPage> comments(const CommentsRequest& request) override {
    return around("before_comments", "after_comments", [&] { return source_->comments(request); });
  }
  integrations::Written<TicketChange> update(const UpdateRequest& request, Time deadline) override {
    return around("before_update", "after_update", [&] { return source_->update(request, deadline); });
  }
  integrations::Written<TicketChange> transition(const TransitionRequest& request, Time deadline) override {
    return around("before_transition", "after_transition",
                  [&] { return source_->transition(request, deadline); });
  }
  integrations::Written<Comment> comment(const CommentRequest& request, Time deadline) override {
    return around("before_comment", "after_comment", [&] { return source_->comment(request, deadline); });
  }

  std::chrono::seconds settle_time() const override { return settle_time_.value_or(source_->settle_time()); }
  std::string name() const override { return source_->name(); }
  outbox::PaceLimits limits() const override { return source_->limits(); }
  bool has_change_feed() const override { return source_->has_change_feed(); }
  std::vector<Limit> text_limits() const override { return source_->text_limits(); }
  Result<WebhookEvents> normalise(std::span<const Delivery> deliveries) override {
    return source_->normalise(deliveries);
  }
  Result<ChangesPage> changes(const ChangesRequest& request) override { return source_->changes(request); }
  Result<Subscriptions> subscribe(const SubscribeRequest& request) override {
    return source_->subscribe(request);
  }
  Result<Subscriptions> renew(const Subscriptions& subscriptions) override {
    return source_->renew(subscriptions);
  }

 private:
  template <class Work>
  std::invoke_result_t<const Work&> around(std::string_view before, std::string_view after,
                                           const Work& work) {
    return point_ ? point_->around(before, after, work) : work();
  }

  std::shared_ptr<sync::Source> source_;
  std::shared_ptr<CrashPoint> point_;
  std::optional<std::chrono::seconds> settle_time_;
};

class TroubledSources final : public sync::Sources {
 public:
  TroubledSources(std::unique_ptr<sync::Sources> sources, Disaster disaster)
      : sources_(std::move(sources)), disaster_(std::move(disaster)) {}
  Result<std::shared_ptr<sync::Source>> of(CompanyId owner, IntegrationId integration) override {
    ITSM_TRY(auto source, sources_->of(owner, integration));
    return std::shared_ptr<sync::Source>(std::make_shared<TroubledSource>(std::move(source), disaster_));
  }

 private:
  std::unique_ptr<sync::Sources> sources_;
  const Disaster disaster_;
};

}  // namespace

std::unique_ptr<sync::Journal> Disaster::around(std::unique_ptr<sync::Journal> journal) const {
  if (!crash_point) return journal;
  return std::make_unique<CrashingJournal>(std::move(journal), crash_point);
}

std::unique_ptr<sync::OutwardRecords> Disaster::around(std::unique_ptr<sync::OutwardRecords> records) const {
  if (!crash_point) return records;
  return std::make_unique<CrashingRecords>(std::move(records), crash_point);
}

std::unique_ptr<sync::Sources> Disaster::around(std::unique_ptr<sync::Sources> sources) const {
  return std::make_unique<TroubledSources>(std::move(sources), *this);
}

}  // namespace itsm::host::app

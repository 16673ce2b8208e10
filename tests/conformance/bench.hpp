// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <random>
#include <string>

#include "tests/conformance/facts.hpp"
#include "tests/conformance/subject.hpp"

namespace itsm::conformance {

// One question to the plugin, as text: what every operation can be asked without knowing the vendor.
struct Question {
  std::string name{};  // "options of priority"
  Operation operation{};
  std::string document{};
  bool writes = false;  // carries a write in the end
};

// What one case works with. One thread, where a case does not say otherwise.
class Bench {
 public:
  Bench(Subject& subject, Manifest manifest, const Quirks& quirks, const Target* target, Vendor& vendor,
        std::uint64_t seed);

  Subject& subject() { return subject_; }
  const Manifest& manifest() const { return manifest_; }
  const Quirks& quirks() const { return quirks_; }
  bool has_target() const { return target_ != nullptr; }
  const Target& target() const { return *target_; }  // of a case that needs one
  SuiteHost& host() { return host_; }
  std::mt19937_64& random() { return random_; }
  std::uint64_t seed() const { return seed_; }

  // As the run has it: of the target, else of the quirks, else made up from the manifest.
  Configuration configuration() const;
  // Opened on this bench's host.
  Result<std::unique_ptr<Desk>, Finding> open() { return open(host_, configuration()); }
  Result<std::unique_ptr<Desk>, Finding> open(SuiteHost& host, const Configuration& configuration);
  // With a target: opened again with what check answered, as a host does it.
  Result<std::unique_ptr<Desk>, Finding> connect();

  // A key that nobody else has, of the manifest's length.
  std::string key();
  TicketDraft draft(std::string summary);
  // Asks for as many tickets as there are drafts and wants them all.
  Result<std::vector<TicketRef>, Finding> make(Desk& desk, std::vector<TicketDraft> drafts);
  Result<TicketRef, Finding> make(Desk& desk, TicketDraft draft);
  Result<Ticket, Finding> read(Desk& desk, const TicketRef& ref, std::vector<std::string> fields = {});
  // Looks until a ticket with the key shows, at most for the vendor's settle time.
  Result<Ticket, Finding> find(Desk& desk, const std::string& key);
  // The text of a ticket's description, read back; nothing where the plugin cannot say which field it is.
  Result<std::optional<std::string>, Finding> description(Desk& desk, const TicketRef& ref);
  // Asks again and again, at most for the vendor's settle time, until it holds.
  bool eventually(const std::function<bool()>& holds);

  // For every operation that the plugin has: what can be asked of it. Not unsubscribe, which answers what it
  // could not remove instead of an error.
  std::vector<Question> questions() const;

 private:
  Subject& subject_;
  const Manifest manifest_;
  const Quirks& quirks_;
  const Target* const target_;
  const std::uint64_t seed_;
  std::mt19937_64 random_;
  SuiteHost host_;
  int tickets_ = 0;
};

RichText plain_text(std::string text);
// All text of a tree, blocks apart by line breaks.
std::string text_of(const RichText& tree);
// Of a ticket that nobody has.
TicketRef nobody();

}  // namespace itsm::conformance

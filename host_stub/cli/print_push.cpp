// SPDX-License-Identifier: Apache-2.0
#include "host_stub/cli/print_push.hpp"

#include <ostream>

#include "host_stub/cli/context.hpp"

namespace itsm::host::cli {
namespace {

void print_ticket(std::ostream& out, const push::PlannedTicket& ticket) {
  out << "ticket " << ticket.place << " in " << ticket.project << " (" << ticket.type << "), rule \""
      << ticket.rule << "\", request " << ticket.write << '\n';
  out << "  findings:";
  for (const auto& member : ticket.members_) out << ' ' << member.finding;
  out << "  (" << ticket.label << ")\n";
  for (const auto& value : ticket.values) {
    out << "  " << value.field << " = " << value.value << "   [" << value.source;
    if (!value.from.empty()) out << ": " << value.from;
    if (!value.where.empty()) out << ", " << value.where;
    out << "]\n";
  }
  for (const auto& dropped : ticket.dropped) out << "  dropped " << dropped << '\n';
  for (const auto& warning : ticket.warnings) out << "  warning: " << warning << '\n';
}

void print_write(std::ostream& out, const push::PlannedWrite& write) {
  out << "request " << write.number << ", for " << write.size << " tickets from " << write.first_place
      << " on:\n  " << write.request.method << ' ' << write.request.base_url << write.request.target << '\n';
  for (const auto& header : write.request.headers) out << "  " << header.name << ": " << header.value << '\n';
  out << "\n  " << write.request.body << "\n\n";
}

std::string note_of(const push::Record& record) {
  std::string note = record.reason;
  for (const auto& [field, reason] : record.fields)
    if (record.reason.find(reason) == std::string::npos)
      note += (note.empty() ? "" : "; ") + field + ": " + reason;
  if (!record.decided_by.empty()) note += "; decided by " + record.decided_by;
  if (!record.remedy.empty()) note += (note.empty() ? "" : "; ") + record.remedy;
  return note;
}

}  // namespace

void print_plan(Context& context, const push::Plan& plan) {
  auto& out = context.out();
  for (const auto& warning : plan.warnings) out << "warning: " << warning << '\n';
  for (const auto& ticket : plan.tickets) print_ticket(out, ticket);
  out << '\n';
  for (const auto& write : plan.writes) print_write(out, write);
  for (const auto& left : plan.left_out) {
    out << "finding " << left.finding << " gets no ticket (" << name_of(left.why) << "): " << left.reason
        << '\n';
    if (!left.remedy.empty()) out << "  " << left.remedy << '\n';
  }
  out << "plan " << plan.id << ": " << plan.tickets.size() << " tickets in " << plan.writes.size()
      << " requests, " << plan.left_out.size() << " findings left out; nothing was sent\n"
      << "push exactly this with: host_stub push --plan " << plan.id << '\n';
}

std::string counts_of(const push::PushReport& report) {
  std::string text;
  for (const auto& [outcome, count] : report.counts)
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + outcome;
  return text;
}

void print_push(Context& context, const push::PushReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& record : report.records)
    rows.push_back({std::to_string(record.finding), std::string(name_of(record.outcome)), record.ticket_key,
                    record.title, note_of(record)});
  context.table({"FINDING", "OUTCOME", "TICKET", "TITLE", "NOTE"}, rows);
  context.out() << "push " << report.id << ": " << counts_of(report) << '\n';
  if (report.counts.contains("failed"))
    context.out() << "retry what failed with: host_stub push --retry " << report.id << '\n';
  if (report.counts.contains("pending"))
    context.out() << "pending outcomes are looked up at the vendor while host_stub serve runs\n";
}

}  // namespace itsm::host::cli

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/cli/print_push.hpp"

#include <ostream>

#include "host_stub/cli/context.hpp"

namespace itsm::host::cli {
namespace {

std::string counted(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

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
  for (const auto& value : ticket.predicted)
    out << "  " << value.name << " will be " << value.value.name
        << "   [computed by the vendor: " << value.from << "]\n";
  for (const auto& dropped : ticket.dropped) out << "  dropped " << dropped << '\n';
  for (const auto& warning : ticket.warnings) out << "  warning: " << warning << '\n';
}

void print_write(std::ostream& out, const push::PlannedWrite& write) {
  out << "request " << write.number << ", for " << counted(static_cast<std::size_t>(write.size), "ticket")
      << " from " << write.first_place << " on:\n  " << write.request.method << ' ' << write.request.base_url
      << write.request.target << '\n';
  for (const auto& header : write.request.headers) out << "  " << header.name << ": " << header.value << '\n';
  out << "\n  " << write.request.body << "\n\n";
}

// Many findings are left out for the same reason; each reason is told once.
void print_left_out(std::ostream& out, const std::vector<push::LeftOutFinding>& left_out) {
  std::map<std::pair<push::LeftOut, std::string>, std::vector<const push::LeftOutFinding*>> by_reason;
  for (const auto& left : left_out) by_reason[{left.why, left.reason}].push_back(&left);
  for (const auto& [reason, findings] : by_reason) {
    out << counted(findings.size(), "finding") << (findings.size() == 1 ? " gets" : " get") << " no ticket ("
        << name_of(reason.first) << "): " << reason.second << "\n ";
    for (const auto* left : findings) out << ' ' << left->finding;
    out << '\n';
    if (!findings.front()->remedy.empty()) out << "  " << findings.front()->remedy << '\n';
  }
}

std::string note_of(const push::Record& record) {
  std::string note = record.reason;
  if (!record.warning.empty()) note += (note.empty() ? "" : "; ") + record.warning;
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
  print_left_out(out, plan.left_out);
  out << "plan " << plan.id << ": " << counted(plan.tickets.size(), "ticket") << " in "
      << counted(plan.writes.size(), "request") << ", " << counted(plan.left_out.size(), "finding")
      << " left out; nothing was sent\n"
      << "push exactly this with: host_stub push --plan " << plan.id << '\n';
}

void print_runs(Context& context, std::span<const push::Plan> plans) {
  std::size_t tickets = 0;
  std::size_t findings = 0;
  std::string ids;
  for (const auto& plan : plans) {
    tickets += plan.tickets.size();
    findings += plan.left_out.size();
    for (const auto& ticket : plan.tickets) findings += ticket.members_.size();
    ids += (ids.empty() ? "" : ", ") + std::to_string(plan.id);
  }
  context.out() << counted(findings, "finding") << " → " << counted(tickets, "ticket") << " in "
                << counted(plans.size(), "run") << "; plans " << ids << '\n';
}

std::map<std::string, std::int64_t> sum_of(std::span<const push::PushReport> reports) {
  std::map<std::string, std::int64_t> sum;
  for (const auto& report : reports)
    for (const auto& [outcome, count] : report.counts) sum[outcome] += count;
  return sum;
}

std::string counts_of(const std::map<std::string, std::int64_t>& counts) {
  std::string text;
  for (const auto& [outcome, count] : counts)
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + outcome;
  return text;
}

void print_pushes(Context& context, std::span<const push::PushReport> reports) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& report : reports)
    for (const auto& record : report.records)
      rows.push_back({std::to_string(record.finding), std::string(name_of(record.outcome)), record.ticket_key,
                      record.title, note_of(record)});
  context.table({"FINDING", "OUTCOME", "TICKET", "TITLE", "NOTE"}, rows);
  for (const auto& report : reports) {
    context.out() << "push " << report.id << ": " << counts_of(report.counts) << '\n';
    if (report.counts.contains("failed"))
      context.out() << "retry what failed with: host_stub push --retry " << report.id << '\n';
  }
  if (sum_of(reports).contains("uncertain"))
    context.out() << "uncertain outcomes are looked up at the vendor while host_stub serve runs\n";
}

}  // namespace itsm::host::cli

// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/failure.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace itsm::host::store {
namespace {

struct Meaning {
  std::string_view sqlstate;  // a whole state, or the beginning of a class of states
  Retry retry;
  ProblemKind kind;
  std::string_view code;
  std::string_view message;
  std::string_view remedy;
};

constexpr std::string_view kUnreachable = "The database is not reachable";
constexpr std::string_view kCheckServer =
    "Check that PostgreSQL runs and that database.url names it; the host tries again by itself.";

// First match wins, so whole states stand before their class.
constexpr std::array kMeanings{
    Meaning{"40001", Retry::on_same_connection, ProblemKind::unavailable, "database_contention",
            "Others kept changing the same rows", "Try again."},
    Meaning{"40P01", Retry::on_same_connection, ProblemKind::unavailable, "database_contention",
            "Others kept changing the same rows", "Try again."},
    Meaning{"40003", Retry::no, ProblemKind::unavailable, "commit_in_doubt",
            "The database could not say whether the change is stored",
            "Look whether it is there before you repeat it; check the synchronous standby."},
    Meaning{"08", Retry::on_new_connection, ProblemKind::unavailable, "database_unreachable", kUnreachable,
            kCheckServer},
    Meaning{"57P01", Retry::on_new_connection, ProblemKind::unavailable, "database_unreachable", kUnreachable,
            kCheckServer},
    Meaning{"57P02", Retry::on_new_connection, ProblemKind::unavailable, "database_unreachable", kUnreachable,
            kCheckServer},
    Meaning{"57P03", Retry::on_new_connection, ProblemKind::unavailable, "database_unreachable", kUnreachable,
            kCheckServer},
    Meaning{"25006", Retry::on_new_connection, ProblemKind::unavailable, "database_read_only",
            "The database takes no writes: this server is a standby",
            "Put target_session_attrs=read-write and all servers into database.url."},
    Meaning{"57014", Retry::no, ProblemKind::unavailable, "database_timeout", "The database took too long",
            "Try again; if it stays so, look for long-running statements in pg_stat_activity."},
    Meaning{"53100", Retry::no, ProblemKind::unavailable, "database_disk_full", "The database's disk is full",
            "Free space on the volume of the database."},
    Meaning{"53", Retry::no, ProblemKind::unavailable, "database_out_of_resources",
            "The database is out of resources",
            "Raise max_connections or memory of the server, or lower the host's pool."},
    Meaning{"57", Retry::no, ProblemKind::unavailable, "database_unreachable", kUnreachable, kCheckServer},
    Meaning{"28", Retry::no, ProblemKind::unavailable, "database_login_refused",
            "The database refuses our login",
            "Check user and password in database.url and the server's pg_hba.conf."},
    Meaning{"3D000", Retry::no, ProblemKind::unavailable, "database_missing", "There is no such database",
            "Create it, or correct its name in database.url."},
    Meaning{"42P01", Retry::no, ProblemKind::unavailable, "database_outdated",
            "The database lacks a table of this version", "Run `host_stub migrate`."},
    Meaning{"42703", Retry::no, ProblemKind::unavailable, "database_outdated",
            "The database lacks a column of this version", "Run `host_stub migrate`."},
    Meaning{"42501", Retry::no, ProblemKind::internal, "database_forbids",
            "The database does not allow this to the application", ""},
    Meaning{"23", Retry::no, ProblemKind::conflict, "database_conflict",
            "What is stored already does not allow it", "Read it again and decide anew."},
    Meaning{"22", Retry::no, ProblemKind::invalid, "database_refuses_value",
            "The database cannot hold one of the values", "Correct the value."},
};

const Meaning* meaning_of(const Failure& failure) {
  std::string_view state = failure.sqlstate;
  if (state.empty() && failure.connection_lost) state = "08006";
  const auto found = std::find_if(kMeanings.begin(), kMeanings.end(),
                                  [&](const Meaning& each) { return state.starts_with(each.sqlstate); });
  return found == kMeanings.end() ? nullptr : &*found;
}

}  // namespace

Retry retry_of(const Failure& failure) {
  if (failure.connection_lost) return Retry::on_new_connection;
  const Meaning* meaning = meaning_of(failure);
  return meaning == nullptr ? Retry::no : meaning->retry;
}

Problem to_problem(const Failure& failure) {
  const Meaning* meaning = meaning_of(failure);
  if (meaning == nullptr)
    return {ProblemKind::internal,
            "database_error",
            "The database refused a statement (" + failure.sqlstate + "): " + failure.text,
            "",
            {}};
  return {meaning->kind,
          std::string(meaning->code),
          std::string(meaning->message) + ": " + failure.text,
          std::string(meaning->remedy),
          {}};
}

}  // namespace itsm::host::store

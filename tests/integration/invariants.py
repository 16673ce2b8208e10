# SPDX-License-Identifier: Apache-2.0
"""What must hold after every disaster, read from the vendor and from the database itself: each wanted ticket has exactly
one live ticket at the vendor, nothing is stuck, both sides stand alike, and the findings' feeds tell what happened."""
import collections
import json
import re
import subprocess


def query(host, sql, seconds=60):
    """Rows of the host's private database, as lists of texts."""
    lines = (host.data / "postgresql/postmaster.pid").read_text().splitlines()
    done = subprocess.run(["psql", "-h", lines[4], "-p", lines[3], "-U", "postgres", "-d", "itsm", "-AtX", "-F", "\t",
                           "-c", sql], capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()]


def open_work(host):
    """Jobs and records that are not decided."""
    return int(query(host, "SELECT (SELECT count(*) FROM outbox_job WHERE state = 0)"
                           " + (SELECT count(*) FROM push_record WHERE outcome IN (0, 5))")[0][0])


def check(host, simulator):
    """The problems that were found, as sentences; none is what is wanted."""
    problems = []
    intents = query(host, "SELECT i.correlation_key, i.state, coalesce(t.remote_id, ''), i.intent_id FROM intent i "
                          "LEFT JOIN ticket t ON t.company_id = i.company_id AND t.ticket_id = i.ticket_id")
    known = {key for key, *_ in intents}
    tickets = collections.defaultdict(list)
    for ticket in simulator.tickets():
        keys = known.intersection(re.findall(r"[\w-]{16,}", json.dumps(ticket)))
        for key in keys:
            tickets[key].append(str(ticket["id"]))
        if not keys:
            problems.append(f"ticket {ticket['id']} was wanted by nobody")
    for key, state, remote, intent in intents:
        made = tickets[key]
        if len(made) > 1:
            problems.append(f"intent {intent} has {len(made)} tickets")
        if state == "3" and made != [remote]:
            problems.append(f"intent {intent} is linked to {remote}, and the vendor has {made}")
        if state == "4" and made:
            problems.append(f"intent {intent} is said to have failed, and the vendor has {made}")
        if state not in "34":
            problems.append(f"intent {intent} is not decided: state {state}")
    for what, sql in (
            ("jobs are open", "SELECT count(*) FROM outbox_job WHERE state <> 1"),
            ("pushes are running", "SELECT count(*) FROM push WHERE state = 0"),
            ("records are not decided", "SELECT count(*) FROM push_record WHERE outcome IN (0, 5)"),
            ("linked findings have not exactly one entry of it in their feed",
             "SELECT count(*) FROM ticket_link l WHERE l.active AND (SELECT count(*) FROM activity a JOIN ticket t"
             " ON t.company_id = l.company_id AND t.ticket_id = l.ticket_id WHERE a.company_id = l.company_id"
             " AND a.finding_id = l.finding_id AND a.document->>'to' = t.key) <> 1"
             # A ticket that was moved was linked by another key.
             " AND NOT EXISTS (SELECT FROM activity a WHERE a.company_id = l.company_id AND a.finding_id = l.finding_id"
             " AND a.document->>'member' = 'ticket.key')"),
            ("members of linked intents have no link",
             "SELECT count(*) FROM intent_member m JOIN intent i USING (company_id, intent_id) WHERE i.state = 3 AND NOT"
             " EXISTS (SELECT FROM ticket_link l WHERE l.company_id = m.company_id AND l.finding_id = m.finding_id"
             " AND l.ticket_id = i.ticket_id AND l.active)"),
            ("tickets are routed to nobody",
             "SELECT count(*) FROM ticket t WHERE NOT EXISTS (SELECT FROM ticket_route r WHERE r.company_id = t.owner_id"
             " AND r.integration_id = t.integration_id AND r.remote_id = t.remote_id"
             " AND r.routed_company_id = t.company_id)")):
        count = int(query(host, sql)[0][0])
        if count:
            problems.append(f"{count} {what}")
    return problems


# Which requests change a ticket that exists, and how.
WRITES = (("update", "PUT", r"/issue/([\w-]+)$"), ("transition", "POST", r"/issue/([\w-]+)/transitions$"),
          ("comment", "POST", r"/issue/([\w-]+)/comment$"))


def executed(simulator):
    """How often the vendor has carried out each kind of write to each ticket: (key, kind) -> count."""
    listed = simulator.control("GET", "requests")
    keys = {str(ticket["id"]): ticket["key"] for ticket in simulator.tickets()}
    counts = collections.Counter()
    for request in listed["requests"] if isinstance(listed, dict) else listed:
        done = request["status"] in range(200, 300) or request.get("fault") in ("cut_after", "truncate", "late")
        for kind, method, path in WRITES:
            found = re.search(path, request["path"])
            if done and request["method"] == method and found:
                counts[keys.get(found[1], found[1]), kind] += 1
    return counts


def check_in_step(host, simulator, account):
    """The problems between tickets that exist and what is known of them here. account: the name of ours at the vendor."""
    problems = []
    tickets = {str(ticket["id"]): ticket for ticket in simulator.tickets()}
    said = collections.defaultdict(list)
    for ticket, comment in query(host, "SELECT t.remote_id, w.remote_id FROM own_write w JOIN ticket t USING (company_id,"
                                       " ticket_id) WHERE w.kind = 4 AND w.state = 1"):
        said[ticket].append(comment)
    for remote, key, status, priority in query(
            host, "SELECT remote_id, key, status, priority FROM ticket"
                  " WHERE archived_at IS NULL AND state <> 4"):
        fields = tickets[remote]["fields"]
        there = (tickets[remote]["key"], fields["status"]["name"], fields["priority"]["name"])
        if there != (key, status, priority):
            problems.append(f"{key} is {there} at the vendor, and {(key, status, priority)} is known of it")
        ours = [comment["id"] for comment in fields.get("comment", {}).get("comments", ())
                if comment["author"]["displayName"] == account]
        if sorted(ours) != sorted(said[remote]):
            problems.append(f"{key} has our comments {ours}, and the ledger {said[remote]}")
    for what, sql in (
            ("writes have no outcome", "SELECT count(*) FROM own_write WHERE state IN (0, 3)"),
            ("jobs of tickets are open", "SELECT count(*) FROM outbox_job WHERE kind = 2 AND state <> 1"),
            ("findings are another than their ticket goes with, and nobody is asked",
             "SELECT count(*) FROM ticket_link l JOIN finding f USING (company_id, finding_id) WHERE l.active"
             " AND coalesce(l.agreed_status, f.status) <> f.status AND NOT EXISTS (SELECT FROM review r WHERE"
             " r.company_id = l.company_id AND r.ticket_id = l.ticket_id AND r.decided_at IS NULL)")):
        count = int(query(host, sql)[0][0])
        if count:
            problems.append(f"{count} {what}")
    return problems

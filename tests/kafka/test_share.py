#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_share.py - share groups of a real Kafka: two members that accept,
release, renew and reject, one that accepts whatever it polls, one that is
killed with records in hand, one that holds them until its locks are gone; on a
topic with aborted transactions.  The tape is compared with what each member
said, and with kafka-share-groups."""
import collections
import contextlib
import json
import os
import re
import shutil
import sqlite3
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import JAVA, KAFKA, Cluster, set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402

PARTITIONS = 2
MANY = 2000
COMMITTED = 30  # of java/Share.java transact
LOCKS = """\
group.share.session.timeout.ms=6000
group.share.min.session.timeout.ms=6000
group.share.heartbeat.interval.ms=1000
group.share.min.heartbeat.interval.ms=1000
group.share.record.lock.duration.ms=8000
group.share.min.record.lock.duration.ms=1000
"""
# as the tape has them, one row for each offset
EACH = """
    WITH RECURSIVE each (at, client, topic, partition, offset, last, word) AS (
      SELECT exchange, client, topic, partition, first_offset, last_offset, {0}
      FROM {1}
      UNION ALL SELECT at, client, topic, partition, offset + 1, last, word
      FROM each WHERE offset < last)
    """


def java(*arguments):
    return [*JAVA, "-cp", f"{KAFKA}/java:{KAFKA}/broker/*", "Share",
            *arguments]


class Member(scenario.Live):
    def __init__(self, bootstrap, who, group, topic, mode):
        super().__init__(java("run", bootstrap,
                              f"{who} {group} {topic} {mode}"))
        self.who, self.mode = who, mode

    def said(self, what):
        """The fields behind WHO GROUP of those lines; offsets as numbers."""
        found = []
        for line in list(self.lines):
            f = line.rstrip("\n").split("\t")
            if f[0] == what:
                found.append((f[3], int(f[4]), int(f[5]), f[6]))
        return found

    def let_go(self):
        self.process.stdin.write(self.who + "\n")
        self.process.stdin.flush()


class Share:
    def __init__(self, cluster, folder):
        self.cluster, self.tape = cluster, folder("run.ktape")
        self.members, self.status, self.log = {}, None, ""
        self.ended, self.bootstrap, self.offsets = [], None, ""
        self.held = set()
        self.records = 0

    # ---- the traffic

    def start(self, who, group="works", topic="jobs", mode="explicit"):
        self.members[who] = m = Member(self.bootstrap, who, group, topic, mode)
        return m

    def record_all(self):
        for topic in ("jobs", "txns"):
            self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                              "--partitions", str(PARTITIONS))
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            self.bootstrap = record.bootstrap
            scenario.run(java("begin", self.bootstrap, "works", "reads"))
            try:
                self.play()
            finally:
                for m in self.members.values():
                    m.__exit__()
            self.offsets_by_an_admin()
            self.status = record.stop()
            self.log = record.text()

    def play(self):
        late = self.start("late", mode="hold")
        self.produce(10)
        wait_for(lambda: late.said("D"), "records in hand", 300)
        killed = self.start("killed", mode="hold")
        self.produce(10)
        wait_for(lambda: killed.said("D") or
                 len(late.said("D")) > 10, "more in hand", 300)
        first, second = self.start("first"), self.start("second")
        reads = self.start("reads", "reads", "txns", "implicit")
        scenario.run(java("transact", self.bootstrap, "txns"))
        while not (first.said("D") and second.said("D")):
            assert self.records < MANY, "one is always faster"
            self.produce(20)
        killed.process.kill()
        helpers = self.others_take(late)
        self.held = {d[:3] for d in late.said("D")}
        late.let_go()  # from here on it also gets records that nobody had
        wait_for(lambda: late.said("S"), "and it hears so", 300)
        wait_for(self.all_is_done, "all is accepted or rejected", 180, 0.5)
        wait_for(lambda: len({d[:3] for d in reads.said("D")}) == COMMITTED
                 and {d[:3] for d in reads.said("D")}
                 <= {s[:3] for s in reads.said("S")}, "it has read all", 300)
        for m in (late, first, second, reads, *helpers):
            m.finish()
            self.ended.append(m)

    def others_take(self, late):
        """Until all that one holds was given to others.  Its partition may be
        its alone: then more members must come, who are returned."""
        def taken():
            return {d[:3] for d in late.said("D")} <= self.again()
        helpers = []
        while True:
            try:
                wait_for(taken, "its locks are gone", 30)
                return helpers
            except TimeoutError:
                if len(helpers) == 2 * PARTITIONS:
                    raise
                helpers.append(self.start(f"helper-{len(helpers)}"))

    def produce(self, n):
        scenario.run(scenario.java("produce", self.bootstrap, "jobs",
                                   self.records, n, "none", "all"))
        self.records += n

    def again(self):
        """What was given to somebody a second time."""
        return {d[:3] for m in self.members.values() for d in m.said("D")
                if int(d[3]) > 1}

    def all_is_done(self):
        (n,) = tape.rows(self.tape, EACH.format("outcome", """(
            SELECT * FROM acknowledged WHERE topic = 'jobs'
              AND type IN ('accept', 'reject') AND outcome = 'ok')""") + """
            SELECT count(DISTINCT partition || '@' || offset) FROM each""")
        return n[0] == self.records

    def offsets_by_an_admin(self):
        def tool(*words):
            return self.cluster.tool("kafka-share-groups", *words,
                                     bootstrap=self.bootstrap)
        wait_for(lambda: "Empty" in tool("--describe", "--state", "--group",
                                         "works"), "the dead are out", 300)
        self.offsets = tool("--describe", "--offsets", "--group", "works")
        tool("--reset-offsets", "--to-earliest", "--execute", "--group",
             "works", "--topic", "jobs")
        tool("--delete-offsets", "--group", "works", "--topic", "jobs")

    # ---- what must hold

    def check_finds_only_what_was_done(self):
        scenario.assert_faults(self.tape)

    def the_recording_ended_well(self):
        assert self.status == 0, self.log
        bad = tape.rows(self.tape, """
            SELECT e.api_key, f.direction, f.state, f.why FROM frame f
            JOIN exchange e ON e.id = f.exchange
            WHERE f.state <> 'understood' LIMIT 5""")
        assert not bad, bad

    def on_tape(self, word, of, member):
        rows = tape.rows(self.tape, EACH.format(word, of) + """
            SELECT topic, partition, offset, word FROM each
            WHERE client = ? ORDER BY at, offset""", member.who)
        return collections.Counter((*r[:3], str(r[3])) for r in rows)

    def delivered(self, member):
        """With delivery counts, by the view."""
        return collections.Counter((*r[:3], str(r[3])) for r in tape.rows(
            self.tape, """
            SELECT d.topic, d.partition, d.offset, a.delivery_count
            FROM delivered d JOIN acquired a ON a.exchange = d.exchange
              AND a.topic = d.topic AND a.partition = d.partition
              AND d.offset BETWEEN a.first_offset AND a.last_offset
            WHERE d.consumer = ?""", member.who))

    def what_was_handed_out_was_delivered(self):
        for m in self.members.values():
            said = collections.Counter(m.said("D"))
            assert said, m.who
            assert said <= self.delivered(m), said - self.delivered(m)
        for m in self.ended:
            more = self.delivered(m) - collections.Counter(m.said("D"))
            assert not more, (m.who, more)

    def members_got_what_nobody_had(self):
        """A record is given again only after a release, or a lost lock."""
        again = self.again()
        released = {k[:3] for m in self.members.values() for k in m.said("K")
                    if k[3] == "release"}
        assert self.held and self.held <= again, self.held - again
        assert {d[:3] for d in self.members["killed"].said("D")} <= again
        assert released and released <= again, released - again

    def acknowledgements_are_those_of_the_members(self):
        for m in self.ended:
            said = collections.Counter(
                m.said("K") if m.mode != "implicit" else
                [(*d[:3], "accept") for d in m.said("D")])
            found = self.on_tape("type", "acknowledged", m)
            gaps = {k: n for k, n in found.items() if k[3] == "gap"}
            assert said and found - collections.Counter(gaps) == said, (
                m.who, said - found, found - said)
        kinds = {t for (t,) in tape.rows(
            self.tape, "SELECT DISTINCT type FROM acknowledged")}
        assert kinds >= {"accept", "release", "reject", "renew"}, kinds

    def results_are_those_that_the_members_heard(self):
        for m in self.ended:
            said = collections.Counter(
                (*s[:3], "ok" if s[3] == "ok" else "no") for s in m.said("S"))
            found = self.on_tape("outcome", "acknowledged", m)
            assert said == found, (m.who, said - found, found - said)

    def aborted_records_are_given_to_nobody(self):
        values = {v for (v,) in tape.rows(
            self.tape, "SELECT value FROM delivered WHERE topic = 'txns'")}
        assert values == {f"{n}.{i}" for n in range(9) if n % 3 != 1
                          for i in range(5)}, values

    def each_fetch_is_of_a_member(self):
        found = tape.rows(self.tape, """
            SELECT DISTINCT e.client_id, a.group_id, a.confidence
            FROM exchange e LEFT JOIN attribution a
              ON a.connection = e.connection
            WHERE e.id IN (SELECT exchange FROM acquisition)""")
        assert set(found) == {
            (who, "reads" if who == "reads" else "works", "proven")
            for who in self.members}, found

    def lives_end_when_they_are_accepted(self):
        n, done = tape.rows(self.tape, """
            SELECT count(*), count(committed_at) FROM life
            WHERE topic = 'jobs'""")[0]
        (rejected,) = tape.rows(self.tape, EACH.format("type", """(
            SELECT * FROM acknowledged
            WHERE type = 'reject' AND outcome = 'ok')""") +
            "SELECT count(DISTINCT partition || '@' || offset) FROM each")[0]
        assert rejected and (n, done) == (
            self.records, self.records - rejected), (n, done, rejected)

    def what_was_expected_was_accepted(self):
        """All that was committed; of the other topic, all but the rejected."""
        path = os.path.join(os.path.dirname(self.tape), "share.expect")
        with open(path, "w", encoding="utf-8") as f:
            f.write("[group reads]\ntopic = txns\nconsumes = all\n"
                    "[group works]\ntopic = jobs\nconsumes = all\n")
        said = json.loads(tape.ktape(
            "check", self.tape, "--expect", path, "--only", "expect",
            "--report", "json").stdout)["checks"]
        reads, works = sorted(said, key=lambda c: c["check"], reverse=True)
        assert (reads["verdict"], reads["examined"]) == \
            ("PASS", COMMITTED), reads
        (rejected,) = tape.rows(self.tape, EACH.format("type", """(
            SELECT * FROM acknowledged
            WHERE type = 'reject' AND outcome = 'ok')""") +
            "SELECT count(DISTINCT partition || '@' || offset) FROM each")[0]
        missing = sum(int(f["detail"].split()[0]) for f in works["findings"])
        assert (works["verdict"], works["examined"], missing) == \
            ("FAIL", self.records, rejected), works

    def another_decision_is_a_difference(self):
        same = tape.ktape("diff", self.tape, self.tape)
        assert same.returncode == 0 and re.search(
            f"same +reads: {COMMITTED} records\n +same +works: "
            f"{self.records} records", same.stdout), same
        other = self.tape + ".other"
        shutil.copy(self.tape, other)
        with contextlib.closing(sqlite3.connect(other)) as db, db:
            db.execute("UPDATE acknowledgement SET type = 'accept' WHERE id ="
                       " (SELECT min(id) FROM acknowledgement WHERE"
                       "  type = 'reject' AND error_code = 0)")
        done = tape.ktape("diff", self.tape, other)
        assert done.returncode == 1 and re.search(
            r"same +reads: .*\n +DIFFERS +works: 1 changed in .*\n"
            r" +changed +jobs: A \d+ accepted, [1-9]\d* rejected, B",
            done.stdout), done

    def a_test_of_one_is_refused(self):
        done = tape.ktape("test", self.tape, "-b", self.bootstrap,
                          "--service", "works", "--output", "txns", "--",
                          "true")
        assert done.returncode == tape.UNPROVEN and \
            "reads as the share group 'works'" in done.stderr, done

    def offsets_are_those_of_the_admin(self):
        words = [line.split() for line in self.offsets.splitlines()]
        lags = {int(w[2]): int(w[-1]) for w in words if w[:2] ==
                ["works", "jobs"]}
        assert lags == {p: 0 for p in range(PARTITIONS)}, self.offsets
        found = tape.rows(self.tape, """
            SELECT group_id, topic, partition, committed_offset, kind, outcome
            FROM commits ORDER BY exchange, committed_offset, partition""")
        assert found == [("works", "jobs", p, o, "admin", "ok")
                         for o in (0, -1) for p in range(PARTITIONS)], found


def main():
    suite = Suite()
    why = set_up("broker", "tools", "java")
    if why:
        suite.skip("share groups", why)
        return suite.finish()
    with Cluster(1, properties=LOCKS) as cluster, tape.Folder() as folder:
        it = Share(cluster, folder)
        it.record_all()
        suite.run([
            it.the_recording_ended_well,
            it.check_finds_only_what_was_done,
            it.what_was_handed_out_was_delivered,
            it.members_got_what_nobody_had,
            it.acknowledgements_are_those_of_the_members,
            it.results_are_those_that_the_members_heard,
            it.aborted_records_are_given_to_nobody,
            it.each_fetch_is_of_a_member,
            it.lives_end_when_they_are_accepted,
            it.what_was_expected_was_accepted,
            it.another_decision_is_a_difference,
            it.a_test_of_one_is_refused,
            it.offsets_are_those_of_the_admin,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

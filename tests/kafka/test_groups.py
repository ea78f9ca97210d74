#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_groups.py - consumer groups of a real Kafka: eager, cooperative and
KIP-848, by name and by regular expression, static members; one member comes
while another consumes, one is killed, one is stopped for longer than its
session.  Which partitions the tape says that each member owned, against what
each member was told by its own client library."""
import collections
import signal
import sys
import os

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import JAVA, KAFKA, Cluster, set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402

PARTITIONS = 6
RECORDS = 120
CLASSIC = "session.timeout.ms=6000 heartbeat.interval.ms=500 "
ASSIGNOR = "partition.assignment.strategy=org.apache.kafka.clients.consumer."
EAGER = CLASSIC + ASSIGNOR + "RangeAssignor"
COOPERATIVE = CLASSIC + ASSIGNOR + "CooperativeStickyAssignor"
KIP848 = "group.protocol=consumer"
GROUPS = {  # group: (topic, as it is subscribed, options)
    "eager": ("eager", "eager", EAGER),
    "cooperative": ("cooperative", "cooperative", COOPERATIVE),
    "kip848": ("kip848", "kip848", KIP848),
    "regex": ("regex-1", "/regex-.*", KIP848),
    "pattern": ("pattern-1", "~pattern-.*", EAGER),
}
# the second life of one is to begin within the session of the first
LONG = EAGER.replace("session.timeout.ms=6000", "session.timeout.ms=300000")
STATIC = {
    "static": LONG + " group.instance.id=instance",
    "static848": KIP848 + " group.instance.id=instance",
}
FAST_SESSIONS = """\
group.consumer.min.session.timeout.ms=6000
group.consumer.session.timeout.ms=6000
group.consumer.min.heartbeat.interval.ms=500
group.consumer.heartbeat.interval.ms=500
"""

Told = collections.namedtuple("Told", "ms member generation partitions")


def partitions_of(text):
    return frozenset(text.split(",")) if text else frozenset()


class Members(scenario.Live):
    """A process with one member in each of some groups."""

    def __init__(self, name, bootstrap, groups):
        self.name = name
        super().__init__([*JAVA, "-cp", f"{KAFKA}/java:{KAFKA}/broker/*",
                          "Groups", bootstrap,
                          *(f"{name}-{g} {g} {topic} {options}"
                            for g, (topic, options) in groups.items())])

    def said(self, what, group):
        """Of one group's member, the fields behind its name."""
        who = f"{self.name}-{group}"
        return [f[2:] for f in (l.rstrip("\n").split("\t")
                                for l in list(self.lines))
                if f[0] == what and f[1] == who]

    def told(self, group):
        return [Told(int(ms), member, int(generation), partitions_of(p))
                for ms, _, member, generation, p in self.said("A", group)]

    def owned(self, group):
        """What it has now, as it sees it."""
        now = frozenset()
        for line in list(self.lines):
            f = line.rstrip("\n").split("\t")
            if f[1] != f"{self.name}-{group}":
                continue
            if f[0] == "A":
                now = partitions_of(f[6])
            elif f[0] in "VL":
                now -= partitions_of(f[4])
        return now


class Groups:
    def __init__(self, cluster, folder):
        self.cluster, self.tape = cluster, folder("run.ktape")
        self.members, self.status, self.log = [], None, ""
        self.bootstrap, self.described = None, ""
        self.deleted = self.reset = None

    # ---- the traffic

    def start(self, name, groups=None):
        m = Members(name, self.bootstrap, groups or {
            g: (topic, options) for g, (_, topic, options) in GROUPS.items()})
        self.members.append(m)
        return m

    def balanced(self, *members, groups=GROUPS, what=""):
        """Each partition has one owner among them, and each of them some."""
        def even():
            for m in members:
                assert m.process.poll() is None, m.errors
            return all(
                all(m.owned(g) for m in members) and
                sum(len(m.owned(g)) for m in members) == PARTITIONS and
                len(frozenset().union(*(m.owned(g) for m in members)))
                == PARTITIONS for g in groups)
        try:
            wait_for(even, what, 300, 0.1)
        except TimeoutError as e:
            raise TimeoutError(f"{e}: " + str(
                {g: [sorted(m.owned(g)) for m in members] for g in groups}
            )) from None

    @staticmethod
    def read_all(member, groups):
        wait_for(lambda: all(len(member.said("D", g)) >= RECORDS
                             for g in groups), "all records are read", 300)

    def record_all(self):
        topics = [t for t, _, _ in GROUPS.values()] + list(STATIC)
        for topic in topics:
            self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                              "--partitions", str(PARTITIONS))
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            self.bootstrap = record.bootstrap
            try:
                self.play(topics)
            finally:
                for m in self.members:
                    m.__exit__()
            self.commits_of_admins()
            self.status = record.stop()
            self.log = record.text()

    def play(self, topics):
        stays = self.start("stays")
        for topic in topics:
            scenario.run(scenario.java("produce", self.bootstrap, topic, 0,
                                       RECORDS, "none", "all"))
        self.balanced(stays, what="one has all")
        self.read_all(stays, GROUPS)
        killed = self.start("killed")
        self.balanced(stays, killed, what="two share")
        killed.process.kill()
        self.balanced(stays, what="one died, the other has all again")
        stopped = self.start("stopped")
        self.balanced(stays, stopped, what="two share again")
        stopped.process.send_signal(signal.SIGSTOP)
        self.balanced(stays, what="one hangs, the other has all")
        stopped.process.send_signal(signal.SIGCONT)
        self.balanced(stays, stopped, what="it comes back")
        self.described = self.cluster.tool(
            "kafka-consumer-groups", "--describe", "--members",
            *(w for g in GROUPS for w in ("--group", g)))
        self.static_members()
        for m in (stopped, stays):
            m.finish()

    def static_members(self):
        groups = {g: (g, options) for g, options in STATIC.items()}
        for name in ("first", "second"):
            m = self.start(name, groups)
            self.balanced(m, groups=STATIC, what=f"the {name} life")
            if name == "first":  # which commits when it closes
                self.read_all(m, STATIC)
            m.finish()

    def commits_of_admins(self):
        """An offset is set by an admin, and a group is deleted by one."""
        self.reset = self.cluster.tool(
            "kafka-consumer-groups", "--reset-offsets", "--to-offset", "3",
            "--group", "eager", "--topic", "eager:2", "--execute",
            bootstrap=self.bootstrap)
        self.cluster.tool(
            "kafka-consumer-groups", "--delete-offsets", "--group", "eager",
            "--topic", "eager:4", bootstrap=self.bootstrap)
        self.cluster.tool("kafka-consumer-groups", "--delete", "--group",
                          "pattern", bootstrap=self.bootstrap)

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

    def on_tape(self, member):
        """[(generation, partitions)] as the member was told, in order."""
        return [(generation, partitions_of(p or "")) for generation, p in
                tape.rows(self.tape, """
            SELECT m.generation, (
              SELECT group_concat(t.name || '-' || tp.partition)
              FROM assignment a JOIN topic_partition tp ON tp.id = a.tp
              JOIN topic t ON t.id = tp.topic
              WHERE a.exchange = m.exchange AND a.source = 'member')
            FROM member_event m JOIN exchange e ON e.id = m.exchange
            WHERE m.event = 'assign' AND m.error_code = 0
              AND e.d IS NOT NULL AND m.member_id = ?
            ORDER BY m.id""", member)]

    def each_member_was_given_what_it_says(self):
        compared = 0
        for m in self.members:
            for group in list(GROUPS) + list(STATIC):
                told = collections.defaultdict(list)
                for t in m.told(group):
                    told[t.member].append((t.generation, t.partitions))
                by_epoch = group in ("kip848", "regex", "static848")
                for member, said in told.items():
                    found = self.on_tape(member)
                    if by_epoch:  # the client tells changes only
                        said, found = (changes(x) for x in (said, found))
                    # the last may come to one who is just leaving
                    assert said == found[:len(said)] and \
                        len(found) <= len(said) + 1, \
                        (m.name, group, member, said, found)
                    compared += len(said)
        print(f"# {compared} assignments compared")
        assert compared > 30

    def what_was_given_was_owned_from_then_on(self):
        """The callback comes after the stamp, and the end before the next."""
        n = 0
        for m in self.members:
            for group in list(GROUPS) + list(STATIC):
                for t in m.told(group):
                    since = tape.one(self.tape, """
                        SELECT min(since) FROM assignment
                        WHERE member_id = ? AND source = 'member'""",
                                     t.member)
                    if t.partitions:
                        assert since and since <= 1000 * t.ms + 1000, (t,)
                        n += 1
        assert n > 20

    def nobody_owned_what_another_owned_later(self):
        """At one time a partition of a group has one owner, but while one that
        is dead or hangs has not been missed."""
        both = tape.rows(self.tape, """
            SELECT a.group_id, a.member_id, b.member_id, a.tp,
              a.generation, b.generation
            FROM assignment a JOIN assignment b ON b.group_id = a.group_id
              AND b.tp = a.tp AND b.member_id > a.member_id
              AND b.since > b.until IS NOT 1 AND a.until IS NOT a.since
              AND b.until IS NOT b.since
              AND a.since < coalesce(b.until, 9e18)
              AND b.since < coalesce(a.until, 9e18)""")
        assert not both, both[:4]

    def all_that_was_owned_has_ended(self):
        """Everybody has left, or was replaced, or died."""
        left = tape.rows(self.tape, """
            SELECT group_id, member_id, count(*) FROM assignment
            WHERE until IS NULL GROUP BY 1, 2""")
        # a static member does not leave, so that it may come back
        assert {g for g, _, _ in left} <= set(STATIC), left

    def members_say_why_they_leave(self):
        left = tape.rows(self.tape, """
            SELECT DISTINCT group_id, protocol FROM member_event
            WHERE event = 'leave' AND error_code = 0""")
        by_group = dict(left)
        for group in GROUPS:
            assert by_group.get(group) == (
                "consumer" if group in ("kip848", "regex") else "classic"), left
        assert tape.one(self.tape, """
            SELECT count(reason) FROM member_event
            WHERE group_id = 'eager' AND event = 'leave'""") > 0
        # -2: it will be back
        assert tape.rows(self.tape, """
            SELECT count(*) FROM member_event m JOIN exchange e
            ON e.id = m.exchange WHERE group_id = 'static848'
            AND event = 'leave'""") == [(2,)]

    def who_was_out_heard_so(self):
        """The one that hung, in its own words and the broker's."""
        stopped = next(m for m in self.members if m.name == "stopped")
        for group in GROUPS:
            lost = stopped.said("L", group) or stopped.said("V", group)
            assert lost, group
            found = tape.rows(self.tape, """
                SELECT DISTINCT m.error_code FROM (
                  SELECT exchange, error_code FROM member_event
                  UNION ALL
                  SELECT exchange, error_code FROM offset_commit) m
                JOIN exchange e ON e.id = m.exchange
                WHERE e.client_id = ? AND m.error_code IN (22, 25, 110)""",
                f"stopped-{group}")
            assert found, group

    def subscriptions_are_there(self):
        found = dict(tape.rows(self.tape, """
            SELECT group_id, max(subscription) FROM member_event
            WHERE event = 'join' AND subscription IS NOT NULL
            GROUP BY 1"""))
        want = {g: f'["{topic}"]' for g, (topic, _, _) in GROUPS.items()}
        want["regex"] = "regex-.*"
        want.update({g: f'["{g}"]' for g in STATIC})
        assert found == want, found

    def members_are_those_that_kafka_names(self):
        named = {line.split()[1] for line in self.described.splitlines()
                 if line.split() and line.split()[0] in GROUPS}
        on_tape = {row[0] for row in tape.rows(
            self.tape, "SELECT member_id FROM members")}
        assert len(named) == 2 * len(GROUPS) and named <= on_tape, \
            named - on_tape

    def a_static_member_comes_back_without_a_rebalance(self):
        first, second = ({m.name: m for m in self.members}[n].told("static")
                         for n in ("first", "second"))
        assert first[-1].generation == second[-1].generation
        assert first[-1].member != second[-1].member
        assert tape.one(self.tape, """
            SELECT count(DISTINCT group_instance_id) FROM assignment
            WHERE group_id = 'static' AND source = 'member'
            AND group_instance_id = 'instance'""") == 1

    def commits_name_a_member_and_its_generation(self):
        bad = tape.rows(self.tape, """
            SELECT DISTINCT o.group_id, o.member_id, o.generation
            FROM offset_commit o WHERE o.kind = 'plain' AND o.outcome = 'ok'
            AND NOT EXISTS (
              SELECT 1 FROM assignment a WHERE a.group_id = o.group_id
              AND a.member_id = o.member_id
              AND a.generation <= o.generation)""")
        assert not bad, bad
        found = {g for (g,) in tape.rows(self.tape, """
            SELECT DISTINCT group_id FROM offset_commit
            WHERE kind = 'plain' AND outcome = 'ok'""")}
        assert found == {*GROUPS, *STATIC}, found

    def what_admins_commit_is_told_apart(self):
        assert "eager" in self.reset
        found = tape.rows(self.tape, """
            SELECT o.group_id, t.name, tp.partition, o.committed_offset,
              o.outcome FROM offset_commit o
            JOIN topic_partition tp ON tp.id = o.tp
            JOIN topic t ON t.id = tp.topic WHERE o.kind = 'admin'
            ORDER BY o.id""")
        assert found[:2] == [("eager", "eager", 2, 3, "ok"),
                             ("eager", "eager", 4, -1, "ok")], found
        assert sorted(found[2:]) == [
            ("pattern", "pattern-1", p, -1, "ok")
            for p in range(PARTITIONS)], found

    def coordinators_are_named(self):
        found = set(tape.rows(self.tape, """
            SELECT DISTINCT kind, key, node_id FROM coordinator
            WHERE error_code = 0 AND kind = 'group'"""))
        assert {("group", g, 1) for g in list(GROUPS) + list(STATIC)} \
            <= found, found


def changes(told):
    """Without the epochs, and what is the same as before."""
    kept = []
    for _, partitions in told:
        if partitions != (kept[-1] if kept else frozenset()):
            kept.append(partitions)
    return kept


def main():
    suite = Suite()
    why = set_up("broker", "tools", "java")
    if why:
        suite.skip("groups", why)
        return suite.finish()
    with Cluster(1, properties=FAST_SESSIONS) as cluster, \
            tape.Folder() as folder:
        it = Groups(cluster, folder)
        it.record_all()
        suite.run([
            it.the_recording_ended_well,
            it.check_finds_only_what_was_done,
            it.each_member_was_given_what_it_says,
            it.what_was_given_was_owned_from_then_on,
            it.nobody_owned_what_another_owned_later,
            it.all_that_was_owned_has_ended,
            it.members_say_why_they_leave,
            it.who_was_out_heard_so,
            it.subscriptions_are_there,
            it.members_are_those_that_kafka_names,
            it.a_static_member_comes_back_without_a_rebalance,
            it.commits_name_a_member_and_its_generation,
            it.what_admins_commit_is_told_apart,
            it.coordinators_are_named,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_log.py - one record in the log is one on the tape, whatever brokers and
networks do to it: a topic deleted and made again, compaction, the log's own
times, recompression, answers that are lost, batches that are too large.  The
tape is compared with the log itself, read without ktape."""
import collections
import os
import sys
import threading

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import HIDDEN, HOST, Cluster, set_up  # noqa: E402
import scenario  # noqa: E402
from tap import Tap  # noqa: E402
import tape  # noqa: E402
import traffic  # noqa: E402
import wire  # noqa: E402

CLEANER = "log.cleaner.enable=true\nlog.cleaner.backoff.ms=200\n"
KEYS, ROUNDS = 10, 20
# one batch for a partition, whatever the client's pace; one request at a time, so
# that no other answer is lost with the one
AT_ONCE = {"linger.ms": "60000", "batch.size": "65536"}
IN_TURN = {**AT_ONCE, "max.in.flight.requests.per.connection": "1"}
COMPACT = ("cleanup.policy=compact", "segment.ms=100",
           "min.cleanable.dirty.ratio=0.01", "min.compaction.lag.ms=0")


class Losing(Tap):
    """Loses the answers to the next Produce requests: the broker has the
    records, and the connection ends."""

    def __init__(self, cluster):
        super().__init__(HOST, HIDDEN, cluster.ports.values())
        self.to_lose, self.lost = 0, 0
        self.counting = threading.Lock()

    def _pump(self, source, sink, kept):
        connection = next(c for c in self.connections
                          if kept is c.up or kept is c.down)
        try:
            while piece := source.recv(1 << 18):
                if kept is connection.down and self._lose(connection):
                    raise OSError("lost")
                kept += piece
                sink.sendall(piece)
        except OSError:
            pass
        for s in (source, sink):
            try:
                s.shutdown(2)
            except OSError:
                pass

    def _lose(self, connection):
        with self.counting:
            if not self.to_lose or not asks_to_produce(connection.up):
                return False
            self.to_lose -= 1
            self.lost += 1
            return True


def asks_to_produce(up):
    """Is the last request of the stream a Produce?"""
    key, at = None, 0
    while at + 6 <= len(up):
        key = int.from_bytes(up[at + 4:at + 6], "big")
        at += 4 + int.from_bytes(up[at:at + 4], "big")
    return key == wire.PRODUCE and at == len(up)


def properties(options):
    return "".join(f"{k}={v}\n" for k, v in options.items())


class Log:
    def __init__(self, cluster, losing, folder):
        self.cluster, self.losing = cluster, losing
        self.tape = folder("run.ktape")
        self.bootstrap, self.status, self.log = None, None, ""
        self.said, self.truth, self.lost = {}, {}, {}

    # ---- the traffic

    def create(self, topic, *configs):
        self.cluster.tool(
            "kafka-topics", "--create", "--topic", topic, "--partitions", "1",
            *(w for c in configs for w in ("--config", c)),
            bootstrap=self.cluster.inside_bootstrap)

    def produce(self, topic, first, count, codec="none", acks="all",
                **options):
        env = {"CLIENT_PROPERTIES": properties(options)}
        return traffic.parse(scenario.run(scenario.java(
            "produce", self.bootstrap, topic, first, count, codec, acks),
            env=env))[0]

    def read(self, topic, who=None):
        """All records, through ktape as client `who`, or without it."""
        env = {"CLIENT_PROPERTIES": properties(
            {"client.id": who} if who else {})}
        bootstrap = self.bootstrap if who else self.cluster.inside_bootstrap
        return traffic.parse(scenario.run(scenario.java(
            "read", bootstrap, topic, "read_uncommitted"), env=env))[0]

    def record_all(self):
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            self.bootstrap = record.bootstrap
            self.again()
            self.compacted()
            for topic, config in (
                    ("stamped", "message.timestamp.type=LogAppendTime"),
                    ("zipped", "compression.type=zstd")):
                self.create(topic, config)
                self.produce(topic, 0, 200, "gzip")
                self.read(topic, "reader")
            self.lost_answers("retried", "all")
            self.lost_answers("doubled", "1")
            self.create("small", "max.message.bytes=4000")
            self.produce("small", 0, 400, **{**AT_ONCE, "batch.size": "32768"})
            self.read("small", "reader")
            for topic in ("again", "stamped", "zipped", "retried", "doubled",
                          "small"):
                self.truth[topic] = self.read(topic)
            self.status = record.stop()
            self.log = record.text()

    def again(self):
        """A topic, and another of its name."""
        self.create("again")
        self.said["first again"] = self.produce("again", 0, 20)
        self.read("again", "reader")
        self.cluster.tool("kafka-topics", "--delete", "--topic", "again",
                          bootstrap=self.bootstrap)
        wait_for(lambda: "again" not in self.cluster.tool(
            "kafka-topics", "--list",
            bootstrap=self.cluster.inside_bootstrap).split(), "it is gone")
        self.create("again")
        self.produce("again", 100, 30)
        self.read("again", "reader")

    def compacted(self):
        self.create("compacted", *COMPACT)
        self.keyed(ROUNDS)
        self.said["before"] = self.read("compacted", "before")

        def thinned():
            self.keyed(1)  # a new segment, so that the old ones can be cleaned
            return len(self.read("compacted")) < KEYS * ROUNDS
        wait_for(thinned, "it is compacted", 120, 0.5)
        self.said["after"] = self.read("compacted", "after")

    def keyed(self, rounds):
        self.cluster.tool(
            "kafka-console-producer", "--topic", "compacted",
            "--property", "parse.key=true", "--property", "key.separator==",
            bootstrap=self.bootstrap, stdin="".join(
                f"k{k}=round {r}\n" for r in range(rounds)
                for k in range(KEYS)))

    def lost_answers(self, topic, acks):
        self.create(topic)
        self.produce(topic, 0, 10, acks=acks, **IN_TURN)
        self.losing.to_lose, before = 2, self.losing.lost
        self.produce(topic, 10, 50, acks=acks, **IN_TURN)
        self.lost[topic] = self.losing.lost - before
        assert self.lost[topic] == 2, self.lost
        self.read(topic, "reader")

    # ---- what must hold

    def check_finds_only_what_was_done(self):
        scenario.assert_faults(self.tape, "duplicate.log")

    def the_recording_ended_well(self):
        assert self.status == 0, self.log
        bad = tape.rows(self.tape, """
            SELECT e.api_key, f.direction, f.state, f.why FROM frame f
            JOIN exchange e ON e.id = f.exchange
            WHERE f.state <> 'understood' LIMIT 5""")
        assert not bad, bad

    def on_tape(self, topic, incarnation=1):
        return [traffic.from_tape(row) for row in tape.rows(self.tape, """
            SELECT t.name, tp.partition, r.offset, r.timestamp, r.key, r.value,
              r.headers
            FROM record r JOIN batch b ON b.id = r.batch
            JOIN topic_partition tp ON tp.id = r.tp
            JOIN topic t ON t.id = tp.topic
            WHERE t.name = ? AND t.incarnation = ? AND b.in_log IS NOT 0""",
                                                            topic, incarnation)]

    def assert_is_the_log(self, topic, incarnation=1):
        scenario.assert_same("in the log", self.truth[topic], "on the tape",
                             self.on_tape(topic, incarnation))

    def topics_of_one_name_are_told_apart(self):
        scenario.assert_same("produced first", self.said["first again"],
                             "on the tape", self.on_tape("again"))
        self.assert_is_the_log("again", 2)
        ids = tape.rows(self.tape, """
            SELECT incarnation, topic_id IS NOT NULL FROM topic
            WHERE name = 'again' ORDER BY 1""")
        assert ids == [(1, 1), (2, 1)], ids

    def each_reader_got_what_was_left_by_compaction(self):
        for who in ("before", "after"):
            found = tape.rows(self.tape, """
                SELECT offset, key, value FROM delivered
                WHERE topic = 'compacted' AND consumer = ?""", who)
            scenario.assert_same(
                "read", [(r.offset, r.key.decode(), r.value.decode())
                         for r in self.said[who]], "delivered", found)
        gone = {r.offset for r in self.said["before"]} - \
            {r.offset for r in self.said["after"]}
        assert len(gone) > KEYS, gone

    def compaction_makes_no_second_batch(self):
        found = collections.Counter(o for (o,) in tape.rows(
            self.tape, "SELECT offset FROM records WHERE topic = 'compacted'"))
        assert set(found.values()) == {1}, found
        assert sorted(found) == list(range(len(found)))
        links = tape.rows(self.tape, """
            SELECT kind, count(*) FROM batch_link
            WHERE kind NOT IN ('piece of', 'copy of') GROUP BY 1""")
        assert not links, links

    def the_log_s_times_are_the_tape_s(self):
        self.assert_is_the_log("stamped")
        kinds = tape.rows(self.tape, """
            SELECT DISTINCT topic, timestamp_type FROM records
            WHERE topic IN ('stamped', 'zipped') ORDER BY 1""")
        assert kinds == [("stamped", "LogAppendTime"),
                         ("zipped", "CreateTime")], kinds

    def recompressed_records_are_the_same(self):
        self.assert_is_the_log("zipped")
        codecs = tape.rows(self.tape, """
            SELECT DISTINCT codec FROM records WHERE topic = 'zipped'""")
        assert codecs == [("gzip",)], codecs

    def attempts(self, topic):
        return collections.Counter(tape.rows(self.tape, """
            SELECT p.outcome, p.proof FROM produce p
            JOIN topic_partition tp ON tp.id = p.tp
            JOIN topic t ON t.id = tp.topic
            WHERE t.name = ? AND p.batch IN (
              SELECT batch FROM produce GROUP BY batch HAVING count(*) > 1)""",
                                             topic))

    def an_idempotent_batch_sent_again_is_one(self):
        self.assert_is_the_log("retried")
        assert len(self.truth["retried"]) == 60
        found = self.attempts("retried")
        assert sum(found.values()) > 1, found
        # it was read, so it is there; who wrote it makes no difference
        assert {outcome for outcome, _ in found} == {"ok"}, found
        one = tape.rows(self.tape, """
            SELECT count(*), count(DISTINCT logical_batch) FROM batch b
            JOIN topic_partition tp ON tp.id = b.tp
            JOIN topic t ON t.id = tp.topic
            WHERE t.name = 'retried' AND b.in_log = 1""")[0]
        assert one[0] == one[1], one

    def a_plain_batch_sent_again_is_twice_in_the_log(self):
        self.assert_is_the_log("doubled")
        assert len(self.truth["doubled"]) > 60, len(self.truth["doubled"])
        (n, logical), = tape.rows(self.tape, """
            SELECT count(*), count(DISTINCT logical_batch) FROM batch b
            JOIN topic_partition tp ON tp.id = b.tp
            JOIN topic t ON t.id = tp.topic
            WHERE t.name = 'doubled' AND b.in_log = 1""")
        copies = tape.one(self.tape, "SELECT count(*) FROM batch_link "
                          "WHERE kind = 'copy of'")
        assert copies == n - logical == self.lost["doubled"], (n, logical)
        maybe = tape.rows(self.tape, """
            SELECT topic, base_offset FROM produced
            WHERE topic = 'doubled' AND outcome <> 'ok'""")
        assert not maybe, maybe

    def pieces_of_what_was_too_large_are_linked(self):
        self.assert_is_the_log("small")
        refused = tape.rows(self.tape, """
            SELECT b.id, b.records, (
              SELECT sum(c.records) FROM batch_link l JOIN batch c
              ON c.id = l.batch WHERE l.kind = 'piece of' AND l.other = b.id)
            FROM batch b WHERE b.id IN (
              SELECT batch FROM produce WHERE error_code = 10)""")
        assert refused and all(n == pieces for _, n, pieces in refused), \
            refused


def main():
    suite = Suite()
    why = set_up("broker", "tools", "java")
    if why:
        suite.skip("the log", why)
        return suite.finish()
    with Cluster(1, tapped=True, properties=CLEANER) as cluster, \
            Losing(cluster) as losing, tape.Folder() as folder:
        it = Log(cluster, losing, folder)
        it.record_all()
        suite.run([
            it.the_recording_ended_well,
            it.check_finds_only_what_was_done,
            it.topics_of_one_name_are_told_apart,
            it.each_reader_got_what_was_left_by_compaction,
            it.compaction_makes_no_second_batch,
            it.the_log_s_times_are_the_tape_s,
            it.recompressed_records_are_the_same,
            it.an_idempotent_batch_sent_again_is_one,
            it.a_plain_batch_sent_again_is_twice_in_the_log,
            it.pieces_of_what_was_too_large_are_linked,
        ])
        if os.environ.get("KEEP"):
            import shutil
            shutil.copy(it.tape, os.environ["KEEP"])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

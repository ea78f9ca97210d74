#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_replay_stops.py - replays to a real Kafka of three brokers that are
stopped, or lose a broker, at full speed and in the middle of transactions: what
they say is what is in the log."""
import collections
import os
import signal
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import Cluster, set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402
from terminal import OnTerminal  # noqa: E402
from test_replay import end_line  # noqa: E402

MANY, LOOPS = 20000, 20
ROUNDS = 20  # of three transactions of three records


def last_line(text):
    return text.replace("\r\x1b[K", "\n").strip()


class Stops:
    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.many, self.txns = folder("many.ktape"), folder("txns.ktape")
        self.readers = 0

    def create(self, topic, partitions):
        self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                          "--partitions", str(partitions),
                          "--replication-factor", "3")

    def record(self):
        self.create("many", 6)
        self.create("txns", 1)
        for path, command in (
                (self.many, lambda to: scenario.java(
                    "produce", to, "many", 0, MANY, "none", "all")),
                (self.txns, lambda to: scenario.python(
                    "confluent-kafka", "interleaved", to, "txns", ROUNDS))):
            with tape.Record(self.cluster.bootstrap, path) as record:
                scenario.run(command(record.bootstrap))
                assert record.stop() == 0, record.said()

    def replay(self, path, topic, *options):
        """To a topic of its own, at full speed."""
        source = os.path.basename(path).removesuffix(".ktape")
        return OnTerminal(tape.KTAPE, "replay", path, "-b",
                          self.cluster.bootstrap, "--speed=max",
                          f"--map-topic={source}={topic}", *options)

    def kill_broker(self, replay, records=0):
        """One of the three, in the middle of the replay."""
        self.under_way(replay, records)
        self.cluster.stop(2, signal.SIGKILL)
        assert replay.process.poll() is None, replay.said

    def under_way(self, replay, records):
        wait_for(lambda: replay.number(r"([\d,]+) acked") > records,
                 "it is under way")

    def read(self, topic, count):
        """[(partition, key, value, ...)], in order per partition, as a consumer
        gives them that sees what is committed; of a new group, as nobody knows
        when offsets go with their topic."""
        self.readers += 1
        records = scenario.traffic.parse(scenario.run(scenario.python(
            "confluent-kafka", "consume", self.cluster.bootstrap, topic,
            f"reader-{self.readers}", count)))[0]
        return [(r.partition, r.key, r.value, r.headers, r.timestamp)
                for r in sorted(records, key=lambda r: (r.partition, r.offset))]

    def count(self, topic):
        """Records in the log, by Kafka's own tool."""
        return sum(int(line.rsplit(":", 1)[1]) for line in self.cluster.tool(
            "kafka-get-offsets", "--topic", topic).splitlines())

    def of_partition(self, records, partition):
        return [r for r in records if r[0] == partition]

    # ---- checks

    def a_broker_lost_at_full_speed_costs_nothing(self):
        with self.replay(self.many, "again", f"--loop={LOOPS}") as replay:
            self.kill_broker(replay)
            self.cluster.start(2)
            assert replay.wait(300) == 0, replay.said
        self.cluster.wait_until_up()
        assert end_line(last_line(replay.said)) == \
            (MANY * LOOPS, MANY * LOOPS, 0), replay.said
        once, again = self.read("many", MANY), self.read("again", MANY * LOOPS)
        for p in range(6):
            assert self.of_partition(again, p) == \
                self.of_partition(once, p) * LOOPS, p

    def a_signal_at_full_speed_leaves_the_right_count(self):
        with self.replay(self.many, "cut", "--loop=1000000") as replay:
            self.under_way(replay, MANY)
            replay.process.send_signal(signal.SIGINT)
            assert replay.wait() == tape.UNPROVEN, replay.said
        sent, acked, failed = end_line(last_line(replay.said))
        assert "stopped before the end" in replay.said
        assert sent == acked > MANY and not failed, replay.said
        assert self.count("cut") == acked

    def two_signals_without_a_broker_leave_the_bounds(self):
        with self.replay(self.many, "torn", "--loop=1000000") as replay:
            self.kill_broker(replay, MANY)
            for _ in range(2):
                replay.process.send_signal(signal.SIGINT)
            assert replay.wait() == tape.UNPROVEN, replay.said
            maybe = replay.number("of which may be there ([\\d,]+)")
        self.cluster.start(2)
        self.cluster.wait_until_up()
        sent, acked, failed = end_line(last_line(replay.said))
        assert sent == acked + failed, replay.said
        assert acked <= self.count("torn") <= acked + maybe, replay.said

    def interleaved_transactions_end_as_recorded(self):
        path, before = self.folder("txns2.ktape"), self.read("txns", 6 * ROUNDS)
        self.cluster.tool("kafka-topics", "--delete", "--topic", "txns")
        with tape.Record(self.cluster.bootstrap, path) as record:
            done = tape.ktape("replay", self.txns, "-b", record.bootstrap,
                              "--speed=max")
            assert record.stop() == 0, record.said()
        assert done.returncode == 0, done.stderr
        assert f"committed {2 * ROUNDS}, aborted {ROUNDS};" in done.stderr
        done = tape.ktape("diff", self.txns, path, "--by", "partition")
        assert done.returncode == 0, done.stdout + done.stderr
        assert self.read("txns", 6 * ROUNDS) == before

    def transactions_outlive_a_broker(self):
        self.cluster.tool("kafka-topics", "--create", "--topic", "hard",
                          "--replica-assignment", "2:1:3")
        with self.replay(self.txns, "hard", "--loop=2") as replay:
            self.kill_broker(replay)
            self.cluster.start(2)
            status = replay.wait(300)
        self.cluster.wait_until_up()
        assert status == 0, replay.said
        assert self.read("hard", 12 * ROUNDS) == \
            self.read("txns", 6 * ROUNDS) * 2

    def keys_keep_their_order_in_other_partitions(self):
        self.create("hashed", 4)
        self.create("java", 4)
        with self.replay(self.txns, "hashed", "--transactions=none",
                         "--map-partition=hash") as replay:
            assert replay.wait() == 0, replay.said
        hashed = self.read("hashed", 9 * ROUNDS)
        recorded = tape.rows(self.txns, "SELECT key, value FROM records "
                             "ORDER BY offset")
        keys = sorted({key for key, _ in recorded})
        for key in keys:
            assert [r[2].decode() for r in hashed if r[1] == key.encode()] == \
                [value for k, value in recorded if k == key], key
        self.cluster.tool(
            "kafka-console-producer", "--topic", "java", "--property",
            "parse.key=true", "--property", "key.separator=:",
            stdin="".join(f"{key}:x\n" for key in keys))
        assert {r[:2] for r in hashed} == \
            {r[:2] for r in self.read("java", len(keys))}

    def ends(self, replay):
        """How many transactions ended in each way, by the last line."""
        return [replay.number(how + r" ([\d,]+)") for how in (
            "transactions committed", ", aborted", "cut short and aborted",
            "not known to have ended")]

    def transactions_without_a_broker_are_given_up_and_said(self):
        # both must have what is written, and one goes.  A partition of one
        # replica would do, but while it has no leader Kafka leaves out its
        # markers (KRaftMetadataCache.getPartitionLeaderEndpoint), and what was
        # committed just before stays open for ever
        self.cluster.tool("kafka-topics", "--create", "--topic", "lost",
                          "--replica-assignment", "2:1",
                          "--config", "min.insync.replicas=2")
        with self.replay(self.txns, "lost", "--timeout=3s") as replay:
            self.kill_broker(replay, ROUNDS)
            status = replay.wait()
            committed, aborted, cut, unknown = self.ends(replay)
        self.cluster.start(2)
        self.cluster.wait_until_up()
        assert status == tape.UNPROVEN, replay.said
        assert "timed out" in replay.said, replay.said
        assert committed and aborted and cut + unknown, replay.said
        left = self.cluster.tool("kafka-transactions", "list")
        assert left.count("Ongoing") <= unknown, (left, replay.said)
        # who has the same transactional id ends what is open
        with self.replay(self.txns, "found") as replay:
            assert replay.wait() == 0, replay.said
        seen = self.read("lost", 3 * committed)
        assert 3 * committed <= len(seen) <= 3 * (committed + unknown)
        assert set(seen) <= set(self.read("found", 6 * ROUNDS))
        whole = collections.Counter((r[1], r[2].split(b".")[0]) for r in seen)
        assert set(whole.values()) == {3}, whole


def main():
    suite = Suite()
    with tape.Folder() as folder:
        why = set_up("venv", "java", "tools")
        if why:
            suite.skip("replay stops", why)
            return suite.finish()
        # a broker that has gone is not waited for for a minute
        with Cluster(3, properties="broker.session.timeout.ms=9000\n") \
                as cluster:
            stops = Stops(cluster, folder)
            stops.record()
            suite.run([
                stops.a_broker_lost_at_full_speed_costs_nothing,
                stops.a_signal_at_full_speed_leaves_the_right_count,
                stops.keys_keep_their_order_in_other_partitions,
                stops.two_signals_without_a_broker_leave_the_bounds,
                stops.interleaved_transactions_end_as_recorded,
                stops.transactions_outlive_a_broker,
                stops.transactions_without_a_broker_are_given_up_and_said])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_replay.py - `ktape replay` to a real Kafka of three brokers, while it is
recorded again: what real clients wrote, transactions among it, comes out the
same by `ktape diff` and by SQL; also when a broker is restarted meanwhile."""
import os
import re
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import Cluster, Sasl, set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402

PLAIN, MONEY = "plain", "money"
MANY = 20000

# each partition's records in the order of the log; offsets differ by the
# markers of transactions
IN_ORDER = """
SELECT topic, partition, time_us, key, value, headers, transactional, aborted
FROM records WHERE {} ORDER BY topic, partition, offset"""


def end_line(text):
    """(sent, acked, failed) of the last line on stderr."""
    found = re.match(r"sent ([\d,]+)(?: of [\d,]+)?, acked ([\d,]+), "
                     r"failed ([\d,]+)", text.splitlines()[-1])
    assert found, text
    return tuple(int(n.replace(",", "")) for n in found.groups())


def in_order(path, where="1"):
    return tape.rows(path, IN_ORDER.format(where))


def as_plain(rows):
    return [(*row[:6], 0, None) for row in rows]


class Replays:
    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.tape = folder("source.ktape")

    def record(self):
        """Java, confluent-kafka and kafka-python write; so do transactions."""
        self.create(PLAIN, 6)
        self.create(MONEY, 3)
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            for n, codec in enumerate(("none", "gzip", "lz4")):
                scenario.run(scenario.java("produce", record.bootstrap, PLAIN,
                                           500 * n, 500, codec, "all"))
            for library in ("confluent-kafka", "kafka-python"):
                scenario.run(scenario.python(
                    library, "produce", record.bootstrap, PLAIN, 0, 500,
                    "none"))
                scenario.run(scenario.python(
                    library, "transactions", record.bootstrap, MONEY,
                    library))
            assert record.stop() == 0, record.said()
        tape.assert_complete(self.tape)
        assert tape.one(self.tape, "SELECT count(*) FROM records") == 2820
        assert tape.one(self.tape, "SELECT sum(aborted) FROM records") == 120

    def create(self, topic, partitions):
        self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                          "--partitions", str(partitions),
                          "--replication-factor", "3")

    def forget(self, *topics):
        """So that a replay makes them anew."""
        self.cluster.tool("kafka-topics", "--delete", "--if-exists",
                          "--topic", "|".join(topics))

    def again(self, name, *options):
        """The finished replay, and the tape that was made of it."""
        self.forget(PLAIN, MONEY)
        path = self.folder(name + ".ktape")
        with tape.Record(self.cluster.bootstrap, path) as record:
            done = tape.ktape("replay", self.tape, "-b", record.bootstrap,
                              *options, seconds=600)
            assert record.stop() == 0, record.said()
        tape.assert_complete(path)
        return done, path

    # ---- checks

    def transactions_are_made_again_as_recorded(self):
        done, path = self.again("as-recorded", "--pace=cause")
        assert done.returncode == 0, done.stderr
        assert end_line(done.stderr) == (2820, 2820, 0)
        assert "transactions committed 2, aborted 2" in done.stderr
        assert in_order(path) == in_order(self.tape)
        self.same(path)
        ends = "SELECT transactional_id, outcome, records, partitions " \
            "FROM transactions ORDER BY 1, began_at_us"
        assert tape.rows(path, ends) == tape.rows(self.tape, ends)
        partitions = "SELECT name, max(partitions) FROM topic " \
            "WHERE name IN ('plain', 'money') GROUP BY 1"
        assert tape.rows(path, partitions) == [(MONEY, 3), (PLAIN, 6)]

    def same(self, path, *options):
        done = tape.ktape("diff", self.tape, path, "--by", "partition",
                          *options)
        assert done.returncode == 0, done.stdout + done.stderr

    def by_the_clock_it_is_the_same_too(self):
        done, path = self.again("time", "--speed=20")
        assert done.returncode == 0, done.stderr
        assert in_order(path) == in_order(self.tape)
        self.same(path)

    def committed_leaves_out_what_was_aborted(self):
        done, path = self.again("committed", "--transactions=committed",
                                "--speed=max")
        assert done.returncode == 0, done.stderr
        assert end_line(done.stderr) == (2700, 2700, 0)
        assert "left out: 120 records of aborted transactions" in done.stderr
        assert in_order(path) == as_plain(
            in_order(self.tape, "aborted IS NOT 1"))

    def none_makes_all_plain(self):
        done, path = self.again("none", "--transactions=none", "--speed=max")
        assert done.returncode == 0, done.stderr
        assert in_order(path) == as_plain(in_order(self.tape))

    def topics_and_partitions_are_mapped(self):
        done, path = self.again(
            "mapped", "--transactions=none", "--speed=max",
            "--map-topic=plain=elsewhere", "--map-topic=money=elsewhere",
            "--map-partition=modulo", "--where", "partition IN (1, 4)")
        assert done.returncode == 0, done.stderr
        found = "SELECT count(*) FROM records WHERE partition IN (1, 4)"
        assert tape.rows(path, "SELECT DISTINCT topic FROM records") == \
            [("elsewhere",)]
        assert tape.one(path, found) == tape.one(self.tape, found)

    def a_topic_with_too_few_partitions_is_refused(self):
        self.forget(PLAIN)
        self.create(PLAIN, 2)
        done = tape.ktape("replay", self.tape, "-b", self.cluster.bootstrap,
                          "-t", PLAIN)
        assert done.returncode == tape.UNPROVEN
        assert "the topic 'plain' has 2 partitions, and there are records " \
            "for partition 2: nothing was sent" in done.stderr, done.stderr
        assert end_line(done.stderr)[0] == 0

    def a_record_too_large_for_the_broker_stops_it(self):
        self.forget(PLAIN)
        self.create(PLAIN, 6)
        self.cluster.tool("kafka-topics", "--create", "--topic", "small",
                          "--partitions", "6", "--config",
                          "max.message.bytes=200")
        done = tape.ktape("replay", self.tape, "-b", self.cluster.bootstrap,
                          "-t", PLAIN, "--map-topic=plain=small",
                          "--pace=cause")
        sent, acked, failed = end_line(done.stderr)
        assert done.returncode == tape.UNPROVEN, done.stderr
        assert re.search(r"record \d+ of plain-\d: .*too large.*; the topic's "
                         "max.message.bytes is smaller than it was",
                         done.stderr, re.I), done.stderr
        assert failed and sent == acked + failed, done.stderr
        assert self.count("small") == acked

    def count(self, topic):
        """Records in the log, by Kafka's own tool."""
        return sum(int(line.rsplit(":", 1)[1]) for line in self.cluster.tool(
            "kafka-get-offsets", "--topic", topic).splitlines())

    def without_create_a_missing_topic_is_refused(self):
        self.forget(PLAIN)
        done = tape.ktape("replay", self.tape, "-b", self.cluster.bootstrap,
                          "-t", PLAIN, "--no-create")
        assert done.returncode == tape.UNPROVEN
        assert "the topic 'plain' isn't there" in done.stderr, done.stderr
        assert PLAIN not in self.cluster.tool("kafka-topics", "--list").split()


class Guarded:
    """A cluster that lets in only alice, who may do nothing."""
    SASL = ("-X", "security.protocol=SASL_PLAINTEXT", "-X",
            "sasl.mechanism=PLAIN", "-X", "sasl.username=alice")
    PROPERTIES = """\
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
"""

    def __init__(self, source):
        self.tape = source

    def run(self, suite):
        with Cluster(1, sasl=Sasl({"alice": "secret"}),
                     properties=self.PROPERTIES) as cluster:
            self.bootstrap = cluster.bootstrap
            suite.run([self.who_is_not_let_in_is_told,
                       self.who_may_not_write_is_told])

    def replay(self, password):
        done = tape.ktape("replay", self.tape, "-b", self.bootstrap, "-t",
                          PLAIN, *self.SASL, "-X", f"sasl.password={password}")
        assert end_line(done.stderr) == (0, 0, 0), done.stderr
        return done

    def who_is_not_let_in_is_told(self):
        done = self.replay("wrong")
        assert done.returncode == tape.NETWORK, done.stderr
        assert "the cluster refuses us: " in done.stderr, done.stderr
        assert "wrong" not in done.stderr.replace("wrong credentials", "")

    def who_may_not_write_is_told(self):
        done = self.replay("secret")
        assert done.returncode == tape.UNPROVEN, done.stderr
        assert "cannot create the topic '" in done.stderr and \
            "authorization" in done.stderr.lower(), done.stderr


class Restart:
    """Many records, and a broker that goes and comes back meanwhile."""

    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.tape, self.path = folder("many.ktape"), folder("restart.ktape")

    def record(self):
        self.cluster.tool("kafka-topics", "--create", "--topic", "many",
                          "--partitions", "6", "--replication-factor", "3")
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            scenario.run(scenario.java("produce", record.bootstrap, "many", 0,
                                       MANY, "none", "all"))
            assert record.stop() == 0, record.said()

    def replayed(self):
        """How many records of the replay are acknowledged on its tape."""
        return tape.one(self.path, "SELECT coalesce(sum(records), 0) FROM "
                        "batch WHERE acked_at IS NOT NULL")

    def nothing_is_lost_doubled_or_out_of_order(self):
        with tape.Record(self.cluster.bootstrap, self.path) as record, \
                tape.Process("replay", [
                    tape.KTAPE, "replay", self.tape, "-b", record.bootstrap,
                    "--rate", str(MANY // 24), "--map-topic=many=again",
                    ]) as replay:
            wait_for(lambda: self.replayed() > MANY // 24, "it is under way")
            self.cluster.stop(2)
            before = self.replayed()
            wait_for(lambda: self.replayed() > before, "it goes on")
            assert replay.process.poll() is None, replay.said()
            self.cluster.start(2)
            self.cluster.wait_until_up()
            assert replay.wait(300) == 0, replay.said()
            assert end_line(replay.text()) == (MANY, MANY, 0), replay.said()
            assert record.stop() == 0, record.said()
        self.compare_logs()

    def compare_logs(self):
        """What a consumer reads from both topics, partition by partition."""
        read = {}
        for topic in ("many", "again"):
            records = scenario.traffic.parse(scenario.run(scenario.python(
                "confluent-kafka", "consume", self.cluster.bootstrap, topic,
                "reader", MANY)))[0]
            read[topic] = sorted(r[1:] for r in records)
        assert len(read["again"]) == MANY
        assert read["again"] == read["many"]


def main():
    suite = Suite()
    with tape.Folder() as folder:
        why = set_up("venv", "java", "tools")
        if why:
            suite.skip("replay", why)
            return suite.finish()
        # a broker that has gone is not waited for for a minute
        with Cluster(3, properties="broker.session.timeout.ms=9000\n") \
                as cluster:
            replays, restart = Replays(cluster, folder), \
                Restart(cluster, folder)
            replays.record()
            suite.run([
                replays.transactions_are_made_again_as_recorded,
                replays.by_the_clock_it_is_the_same_too,
                replays.committed_leaves_out_what_was_aborted,
                replays.none_makes_all_plain,
                replays.topics_and_partitions_are_mapped,
                replays.a_topic_with_too_few_partitions_is_refused,
                replays.a_record_too_large_for_the_broker_stops_it,
                replays.without_create_a_missing_topic_is_refused])
            restart.record()
            suite.run([restart.nothing_is_lost_doubled_or_out_of_order])
        Guarded(replays.tape).run(suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

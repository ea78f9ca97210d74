#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_cut_merge.py - two recorders in front of one real Kafka: producers go
through the one, consumers through the other.  What neither tape can tell the
merged one does, also of a fault that only both together show; and no slice of it
makes a fault of what the whole knows to be none."""
import contextlib
import json
import os
import random
import shutil
import sqlite3
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from actors import Place  # noqa: E402
from checks import Suite  # noqa: E402
from cluster import KAFKA, Cluster, set_up  # noqa: E402
import faults  # noqa: E402
import tape  # noqa: E402
from tape import ktape  # noqa: E402

WORST = {"NONE": 0, "PASS": 0, "SUSPECT": 1, "FAIL": 2}
SLICES = 40
ISO = """strftime('%Y-%m-%dT%H:%M:%S', {0} / 1000000, 'unixepoch')
         || printf('.%06dZ', {0} % 1000000)"""


def check(path):
    done = ktape("check", path, "--report", "json")
    assert done.returncode in (0, 1, tape.UNPROVEN), done.stderr
    return json.loads(done.stdout)["checks"]


def verdicts(found):
    return {c["check"]: c["verdict"] for c in found}


def worst(found):
    """{(check, topic, partition, group): the worst finding's rank}"""
    ranks = {}
    for c in found:
        for f in c["findings"]:
            key = (c["check"], f["topic"], f["partition"], f["group_id"])
            ranks[key] = max(ranks.get(key, 0), WORST[f["verdict"]])
    return ranks


class Two:
    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.parts = [folder("writers.ktape"), folder("readers.ktape")]
        self.merged = folder("merged.ktape")
        self.found = []

    def record(self):
        with tape.Record(self.cluster.bootstrap, self.parts[0]) as a, \
                tape.Record(self.cluster.bootstrap, self.parts[1]) as b:
            self.traffic(faults.Clients(a.bootstrap),
                         faults.Clients(b.bootstrap, self.parts[1]))
            assert a.stop() == 0, a.said()
            assert b.stop() == 0, b.said()
        done = ktape("merge", *self.parts, "-w", self.merged)
        assert done.returncode == 0, done.stderr
        self.found = check(self.merged)

    def traffic(self, writers, readers):
        faults.Scenes(self.cluster, None, writers).create(
            ["good", "ahead", "atomic", "both"])
        producer = writers.producer("writer", enable_idempotence=True)

        def read(topic, count, commit):
            reader = readers.consumer(topic)
            reader.subscribe([topic])
            given = readers.read(reader, count)
            readers.commit(reader, topic, commit)
            readers.close(reader, topic)
            return given
        writers.write("good", 30, producer)
        assert len(read("good", 30, 30)) == 30
        # commits ten though it was given three, and goes on behind them
        writers.write("ahead", 3, producer)
        read("ahead", 3, 10)
        writers.write("ahead", 8, producer)
        assert read("ahead", 1, 11) == [10]
        self.transactions(writers)
        faults.Scenes(self.cluster, None, writers).settled(
            Place("atomic"), 24)
        assert len(read("atomic", 10, 12)) == 10
        # through the one and the other in turns
        other = readers.producer("other", enable_idempotence=True)
        for n in range(10):
            writers.write("both", 1, producer, f"a{n}")
            readers.write("both", 1, other, f"b{n}")

    @staticmethod
    def transactions(writers):
        producer = writers.producer("atomic", transactional_id="atomic")
        producer.init_transactions()
        for n in range(4):
            producer.begin_transaction()
            writers.write("atomic", 5, producer, f"{n} ")
            if n % 2:
                producer.abort_transaction()
            else:
                producer.commit_transaction()

    # ---- merged

    def both_halves_meet(self):
        assert tape.one(self.merged, "PRAGMA integrity_check") == "ok"
        assert tape.one(
            self.merged, "SELECT count(*) FROM life WHERE topic = 'good' AND"
            " group_id = 'good' AND produced_at < delivered_at AND"
            " delivered_at < committed_at") == 30
        log = [tape.rows(p, "SELECT topic, partition, offset, key, value FROM"
                         " records") for p in (*self.parts, self.merged)]
        assert len(log[2]) == len(set(log[2])) == 30 + 11 + 20 + 20
        assert set(log[2]) == set(log[0]) | set(log[1])
        # outcomes are the writer's word, and the markers only readers saw
        assert tape.rows(self.merged, "SELECT outcome, evidence, count(*) FROM"
                         " transactions GROUP BY 1, 2 ORDER BY 1") == [
            ("aborted", "EndTxn, marker", 2),
            ("committed", "EndTxn, marker", 2)]

    def what_neither_tape_tells_the_merged_one_does(self):
        first, second, both = (verdicts(f) for f in (
            check(self.parts[0]), check(self.parts[1]), self.found))
        for name in ("loss.acked", "transaction.aborted-read"):
            assert first[name] == "NONE" and second[name] == "NONE", name
            assert both[name] == "PASS", (name, both[name])
        assert second["capture.bypass"] == "SUSPECT"
        assert both["capture.bypass"] == "PASS"
        assert both["order.realtime"] == "PASS", both["order.realtime"]

    def a_fault_across_both_is_found(self):
        key = ("loss.undelivered", "ahead", 0, "ahead")
        for part in self.parts:
            assert key not in worst(check(part)), part
        assert worst(self.found)[key] == WORST["FAIL"], self.found
        failed = {k[:2] for k, v in worst(self.found).items()
                  if v == WORST["FAIL"]}
        assert failed == {("loss.undelivered", "ahead"),
                          ("commit.ahead", "ahead")}, failed

    def the_clocks_of_one_machine_agree(self):
        (shift, slack), = tape.rows(
            self.merged, "SELECT shift, slack FROM recording WHERE id = 2")
        assert shift == 0 and 0 < slack < 5000000, (shift, slack)

    def a_clock_that_is_wrong_is_set_right(self):
        """The readers' recorder an hour ahead."""
        late, out = self.folder("late.ktape"), self.folder("set.ktape")
        shutil.copy(self.parts[1], late)
        faults_before = worst(self.found)
        with contextlib.closing(sqlite3.connect(late)) as db, db:
            for table, column in self.stamps():
                db.execute(f"UPDATE {table} SET {column} = {column} +"
                           " 3600000000")
            db.execute("UPDATE tape SET value = value + 3600000000 WHERE key"
                       " IN ('started', 'ended')")
        done = ktape("merge", self.parts[0], late, "-w", out)
        assert done.returncode == 0, done.stderr
        (shift, slack), = tape.rows(
            out, "SELECT shift, slack FROM recording WHERE id = 2")
        assert abs(shift - 3600000000) <= slack < 5000000, (shift, slack)
        assert worst(check(out)) == faults_before

    @staticmethod
    def stamps():
        with open(os.path.join(tape.ROOT, "store/references.c"),
                  encoding="utf-8") as f:
            found = [line.split('"') for line in f if "REFERENCE_STAMP" in line]
        assert len(found) > 20
        return [(words[1], words[3]) for words in found]

    # ---- cut

    def no_slice_makes_a_fault(self):
        whole, dice = worst(self.found), random.Random(4)
        topics = [t for t, in tape.rows(self.merged, "SELECT name FROM topic")]
        times = [t for t, in tape.rows(
            self.merged, f"SELECT {ISO.format('q')} FROM exchange")]
        cut = 0
        for n in range(SLICES):
            options = []
            for option, values in (("--topic", topics), ("--group", topics),
                                   ("--since", times), ("--until", times),
                                   ("--where", ["offset % 3 = 1"])):
                if dice.random() < 0.4:
                    options += [option, dice.choice(values)]
            out = self.folder(f"slice-{n}.ktape")
            done = ktape("cut", self.merged, "-w", out, *options)
            if done.returncode == tape.UNPROVEN:
                continue  # nothing was left
            assert done.returncode == 0, (options, done.stderr)
            cut += 1
            for key, rank in worst(check(out)).items():
                assert (key[0] == "capture.gap"
                        or rank <= whole.get(key, 0)), (options, key)
        assert cut > SLICES / 2

    def what_a_slice_has_it_still_proves(self):
        def cut(name, *options):
            out = self.folder(name)
            done = ktape("cut", self.merged, "-w", out, *options)
            assert done.returncode == 0, done.stderr
            return {k: v for k, v in worst(check(out)).items()
                    if k[1] == "ahead"}
        wanted = {k: v for k, v in worst(self.found).items()
                  if k[1] == "ahead"}
        assert cut("topic.ktape", "-t", "ahead") == wanted
        assert cut("group.ktape", "-G", "ahead") == wanted
        # what it had read before is not there
        since = tape.one(
            self.merged, f"SELECT {ISO.format('e.q')} FROM offset_commit c"
            " JOIN exchange e ON e.id = c.exchange WHERE c.group_id = 'ahead'"
            " ORDER BY e.q")
        ranks = cut("since.ktape", "--since", since).values()
        assert WORST["FAIL"] not in ranks, ranks


def main():
    suite = Suite()
    why = set_up("broker", "venv")
    if why:
        suite.skip("cut_merge", why)
        return suite.finish()
    python = f"{KAFKA}/venv/bin/python"
    if os.path.realpath(sys.prefix) != os.path.realpath(f"{KAFKA}/venv"):
        os.execv(python, [python, os.path.abspath(__file__)])
    with Cluster(1) as cluster, tape.Folder() as folder:
        it = Two(cluster, folder)
        it.record()
        suite.run([it.both_halves_meet,
                   it.what_neither_tape_tells_the_merged_one_does,
                   it.a_fault_across_both_is_found,
                   it.the_clocks_of_one_machine_agree,
                   it.a_clock_that_is_wrong_is_set_right,
                   it.no_slice_makes_a_fault,
                   it.what_a_slice_has_it_still_proves])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

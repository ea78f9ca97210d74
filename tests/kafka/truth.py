#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""truth.py - how far `ktape check` can be trusted: much traffic on a real Kafka,
faults planted in it at random, and what is found against what was planted.

    truth.py [--seeds N,N...] [--records N] [--keep FOLDER] [-o FILE.md]

A lane is a topic with a thread of its own: much is written to it in one of
several ways, then a scene of faults.py is played behind that, or its twin, and so
on; at the end a group reads all of it.  A seed gives what is done and where, not
when.  FOLDER gets the tape and the log of what was planted, as JSON Lines; FILE
the page."""
import argparse
import collections
import concurrent.futures
import datetime
import json
import os
import random
import re
import shutil
import sys
import time

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from actors import PATIENCE, Clients, Place, in_venv  # noqa: E402
from checks import wait_for  # noqa: E402
from cluster import Cluster, set_up  # noqa: E402
import faults  # noqa: E402
from meddler import Meddler  # noqa: E402
import tape  # noqa: E402

SCENES_A_LANE = 5
LANES = 24          # of a million records
AT_ONCE = 8
TWINS = 0.35        # of all scenes
# no seed of a smaller run leaves one out; a JVM for each, or much time
COSTLY = {"cut"}
KINDS = faults.SCENES + faults.ALONE
VALUE = "x" * 60
COMMIT_EVERY = 4000


class Plant:
    """One scene as it was played; .expected: {(check, offset): verdict}."""

    def __init__(self, scene, twin, at, expected):
        self.scene, self.twin, self.at = scene, twin, at
        self.expected = {(c, o): v for c, v, o in expected} if not twin else {}

    def row(self, seed):
        return {"seed": seed, "scene": self.scene, "twin": self.twin,
                "topic": self.at.topic, "name": self.at.name,
                "first": self.at.first, "expected": [
                    {"check": c, "verdict": v, "offset": o}
                    for (c, o), v in sorted(self.expected.items(), key=str)]}

    def explains(self, check, finding, client):
        """Is it what was planted here?  `client`: of the exchange it names."""
        offset, groups = finding["offset"], finding["group_id"]
        if check == "commit.lag":
            # once a minute has passed: of who stopped short the same, and of any
            # group of this scene, as its lane goes on without it
            if self.at.topic != self.at.name:
                return (finding["topic"], groups) == \
                    (self.at.topic, self.at.name)
            check = "commit.uncommitted"
        if (check, offset) not in self.expected or \
                finding["topic"] not in (None, self.at.topic):
            return False
        return self.at.name in groups.split(",") if groups else \
            offset is not None or client == self.at.name


class Lane:
    """A topic, what is written to it, and what is planted there."""

    def __init__(self, load, number, scenes, records):
        self.load, self.scenes = load, load.scenes
        self.topic = f"lane-{number}"
        self.random = random.Random(f"{load.seed} {number}")
        self.records, self.written = records, collections.Counter()
        self.kinds = scenes
        self.plants = []

    def end(self):
        """The log's, when no transaction's marker is on its way any more."""
        def settled():
            open_too, committed = (o.get_watermark_offsets(
                self.scenes.clients.at(self.topic, 0), PATIENCE, False)[1]
                for o in self.load.outside)
            return open_too == committed and (committed, )
        return wait_for(settled, "all markers are there", PATIENCE)[0]

    def play(self):
        """All that this lane has to do."""
        each = self.records // (len(self.kinds) + 1)
        for number, kind in enumerate(self.kinds):
            self.write_many(each)
            self.plant(kind, number)
        self.write_many(self.records - each * len(self.kinds))
        self.read_all()
        return self

    def plant(self, kind, number):
        twin = self.random.random() < TWINS
        name = f"{self.topic}-{number}-{kind}" + "-twin" * twin
        topic = self.topic
        if kind in faults.ALONE:
            topic = name
            self.scenes.create([topic])
            at = Place(topic, name, 0, self.random)
        else:
            at = Place(topic, name, self.end(), self.random)
            self.load.begin_group(name, topic, at.first)
        self.plants.append(Plant(kind, twin, at, getattr(
            self.scenes, kind)(at, twin)))

    # ---- what is innocent

    def write_many(self, count):
        how = self.random.choice(["idempotent", "plain", "transactions"])
        name = f"{self.topic}-{how}"
        options = {"linger_ms": 5, "compression_type": self.random.choice(
            ["none", "none", "lz4", "zstd", "gzip", "snappy"])}
        if how == "transactions":
            self.transactions(name, count, options)
        else:
            self.send(self.scenes.clients.producer(
                name, enable_idempotence=how == "idempotent", **options), count)
        self.written[how] += count

    def send(self, writer, count):
        for n in range(count):
            while True:
                try:
                    writer.produce(self.topic, VALUE, f"{n}", 0)
                    break
                except BufferError:
                    writer.poll(0.1)
        assert writer.flush(PATIENCE) == 0

    def transactions(self, name, count, options):
        """Three, of which the second is aborted."""
        writer = self.scenes.clients.producer(
            name, transactional_id=name, **options)
        writer.init_transactions(PATIENCE)
        ends = (writer.commit_transaction, writer.abort_transaction,
                writer.commit_transaction)
        for part, end in enumerate(ends):
            writer.begin_transaction()
            self.send(writer, count * (part + 1) // 3 - count * part // 3)
            end(PATIENCE)

    def read_all(self):
        """By a group of the lane's own; one member goes half way, another the
        rest."""
        half, name = self.end() // 2, f"{self.topic}-readers"
        for enough in (lambda position, ended: position >= half,
                       lambda position, ended: ended):
            reader = self.scenes.clients.consumer(
                name, enable_partition_eof=True)
            reader.subscribe([self.topic])
            self.go_on(reader, enough)
            reader.close()

    def go_on(self, reader, enough):
        position, committed, ended = 0, 0, False
        patience = time.monotonic() + PATIENCE
        while not enough(position, ended):
            assert time.monotonic() < patience, (self.topic, position)
            for m in reader.consume(COMMIT_EVERY, 0.2):
                if m.error():
                    ended = True
                else:
                    position = m.offset() + 1
            if position >= committed + COMMIT_EVERY:
                committed = position
                self.scenes.clients.commit(reader, self.topic, position)
        if position:
            self.scenes.clients.commit(reader, self.topic, position)


class Load:
    """All lanes of one seed; .plants, .found, .written; .clients: whose each
    exchange is."""

    def __init__(self, seed, records, lanes):
        self.seed, self.records = seed, records
        self.lanes, self.plants, self.found = lanes, [], []
        self.written = collections.Counter()
        self.scenes = self.outside = self.clients = None

    def kinds(self):
        """For each lane its scenes: all kinds as often, in any order."""
        chance = random.Random(self.seed)
        wanted = []
        while len(wanted) < self.lanes * SCENES_A_LANE:
            some = [s for s in KINDS
                    if s not in COSTLY or len(wanted) < len(KINDS)]
            chance.shuffle(some)
            wanted += some
        return [wanted[n::self.lanes][:SCENES_A_LANE]
                for n in range(self.lanes)]

    def begin_group(self, group, topic, offset):
        """As if it had been there before the recording."""
        clients = self.scenes.clients
        wanted = clients.kafka.ConsumerGroupTopicPartitions(
            group, [clients.at(topic, offset)])

        def committed():
            done = self.scenes.admin.alter_consumer_group_offsets([wanted])
            return not any(p.error for f in done.values()
                           for p in f.result(PATIENCE).topic_partitions)
        wait_for(committed, "its coordinator is there", PATIENCE)

    def record(self, cluster, meddler, path):
        with tape.Record(cluster.bootstrap, path) as record:
            clients = Clients(record.bootstrap, path)
            self.scenes = faults.Scenes(cluster, meddler, clients)
            self.outside = [clients.kafka.Consumer({
                "bootstrap.servers": cluster.inside_bootstrap,
                "group.id": "outside", "isolation.level": level})
                for level in ("read_uncommitted", "read_committed")]
            lanes = [Lane(self, n, kinds, self.records // self.lanes)
                     for n, kinds in enumerate(self.kinds())]
            self.scenes.create(lane.topic for lane in lanes)
            with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
                for lane in pool.map(Lane.play, lanes):
                    self.plants += lane.plants
                    self.written += lane.written
            for outside in self.outside:
                outside.close()
            assert record.stop(seconds=300) == 0, record.said()
        tape.assert_complete(path)
        self.found = faults.check(path)
        self.clients = dict(tape.rows(path, "SELECT id, client_id FROM exchange"
                                      " WHERE client_id IS NOT NULL"))


class Score:
    """Of one check: what was planted and found, and what was found besides."""

    def __init__(self):
        self.planted = self.met = self.weaker = 0
        self.true, self.false = collections.Counter(), collections.Counter()
        self.examined = 0

    def recall(self):
        return self.met / self.planted if self.planted else None

    def precision(self):
        found = self.true.total() + self.false.total()
        return self.true.total() / found if found else None


class Truth:
    """Scores, over all loads; .strange: what nobody planted; .missed."""

    def __init__(self):
        self.scores = collections.defaultdict(Score)
        self.scenes = collections.defaultdict(collections.Counter)
        self.strange, self.missed = [], []

    def add(self, load):
        for check in load.found:
            self._score(load, check)
        for plant in load.plants:
            kind = self.scenes[plant.scene]
            kind["twins" if plant.twin else "planted"] += 1

    def _score(self, load, check):
        name = check["check"]
        score, met = self.scores[name], {}
        score.examined += check["examined"]
        for f in check["findings"]:
            if f["verdict"] not in ("FAIL", "SUSPECT"):
                continue
            client = load.clients.get(f["exchange_id"])
            plant = next((p for p in load.plants
                          if p.explains(name, f, client)), None)
            if plant:
                met[plant, f["offset"]] = f["verdict"]
                score.true[f["verdict"]] += 1
            else:
                score.false[f["verdict"]] += 1
                self.strange.append((load.seed, name, f))
        for plant in load.plants:
            for (c, offset), verdict in plant.expected.items():
                if c != name:
                    continue
                score.planted += 1
                got = met.get((plant, offset))
                score.met += got is not None
                score.weaker += got == "SUSPECT" != verdict
                if got is None:
                    self.missed.append((load.seed, name, plant.row(load.seed)))

    def false_fails(self):
        return [s for s in self.strange if s[2]["verdict"] == "FAIL"]


# ---- the page

def part(value):
    return "" if value is None else f"{value:.3f}"


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(str(x) for x in row) + " |"


def page(truth, loads):
    yield from (
        "# How far the checks can be trusted", "",
        "Made by `make truth` (tests/kafka/truth.py): real clients on a real "
        "Kafka 4.4.0,", "recorded by ktape; faults planted at random in much "
        "innocent traffic, and what", "`ktape check` found against the log of "
        "what was planted.", "")
    written = collections.Counter()
    for load in loads:
        written += load.written
    yield (f"{datetime.date.today()}: seeds "
           + ", ".join(str(load.seed) for load in loads)
           + f"; {written.total():,} records in bulk ("
           + ", ".join(f"{n:,} {how}" for how, n in sorted(written.items()))
           + f"), {sum(len(load.plants) for load in loads)} scenes.")
    yield from ("", "## Checks", "",
                "Planted: what the checks should say of the faults, "
                "consequences included. Weaker:", "SUSPECT where FAIL was "
                "expected, because other traffic on the topic leaves an",
                "innocent reason. False: findings that nobody planted. "
                "Precision: of the findings,", "those that were planted; "
                "recall: of the planted, those that were found.", "")
    yield from table(
        ["check", "planted", "found", "weaker", "false FAIL", "false SUSPECT",
         "precision", "recall", "examined"],
        [(n, s.planted, s.met, s.weaker, s.false["FAIL"], s.false["SUSPECT"],
          part(s.precision()), part(s.recall()), f"{s.examined:,}")
         for n, s in truth.scores.items()])
    yield from ("", "## What was planted", "")
    yield from table(
        ["scene", "what is done", "planted", "innocent twins"],
        [(n, what_is_done(n), truth.scenes[n]["planted"],
          truth.scenes[n]["twins"]) for n in KINDS])
    yield from TAIL.splitlines()


def what_is_done(scene):
    return re.sub(r"\s+", " ", getattr(faults.Scenes, scene).__doc__)


TAIL = """
What is innocent: producers with and without idempotence, in four codecs;
transactions, every third aborted; a group that reads all of it, one member after
another, and commits; the twin of each scene: the same without the fault.

Checks for which nothing was planted here are held by tests/kafka/test_checks.py,
which changes one fact on a tape of real traffic. Not on the wire, and so not
planted: what a program did with what it was given, such as a record that it
committed and never processed.

What a scene is to show was set down anew after the first runs, so a recall of 1.000
says that each fault is found as the wire turned out to show it. Taken back: order.skip
of `skipped` and order.rewind of `went_back`, where the reader is another instance that
came again; duplicate.delivery of `misremembered`, where it was told the old commit.
Added: loss.stale-read of `shortened`.
"""


def run(seed, records, lanes, folder, keep=None):
    load = Load(seed, records, lanes)
    path = folder(f"truth-{seed}.ktape")
    with Cluster(1, tapped=True, properties=faults.PROPERTIES) as cluster, \
            Meddler(cluster) as meddler:
        load.record(cluster, meddler, path)
    if keep:
        shutil.copy(path, keep)
        with open(f"{keep}/truth-{seed}.jsonl", "w", encoding="utf-8") as f:
            f.writelines(json.dumps(p.row(seed)) + "\n" for p in load.plants)
    os.unlink(path)
    return load


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--records", type=int, default=1000000)
    parser.add_argument("--lanes", type=int, default=LANES)
    parser.add_argument("--keep")
    parser.add_argument("-o", default="docs/checks/truth.md")
    given = parser.parse_args()
    why = set_up("broker", "java", "venv")
    if why:
        print(why, file=sys.stderr)
        return 1
    in_venv()
    truth, loads = Truth(), []
    for seed in map(int, given.seeds.split(",")):
        began = time.monotonic()
        with tape.Folder() as folder:
            loads.append(run(seed, given.records, given.lanes, folder,
                             given.keep))
        truth.add(loads[-1])
        print(f"seed {seed}: {time.monotonic() - began:.0f} s, "
              f"{len(loads[-1].plants)} scenes", flush=True)
    for seed, check, what in truth.strange + truth.missed:
        print("strange" if "verdict" in what else "missed", seed, check, what)
    with open(given.o, "w", encoding="utf-8") as f:
        f.writelines(line + "\n" for line in page(truth, loads))
    return 1 if truth.false_fails() else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""replay.py - how fast `ktape replay` produces, beside two plain loops of
librdkafka's produce calls (load.c) with the same settings, to the sink and to a
real Kafka, the three in turns.

    replay.py [--rounds N] [--scale F] [--only sink|kafka]

The loops have 64 values in memory.  One lets librdkafka send them from there, as
rdkafka_performance does; the other has it copy each, as it has to for values
that don't stay, and as rdkafka_performance does with -D.  The replay reads its
records from a tape, and librdkafka copies them.  The plan, which the replay makes
before it connects, is counted apart.  The sink hands out no producer ids, so all
go without idempotence."""
import argparse
import contextlib
import os
import re
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../lib"),
                os.path.join(HERE, "../kafka")]

import loads  # noqa: E402
import peers  # noqa: E402
from bench import PARTITIONS, Kafka, sink  # noqa: E402
from cluster import set_up  # noqa: E402
from checks import free_ports  # noqa: E402

SIZES = [(100, 2000000), (1024, 600000), (10240, 80000)]
# as load.c sets them
SETTINGS = ["linger.ms=5", "queue.buffering.max.messages=1000000",
            "queue.buffering.max.kbytes=1048576", "enable.idempotence=false"]
END = re.compile(r"sent ([\d,]+), acked \1, failed 0; ([\d.]+) s\n$")


def record(load):
    """A sealed tape of the load; removed by the next."""
    with sink(load, 0, None) as upstream, \
            peers.Recording(upstream, free_ports(2), 0) as peer:
        loads.run(loads.command(load, peer.bootstrap, "bench", 1, PARTITIONS))
        loads.check(load, {"records": load.records, **peer.finish()})
        subprocess.run([f"{peers.BUILD}/ktape", "seal", peer.tape], check=True,
                       capture_output=True)
        return peer.tape


@contextlib.contextmanager
def to_sink(load):
    """A function that says where a run may write: bootstrap, topic."""
    with sink(load, 0, None) as upstream:
        yield lambda: (upstream, "bench")


@contextlib.contextmanager
def to_kafka(load):
    """The same, of a real Kafka; a topic for each run."""
    kafka = Kafka()
    with kafka.cluster:
        yield lambda: (kafka.cluster.bootstrap, kafka.topic(load))


TARGETS = {"sink": to_sink, "kafka": to_kafka}


def replay(tape, upstream, topic, load):
    """Records a second while it sent, and the seconds of all beside that."""
    settings = [word for s in SETTINGS for word in ("-X", s)]
    began = time.monotonic()
    done = subprocess.run([f"{peers.BUILD}/ktape", "replay", tape, "-b",
                           upstream, "--pace=open", "--map-topic",
                           f"bench={topic}", *settings],
                          capture_output=True, text=True, check=True)
    took = time.monotonic() - began
    found = END.search(done.stderr)
    if not found or int(found[1].replace(",", "")) != load.records:
        raise RuntimeError(done.stderr)
    return load.records / float(found[2]), took - float(found[2])


def loop(upstream, topic, load, *options):
    """Records a second of a plain loop."""
    return loads.run([*loads.command(load, upstream, topic, 1, PARTITIONS),
                      *options])["records_per_s"]


def measure(load, rounds):
    """Rates of the loop, of the one that copies, and of the replay; what it
    took beside sending."""
    tape = record(load)
    plain, copying, again, beside = [], [], [], []
    with TARGETS[load.part](load) as place:
        for _ in range(rounds):
            os.sync()  # nobody writes what another one left
            plain.append(loop(*place(), load))
            os.sync()
            copying.append(loop(*place(), load, "-C"))
            os.sync()
            rate, rest = replay(tape, *place(), load)
            again.append(rate)
            beside.append(rest)
    return plain, copying, again, beside


def line(load, plain, copying, again, beside):
    def shown(rates):
        return f"{statistics.median(rates) / 1e3:,.0f} " \
            f"({min(rates) / 1e3:,.0f}-{max(rates) / 1e3:,.0f})"

    def ratio(rates):
        return f"{statistics.median(again) / statistics.median(rates):.2f}"
    return f"| {load.part}: {load.size:,} B, {load.records:,} records " \
        f"| {shown(plain)} | {shown(copying)} | {shown(again)} " \
        f"| {ratio(plain)} | {ratio(copying)} " \
        f"| {statistics.median(beside):.2f} s |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--only", choices=TARGETS)
    given = parser.parse_args()
    why = given.only != "sink" and set_up("broker", "tools")
    if why:
        sys.exit(f"replay: {why}")
    print("| thousands of records/s | a plain loop | one that copies | replay "
          "| replay ÷ loop | replay ÷ copying "
          "| beside it: start, plan, end |")
    print("|---|---|---|---|---|---|---|")
    for part in [given.only] if given.only else TARGETS:
        for size, records in SIZES:
            load = loads.Load(part, "produce", size, clients=1,
                              records=int(records * given.scale))
            print(line(load, *measure(load, given.rounds)), flush=True)
    peers.Recording.remove_last()


if __name__ == "__main__":
    main()

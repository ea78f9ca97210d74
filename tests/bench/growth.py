#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""growth.py - does it stay flat?  More connections, more partitions, a longer
tape: throughput, memory, and how long the end takes.

    growth.py [--rounds N] [--quick] [-o FILE.json] [--plots FOLDER]

A row of FILE.json is one run; the plots show medians."""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../lib")]

import loads  # noqa: E402
import peers  # noqa: E402
import plot  # noqa: E402
from bench import LOAD_CORE, PROXY_CORE, sink  # noqa: E402
from checks import free_ports  # noqa: E402

MIB = 2 ** 20
THROUGH = [peers.Direct, peers.Ktape, peers.Recording]
CONNECTIONS = [1, 10, 100, 300, 1000]
PARTITIONS = [1, 10, 100, 500, 2000]
MILLIONS = [1, 3, 10, 25, 50]


def through(peer_type, partitions, command_of):
    """One run against the sink; what `command_of(bootstrap)` printed and what
    the peer has to say."""
    port = free_ports(2)
    load = loads.Load("sink", "produce", records=0)
    with sink(load, 1, None, partitions) as upstream, \
            peer_type(upstream, port, PROXY_CORE) as peer:
        cpu = peer.cpu()
        result = loads.run(command_of(peer.bootstrap),
                           ["taskset", "-c", str(LOAD_CORE)])
        result["cpu_s"] = peer.cpu() - cpu
        result["peak"] = peer.peak()
        result.update(peer.finish())
    if result.get("gaps"):
        raise RuntimeError(f"{result['gaps']} gaps")
    return result


def with_connections(count, peer_type, scale):
    return through(peer_type, 4, lambda bootstrap: [
        loads.tool("latency"), "crowd", bootstrap,
        max(int(60000 * scale), 20 * count), count])


def with_partitions(count, peer_type, scale):
    return through(peer_type, count, lambda bootstrap: [
        loads.tool("load"), "produce", bootstrap, "bench", "-n",
        int(1000000 * scale), "-p", count, "-c", 4])


def with_tape(millions, _, scale):
    """The recorder alone, then the seal."""
    with tempfile.TemporaryDirectory(prefix="ktape-bench-") as folder:
        said, peak = run([loads.tool("bench_scribe"), folder, 1, 0,
                          int(millions * 1e6 * scale)])
        tape = f"{folder}/bench.ktape"
        began = time.monotonic()
        _, seal_peak = run([f"{peers.BUILD}/ktape", "seal", tape])
        return {"records_per_s": float(re.search(r"(\d+) records/s", said)[1]),
                "peak": peak, "caught_up_after_s": time.monotonic() - began,
                "seal_peak": seal_peak, "tape_bytes": os.path.getsize(tape)}


def run(command):
    """What it printed, and its peak memory in bytes."""
    with subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True) as process:
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 5):  # 5: a tape with gaps
        raise RuntimeError(f"{command}: {process.returncode} {said}")
    return said, usage.ru_maxrss * 1024


GROWTHS = [
    ("connections", CONNECTIONS, with_connections, THROUGH, "requests/s"),
    ("partitions", PARTITIONS, with_partitions, THROUGH, "records/s"),
    ("tape", MILLIONS, with_tape, [peers.Recording], "records/s"),
]


def measure(rounds, scale, out):
    rows = []
    for name, xs, one, through_what, _ in GROWTHS:
        for turn in range(rounds if name != "tape" else 1):
            for x in xs:
                for peer_type in through_what:
                    result = one(x, peer_type, scale)
                    rows.append({"growth": name, "x": x, "round": turn,
                                 "peer": peer_type.name, "result": result})
                    print(f"{name} {x} {peer_type.name}: "
                          f"{result['records_per_s']:,.0f}/s, peak "
                          f"{result['peak'] / MIB:.0f} MiB, end "
                          f"{result.get('caught_up_after_s', 0):.1f} s",
                          flush=True)
        with open(out, "w", encoding="utf-8") as f:
            json.dump(rows, f, indent=0)
    peers.Recording.remove_last()
    return rows


def draw(rows, folder):
    for name, xs, _, through_what, rate in GROWTHS:
        def series(field, factor, only=through_what, name=name, xs=xs):
            return {p.name: [statistics.median(
                r["result"].get(field, 0) for r in rows
                if (r["growth"], r["x"], r["peer"]) == (name, x, p.name))
                * factor for x in xs] for p in only}
        ktape = [p for p in through_what if p is not peers.Direct]
        plot.save(f"{folder}/growth-{name}.svg",
                  "million records" if name == "tape" else name, xs, [
                      plot.Panel(rate, series("records_per_s", 1)),
                      plot.Panel("peak memory, MiB",
                                 series("peak", 1 / MIB, ktape)),
                      plot.Panel("the end, seconds (seal)" if name == "tape"
                                 else "until all is on the tape, seconds",
                                 series("caught_up_after_s", 1,
                                        [peers.Recording]))])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("-o", default="build/growth.json")
    parser.add_argument("--plots", default="build")
    given = parser.parse_args()
    if given.quick:
        print("a fiftieth of the records of the full form")
    draw(measure(1 if given.quick else given.rounds,
                 0.02 if given.quick else 1, given.o), given.plots)


if __name__ == "__main__":
    main()

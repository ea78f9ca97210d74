#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""steady.py - can a rate be kept up?  Produced at a fixed rate against the sink
while ktape records: does the spill file grow, how long does the tape lag, and how
large is it beside what was produced, before and after its seal?

    steady.py [--seconds N] [-o FILE.json]

A row of FILE.json is one run; the table is Markdown."""
import argparse
import json
import os
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../lib")]

import loads  # noqa: E402
import peers  # noqa: E402
from bench import LOAD_CORE, PARTITIONS, PROXY_CORE, sink  # noqa: E402
from checks import free_ports  # noqa: E402

# bytes a record, records a second
RATES = [(100, 600000), (1024, 200000), (10240, 20000)]
EVERY_S = 0.1


class Waiting:
    """What waits in the spill file, now and then, while a load runs."""

    def __init__(self, tape):
        self.path, self.seen, self.over = tape + ".spill", [], False
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        while not self.over:
            try:
                # blocks: what was read is given back to the disk
                self.seen.append(os.stat(self.path).st_blocks * 512)
            except FileNotFoundError:
                self.seen.append(0)
            time.sleep(EVERY_S)

    def stop(self):
        """The highest in the first and in the second half."""
        self.over = True
        self.thread.join()
        half = len(self.seen) // 2
        return max(self.seen[:half], default=0), \
            max(self.seen[half:], default=0)


def sealed_size(tape):
    subprocess.run([f"{peers.BUILD}/ktape", "seal", tape], check=True,
                   capture_output=True)
    return os.path.getsize(tape)


def measure(size, rate, seconds):
    port = free_ports(2)
    load = loads.Load("sink", "produce", size, records=rate * seconds)
    with sink(load._replace(records=0), 1, None) as upstream, \
            peers.Recording(upstream, port, PROXY_CORE) as peer:
        waiting = Waiting(peer.tape)
        result = loads.run(
            loads.command(load, peer.bootstrap, "bench", 1, PARTITIONS)
            + ["-r", rate], ["taskset", "-c", str(LOAD_CORE)])
        result["spill_halves"] = waiting.stop()
        result.update(peer.finish())
        loads.check(load, result)
        result["sealed_bytes"] = sealed_size(peer.tape)
    return result


def line(size, rate, r):
    payload = r["records"] * size
    first, second = r["spill_halves"]
    return (f"| {size:,} B, {rate:,}/s | {r['records_per_s']:,.0f} "
            f"| {r['mb_per_s']:,.0f} | {first / 1e6:,.0f}, {second / 1e6:,.0f} "
            f"| {r['caught_up_after_s']:.1f} "
            f"| {r['tape_bytes'] / payload:.2f} "
            f"| {r['sealed_bytes'] / payload:.2f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("-o", default="build/steady.json")
    given = parser.parse_args()
    rows = []
    print("| produced | records/s | MB/s | MB in the spill, first half, second "
          "| caught up after, s | tape ÷ payload | sealed ÷ payload |")
    print("|---|---|---|---|---|---|---|")
    for size, rate in RATES:
        result = measure(size, rate, given.seconds)
        rows.append({"size": size, "rate": rate, "result": result})
        print(line(size, rate, result), flush=True)
    peers.Recording.remove_last()
    with open(given.o, "w", encoding="utf-8") as f:
        json.dump(rows, f, indent=0)


if __name__ == "__main__":
    main()

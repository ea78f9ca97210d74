# SPDX-License-Identifier: Apache-2.0
"""loads.py - what is measured: one row a load, and how to run one."""
import json
import subprocess
from typing import NamedTuple

import peers


class Load(NamedTuple):
    part: str             # sink, kafka
    what: str             # produce, consume, roundtrip, pace
    size: int = 100       # bytes a record
    codec: str = "none"
    clients: int = 4
    records: int = 0      # of pace: a second
    quick: bool = False   # also in the short form

    @property
    def name(self):
        if self.what == "roundtrip":
            return "sink: round trip of a Produce"
        if self.what == "pace":
            return f"{self.part}: {self.records:,} records/s"
        size = f"{self.size // 1024} KB" if self.size >= 1024 else \
            f"{self.size} B"
        return f"{self.part}: {self.what} {size}" + (
            f" {self.codec}" if self.codec != "none" else "") + (
            f", {self.clients} connections" if self.clients != 4 else "")


LOADS = [
    Load("sink", "produce", 100, records=3000000, quick=True),
    Load("sink", "consume", 100, records=4000000, quick=True),
    Load("sink", "produce", 1024, records=800000, quick=True),
    Load("sink", "consume", 1024, records=1200000, quick=True),
    Load("sink", "produce", 10240, records=100000),
    Load("sink", "consume", 10240, records=200000),
    Load("sink", "produce", 1024, "lz4", records=800000),
    Load("sink", "consume", 1024, "lz4", records=1200000),
    Load("sink", "produce", 100, clients=1, records=2000000),
    Load("sink", "consume", 100, clients=1, records=3000000),
    Load("sink", "produce", 100, clients=32, records=3000000),
    Load("sink", "consume", 100, clients=32, records=4000000),
    Load("sink", "roundtrip", records=20000, quick=True),
    Load("kafka", "produce", 100, records=3000000, quick=True),
    Load("kafka", "consume", 100, records=3000000, quick=True),
    Load("kafka", "produce", 1024, records=1048576),
    Load("kafka", "consume", 1024, records=1048576),  # catch-up of 1 GiB
    Load("kafka", "pace", records=1000),
    Load("kafka", "pace", records=20000),
]
PACE_SECONDS = 5


def tool(name):
    return f"{peers.BUILD}/tests/bench/{name}"


def run(command, pin=()):
    done = subprocess.run([*pin, *map(str, command)], capture_output=True,
                          text=True, timeout=600, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.returncode} {done.stdout} "
                           f"{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def command(load, bootstrap, topic, scale, partitions):
    if load.what == "roundtrip":
        return [tool("latency"), "roundtrip", bootstrap,
                int(load.records * scale)]
    if load.what == "pace":
        return [tool("latency"), "pace", bootstrap, topic, load.records,
                PACE_SECONDS]
    return [tool("load"), load.what, bootstrap, topic, "-n",
            int(load.records * scale), "-s", load.size, "-c", load.clients,
            "-p", partitions, "-z", load.codec]


def measure(load, peer, command_line, pin):
    """One run of one load through one peer that stands."""
    cpu = peer.cpu()
    result = run(command_line, pin)
    used = peer.cpu() - cpu
    result["proxy_peak"] = peer.peak()
    more = peer.finish()
    if "peak" in more:
        result["proxy_peak"] = max(result["proxy_peak"], more.pop("peak"))
    result.update(more)
    result["proxy_cpu_s"] = used
    check(load, result)
    return result


def check(load, result):
    """Nothing may have been lost."""
    if "records_on_tape" not in result:
        return
    if result["gaps"]:
        raise RuntimeError(f"{load.name}: {result['gaps']} gaps")
    on_tape, done = result["records_on_tape"], result.get("records", 0)
    if on_tape != done if load.what == "produce" and load.part == "kafka" \
            else on_tape < done:
        raise RuntimeError(f"{load.name}: {done} records went through, "
                           f"{on_tape} are on the tape")

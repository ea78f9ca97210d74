#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check.py - how long the seal of a large tape takes, and each check on it: ten
million records, written and read by a group, 100 a batch and one a batch.

    check.py [--millions N] [--batch 100|1] [--slowest N]

Wall clock, CPU time and peak memory of `ktape seal` and of `ktape check`; of a
check its wall clock, the slowest first."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../lib")]

import loads  # noqa: E402
import peers  # noqa: E402

MIB = 2 ** 20
# records a batch: bench_scribe's number of it
LOADS = {100: 6, 1: 7}
FINDINGS = (0, 1, 5)  # statuses: also with a FAIL, also not proven


def measured(command):
    """(what it printed, "N s (N s CPU), N MiB")"""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as process:
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in FINDINGS:
        raise RuntimeError(f"{command}: {process.returncode}")
    return said, (f"{time.monotonic() - began:6.1f} s "
                  f"({usage.ru_utime + usage.ru_stime:.1f} s CPU), "
                  f"{usage.ru_maxrss * 1024 / MIB:.0f} MiB")


def one(load, records, slowest):
    ktape = f"{peers.BUILD}/ktape"
    with tempfile.TemporaryDirectory(prefix="ktape-bench-") as folder:
        tape = f"{folder}/bench.ktape"
        measured([loads.tool("bench_scribe"), folder, "1", str(load),
                  str(records)])
        before = os.path.getsize(tape)
        _, sealed = measured([ktape, "seal", tape])
        print(f"  seal   {sealed}, {before / MIB:,.0f} -> "
              f"{os.path.getsize(tape) / MIB:,.0f} MiB")
        said, checked = measured([ktape, "check", tape, "--report", "json"])
        print(f"  check  {checked}")
    checks = json.loads(said)["checks"]
    checks.sort(key=lambda c: -c["milliseconds"])
    for c in checks[:slowest]:
        print(f"  {c['milliseconds'] / 1000:8.2f} s  {c['check']}: "
              f"{c['verdict']}, {c['examined']:,}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--millions", type=float, default=10)
    parser.add_argument("--batch", type=int, choices=LOADS)
    parser.add_argument("--slowest", type=int, default=12)
    given = parser.parse_args()
    for batch in [given.batch] if given.batch else LOADS:
        print(f"{given.millions:g} M records, {batch} a batch", flush=True)
        one(LOADS[batch], int(given.millions * 1e6), given.slowest)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_batches.py - record batches and message sets that Kafka wrote, compacted,
cut or broken; ktape must read in them what Kafka's MemoryRecords reads
(Batches.java, batch_lines.c)."""
import collections
import os
import sys
import tempfile

import oracle
from checks import Suite

COUNT = 60  # of each format, codec and type of timestamp
SHOWN = 3


def difference(want, got):
    at = len(os.path.commonprefix([want, got]))
    begin = max(at - 60, 0)
    return f"Kafka ...{want[begin:at + 120]}\n  ktape ...{got[begin:at + 120]}"


def check(folder):
    asked, said = (os.path.join(folder, n) for n in ("asked", "said"))
    oracle.java(oracle.NEWEST, "Batches", "make", oracle.SEED, COUNT, asked)
    oracle.through([oracle.driver("batch_lines")], asked, said)
    seen, bad = collections.Counter(), 0
    with open(asked, encoding="ascii") as lines, \
            open(said, encoding="ascii") as answers:
        for line, answer in zip(lines, answers, strict=True):
            title, data, text = line.split(" ", 2)
            seen[title] += 1
            seen["batches"] += text.count("[")
            seen["records"] += text.count("(")
            if f"{title} {text}" != answer:
                bad += 1
                if bad <= SHOWN:
                    print(f"{title} {data[:2000]}\n  "
                          + difference(f"{title} {text}", answer))
    print(f"{seen['batches']} batches with {seen['records']} records")
    assert bad == 0, f"{bad} differ"
    assert seen["records"] > 1000, seen


def main():
    suite = Suite()
    why = oracle.set_up()
    if why:
        suite.skip("batches", why)
        return suite.finish()
    with tempfile.TemporaryDirectory(prefix="ktape-oracle-") as folder, \
            suite.check("records_are_read_as_kafka_reads_them"):
        check(folder)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

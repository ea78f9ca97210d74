#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""report.py - the figures of bench.py as tables, put into a page between two
marks; what is written around them by hand stays.

    report.py BENCH.json SCRIBE.txt STEADY.txt PAGE.md"""
import datetime
import json
import os
import re
import statistics
import sys

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
PEERS = ["direct", "haproxy", "socat", "ktape, no tape", "ktape"]


def middle(rows, value):
    return statistics.median(value(r["result"]) for r in rows)


def spread(rows, value):
    values = [value(r["result"]) for r in rows]
    return f"{min(values):,.0f}-{max(values):,.0f}"


def table(head, lines):
    return ["| " + " | ".join(head) + " |",
            "|" + "---|" * len(head),
            *("| " + " | ".join(line) + " |" for line in lines), ""]


def by_peer(rows):
    return {p: [r for r in rows if r["peer"] == p] for p in PEERS}


def throughput(loads):
    """Thousands of records a second, median and spread; beside HAProxy."""
    lines, costs = [], []
    for name, rows in loads.items():
        peers = by_peer(rows)

        def rate(result):
            return result["records_per_s"] / 1000
        haproxy = middle(peers["haproxy"], rate)
        lines.append([name, *(f"{middle(peers[p], rate):,.0f} "
                              f"({spread(peers[p], rate)})" for p in PEERS),
                      f"{middle(peers['ktape, no tape'], rate) / haproxy:.2f}",
                      f"{middle(peers['ktape'], rate) / haproxy:.2f}"])
        costs.append([name, *(cost(peers[p]) for p in PEERS[1:]),
                      *after(peers["ktape"])])
    yield "Thousands of records a second: median (lowest-highest)."
    yield ""
    yield from table(["load", *PEERS, "no tape ÷ HAProxy",
                      "recording ÷ HAProxy"], lines)
    yield ("What it cost: CPU seconds of the proxy for a million records, and "
           "for a GB of them; its peak memory. Of ktape recording: until all "
           "was on the tape, highest spill.")
    yield ""
    yield from table(["load", *PEERS[1:], "caught up after", "spill"], costs)


def cost(rows):
    def million(r):
        return r["proxy_cpu_s"] / r["records"] * 1e6

    def gb(r):
        return r["proxy_cpu_s"] / (r["records"] * r["size"]) * 1e9
    peak = middle(rows, lambda r: r["proxy_peak"]) / 2 ** 20
    return f"{middle(rows, million):.2f}; {middle(rows, gb):.2f}; " \
           f"{peak:.0f} MiB"


def after(rows):
    return [f"{middle(rows, lambda r: r['caught_up_after_s']):.1f} s",
            f"{middle(rows, lambda r: r['spill_peak']) / 1e6:,.0f} MB"]


def times(loads):
    lines = []
    for name, rows in loads.items():
        kinds = [k for k in ("roundtrip", "acked", "delivered")
                 if k in rows[0]["result"]]
        for kind in kinds:
            for rank in ("p50", "p99", "p999"):
                lines.append([
                    f"{name}{'' if kind == 'roundtrip' else ', ' + kind}",
                    rank, *(f"{middle(r, lambda x, k=kind, n=rank: x[k][n]):,.0f}"
                            for r in by_peer(rows).values())])
    yield "Microseconds, medians of the rounds."
    yield ""
    yield from table(["load", "", *PEERS], lines)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def machine():
    model = re.search(r"model name\s*: (.*)", read("/proc/cpuinfo"))
    return (f"{datetime.date.today()}, {os.cpu_count()} CPUs, "
            f"{model[1] if model else 'unknown'}")


def page(rows, scribe, steady):
    loads = {}
    for r in rows:
        loads.setdefault(r["load"], []).append(r)
    rates = {n: r for n, r in loads.items()
             if "records_per_s" in r[0]["result"]}
    rest = {n: r for n, r in loads.items() if n not in rates}
    rounds = 1 + max(r["round"] for r in rows)
    yield f"{machine()}; {rounds} rounds."
    yield ""
    yield "### Throughput"
    yield ""
    yield from throughput(rates)
    if rest:
        yield "### Latency"
        yield ""
        yield from times(rest)
    yield "### At a steady rate, produced against the sink, recording"
    yield ""
    yield from steady
    yield ""
    yield "### The recorder alone: frames to rows, one thread"
    yield ""
    yield from ("    " + line for line in scribe)
    yield ""


def main():
    bench, scribe, steady, path = sys.argv[1:]
    before, rest = read(path).split(BEGIN)
    behind = rest.split(END)[1]
    figures = page(json.loads(read(bench)), read(scribe).splitlines(),
                   read(steady).splitlines())
    with open(path, "w", encoding="utf-8") as f:
        f.write(before + BEGIN + "\n\n" + "\n".join(figures) + "\n" + END +
                behind)


if __name__ == "__main__":
    main()

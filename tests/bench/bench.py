#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bench.py - ktape beside other proxies and none, interleaved round by round.

    bench.py [--rounds N] [--quick] [--only WORD] [-o FILE.json]

Against a sink that answers at wire speed the proxy has one core for itself, the
load and the sink have the other; against a real Kafka nothing is pinned.  A row
of FILE.json is one run."""
import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../lib"),
                os.path.join(HERE, "../kafka")]

import cluster  # noqa: E402
import loads  # noqa: E402
import peers  # noqa: E402
from checks import free_ports  # noqa: E402

PARTITIONS = 4
# here it shall run fast, and not only start fast
cluster.JAVA[:] = ["java", "-Xmx1g", "-Xms1g",
                   "-Djava.net.preferIPv4Stack=true"]
PROXY_CORE, LOAD_CORE = 0, 1


@contextlib.contextmanager
def sink(load, scale, advertised, partitions=PARTITIONS):
    """HOST:PORT of a sink whose partitions hold what is to be consumed."""
    each = int(load.records * scale) // partitions
    command = ["taskset", "-c", str(LOAD_CORE), loads.tool("sink"), "-p",
               partitions, "-n", each, "-s", load.size, "-z", load.codec,
               "-r", max(1, min(100, 100 * 1024 // load.size))]
    if advertised:
        command += ["-a", advertised]
    with subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE,
                          text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def against_sink(load, peer_type, scale):
    port = free_ports(2)
    with sink(load, scale, port if peer_type.relay else None) as upstream, \
            peer_type(upstream, port, PROXY_CORE) as peer:
        return loads.measure(load, peer, loads.command(
            load, peer.bootstrap, "bench", scale, PARTITIONS),
            ["taskset", "-c", str(LOAD_CORE)])


class Kafka:
    """A real one, with a listener for each relay that names that relay's
    port."""

    def __init__(self):
        self.cluster = cluster.Cluster(1, properties=self.listeners())
        self.topics, self.made = {}, 0

    def listeners(self):
        """Properties behind those of cluster.py, which they replace."""
        self.relays = [p for p in peers.PEERS if p.relay]
        self.inner = {p.name: free_ports() for p in self.relays}
        self.outer = {p.name: free_ports() for p in self.relays}
        return lambda c, node: "\n".join((
            f"listeners={c.listeners(node)}," + ",".join(
                f"{n.upper()}://127.0.0.1:{p}" for n, p in self.inner.items()),
            f"advertised.listeners={c.advertised(node)}," + ",".join(
                f"{n.upper()}://127.0.0.1:{p}" for n, p in self.outer.items()),
            f"listener.security.protocol.map={c.protocols()}," + ",".join(
                f"{n.upper()}:PLAINTEXT" for n in self.inner), ""))

    def upstream(self, peer_type):
        return f"127.0.0.1:{self.inner[peer_type.name]}" if peer_type.relay \
            else self.cluster.bootstrap

    def topic(self, load):
        """One that has the records to be consumed, or an empty one."""
        kind = (load.size, load.codec)
        if load.what == "consume" and kind in self.topics:
            return self.topics[kind]
        self.made += 1
        name = f"bench-{self.made}"
        self.cluster.tool("kafka-topics", "--create", "--topic", name,
                          "--partitions", str(PARTITIONS))
        return name

    def measure(self, load, peer_type, scale):
        topic = self.topic(load)
        kind = (load.size, load.codec)
        if load.what == "consume" and kind not in self.topics:
            loads.run(loads.command(load._replace(what="produce"),
                                    self.cluster.bootstrap, topic, scale,
                                    PARTITIONS))
            self.topics[kind] = topic
        port = self.outer.get(peer_type.name) or free_ports(3)
        with peer_type(self.upstream(peer_type), port) as peer:
            return loads.measure(load, peer, loads.command(
                load, peer.bootstrap, topic, scale, PARTITIONS), ())


def figure(load, result):
    """What a load is measured by: the higher the better, but for times."""
    if load.what == "roundtrip":
        return result["roundtrip"]["p50"]
    if load.what == "pace":
        return result["delivered"]["p50"]
    return result["records_per_s"]


def run(chosen, rounds, scale, out):
    rows = []
    with contextlib.ExitStack() as stack:
        stack.callback(peers.Recording.remove_last)
        kafka = None
        for load in chosen:
            if load.part == "kafka" and not kafka:
                kafka = Kafka()
                stack.enter_context(kafka.cluster)
            for turn in range(rounds):
                n = turn % len(peers.PEERS)
                for peer_type in peers.PEERS[n:] + peers.PEERS[:n]:
                    os.sync()  # nobody writes what another one left
                    result = against_sink(load, peer_type, scale) \
                        if load.part == "sink" else kafka.measure(
                            load, peer_type, scale)
                    rows.append({"load": load.name, **load._asdict(),
                                 "peer": peer_type.name, "round": turn,
                                 "result": result})
            show(load, [r for r in rows if r["load"] == load.name])
            with open(out, "w", encoding="utf-8") as f:
                json.dump(rows, f, indent=0)


def show(load, rows):
    """A line for each peer: median, spread, ratio to HAProxy."""
    print(f"\n{load.name}")
    middle = {}
    for peer_type in peers.PEERS:
        values = [figure(load, r["result"]) for r in rows
                  if r["peer"] == peer_type.name]
        middle[peer_type.name] = statistics.median(values)
        cpu = statistics.median(r["result"]["proxy_cpu_s"] for r in rows
                                if r["peer"] == peer_type.name)
        print(f"  {peer_type.name:15} {middle[peer_type.name]:12,.0f}"
              f"  ({min(values):,.0f} to {max(values):,.0f})"
              f"  x haproxy {middle[peer_type.name] / middle['haproxy']:.2f}"
              if 'haproxy' in middle else
              f"  {peer_type.name:15} {middle[peer_type.name]:12,.0f}"
              f"  ({min(values):,.0f} to {max(values):,.0f})",
              f"  cpu {cpu:.2f} s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="", help="loads with this word")
    parser.add_argument("--peers", default="", help="names, by comma")
    parser.add_argument("-o", default="build/bench.json")
    given = parser.parse_args()
    chosen = [l for l in loads.LOADS if given.only in l.name
              and (l.quick or not given.quick)]
    if any(l.part == "kafka" for l in chosen):
        why = cluster.set_up("broker", "tools")
        if why:
            sys.exit(f"bench: {why}")
    if given.peers:
        peers.PEERS[:] = [p for p in peers.PEERS
                          if p.name in given.peers.split(",")]
    run(chosen, given.rounds, 0.25 if given.quick else 1.0, given.o)


if __name__ == "__main__":
    main()

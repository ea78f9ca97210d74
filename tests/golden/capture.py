#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""capture.py - makes the golden files anew: exchanges of real clients with real
brokers, caught by a relay between them, and records that Kafka wrote.

    tests/golden/capture.py            (a minute or two; needs Java and PyPI)

The text beside the bytes is what Kafka's classes say of them; where ktape says
the same in other words (the order of fields), its words are taken.  Of each
client and broker one frame for each API, version and direction is kept, and one
for each kind of batch in it, the shortest ones.  test_golden.c reads them.
"""
import json
import os
import re
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, "../oracle"))
import oracle  # noqa: E402  (it knows where the others are)
import cluster  # noqa: E402
import scenario  # noqa: E402
import tap  # noqa: E402
import wire  # noqa: E402
from checks import wait_for  # noqa: E402

LARGEST = 2500  # bytes of a frame worth keeping
WIDTH = 36      # bytes a line
CODECS = "none", "gzip", "snappy", "lz4", "zstd"
BROKERS = (("4.4.0", "broker"), ("3.9.2", "broker39"))
API_VERSIONS, UNSUPPORTED_VERSION = 18, b"\0\x23"


def java_client(bootstrap, topic, kafka):
    for n, codec in enumerate(CODECS):
        yield scenario.java("produce", bootstrap, topic, 4 * n, 4, codec,
                            "1" if n else "all")
    for protocol in ["classic"] + ["consumer"] * (kafka >= "4"):
        yield scenario.java("consume", bootstrap, topic, f"{topic}-{protocol}",
                            8, protocol, "read_committed")
    yield scenario.java("transactions", bootstrap, topic, topic + "-t",
                        topic + "-g")


def python_client(library):
    def commands(bootstrap, topic, _):
        for n, codec in enumerate(CODECS):
            yield scenario.python(library, "produce", bootstrap, topic, 4 * n,
                                  4, codec)
        yield scenario.python(library, "consume", bootstrap, topic,
                              topic + "-g", 8)
        yield scenario.python(library, "transactions", bootstrap, topic,
                              topic + "-t")
    return commands


def version_of(code):
    return subprocess.run([f"{oracle.BUILT}/venv/bin/python", "-c", code],
                          stdout=subprocess.PIPE, text=True,
                          check=True).stdout.strip()


def clients():
    """(file name, title, commands)"""
    rdkafka = version_of("import confluent_kafka as c; print(c.libversion()[0])")
    python = version_of("import kafka; print(kafka.__version__)")
    return (("java", "Java client 4.4.0", java_client),
            ("librdkafka", f"librdkafka {rdkafka} (confluent-kafka for Python)",
             python_client("confluent-kafka")),
            ("kafka-python", f"kafka-python {python}",
             python_client("kafka-python")))


def exchanged(connections):
    """[(API key, version, direction, frame)] of what was caught."""
    found = []
    for c in connections:
        asked = {}
        for frame in tap.frames(c.up)[0]:
            key, version, correlation = struct.unpack_from(">hhi", frame)
            asked[correlation] = key, version
            found.append((key, version, "request", frame))
        for frame in tap.frames(c.down)[0]:
            key, version = asked[struct.unpack_from(">i", frame)[0]]
            if key == API_VERSIONS and frame[4:6] == UNSUPPORTED_VERSION:
                continue  # it is in version 0, whatever was asked
            found.append((key, version, "response", frame))
    return [f for f in found if len(f[3]) <= LARGEST]


def through_java(release, program, *arguments, lines):
    with tempfile.TemporaryDirectory() as folder:
        asked, said = (os.path.join(folder, n) for n in ("asked", "said"))
        with open(asked, "w", encoding="utf-8") as f:
            f.writelines(line + "\n" for line in lines)
        oracle.java(release, program, *arguments, asked, said)
        with open(said, encoding="utf-8", newline="\n") as f:
            return f.read().split("\n")[:-1]


def decoded(lines):
    """What ktape says of them."""
    return subprocess.run(
        [oracle.KTAPE, "decode", "--raw", "--lines", "--header", "--sizes"],
        input="".join(line + "\n" for line in lines), text=True,
        stdout=subprocess.PIPE, check=True).stdout.split("\n")[:-1]


def kafka_says(found):
    """Name, JSON and records of each, by the release that has its version."""
    lines = [f"{k} {v} {d} {frame.hex()}" for k, v, d, frame in found]
    newest, older = (through_java(release, "Explain", lines=lines)
                     for release in (oracle.NEWEST, oracle.OLDER))
    return [o if n == "unknown" else n for n, o in zip(newest, older)]


def explained(found):
    """[(title, frame, JSON, [records as text])]"""
    out = []
    lines = [f"{k} {v} {d} {frame.hex()}" for k, v, d, frame in found]
    for case, kafka, ktape in zip(found, kafka_says(found), decoded(lines),
                                  strict=True):
        name, text, *records = kafka.split("\t")
        if json.loads(text) != json.loads(ktape):
            raise ValueError(f"Kafka {text}\nktape {ktape}")
        out.append((f"{name} {case[1]} {case[2]}", case[3], ktape,
                    [r for r in records if r]))
    texts = iter(through_java(oracle.NEWEST, "Batches", "read",
                              lines=[r for case in out for r in case[3]]))
    return [(*case[:3], [next(texts) for _ in case[3]]) for case in out]


def chosen(cases):
    """One of each, the shortest."""
    best = {}
    for case in cases:
        title, frame, _, records = case
        kinds = set(re.findall(r" (gzip|snappy|lz4|zstd|transactional|control)"
                               r"\b|\[(\d)", " ".join(records)))
        at = title, tuple(sorted(kinds))
        if at not in best or len(frame) < len(best[at][1]):
            best[at] = case
    return [best[at] for at in sorted(best)]


def hex_lines(raw):
    return "".join(f"  {raw[i:i + WIDTH].hex()}\n"
                   for i in range(0, len(raw), WIDTH))


def write(name, about, cases):
    path = os.path.join(HERE, name + ".txt")
    with open(path, "w", encoding="utf-8") as f:
        f.write(f"# {about}\n# Written by tests/golden/capture.py.\n")
        for title, raw, texts in cases:
            f.write(f"\n{title}\n{hex_lines(raw)}")
            f.writelines(text + "\n" for text in texts)
    print(f"{path}: {len(cases)} cases")


def make_topic(address, topic):
    """By asking for it until it is there."""
    def is_there():
        with wire.Connection(address) as c:
            r = wire.Reader(c.call(wire.metadata(1, [topic], version=0)))
        r.i32()
        r.array(lambda: (r.i32(), r.string(), r.i32()))
        r.i32()  # one topic
        return r.i16() == 0 and r.string() == topic and r.i32() > 0
    wait_for(is_there, f"topic {topic} is there")


def capture(kafka, folder):
    # the broker's jars; the clients' stay where they are
    cluster.KAFKA = os.path.join(oracle.BUILT, "golden", kafka)
    os.makedirs(cluster.KAFKA, exist_ok=True)
    link = os.path.join(cluster.KAFKA, "broker")
    if not os.path.lexists(link):
        os.symlink(os.path.join(oracle.BUILT, folder), link)
    with cluster.Cluster(1, tapped=True) as kafka_cluster, \
            tap.Tap(cluster.HOST, cluster.HIDDEN,
                    kafka_cluster.ports.values()) as relay:
        for name, title, commands in clients():
            make_topic((cluster.HIDDEN, kafka_cluster.ports[1]), name)
            begin = len(relay.connections)
            for command in commands(kafka_cluster.bootstrap, name, kafka):
                scenario.run(command)
            cases = chosen(explained(exchanged(relay.connections[begin:])))
            write(f"{name}-kafka-{kafka}", f"{title} and Apache Kafka {kafka}",
                  [(title, frame, [text, *records])
                   for title, frame, text, records in cases])


def kafka_records():
    """Of each kind of batch that test_batches.py knows, a short one."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "lines")
        oracle.java(oracle.NEWEST, "Batches", "make", 1, 300, path)
        best = {}
        with open(path, encoding="ascii") as lines:
            for line in lines:
                title, data, text = line.rstrip("\n").split(" ", 2)
                if text.count("(") > 1 and (title not in best or
                                            len(data) < len(best[title][0])):
                    best[title] = data, [text]
    write("records-kafka-4.4.0",
          "Contents of records fields by kafka-clients 4.4.0 "
          "(tests/oracle/Batches.java)",
          [(f"records {title}", bytes.fromhex(data), texts)
           for title, (data, texts) in best.items()])


def main():
    why = oracle.set_up() or cluster.set_up("broker", "broker39", "java",
                                            "venv")
    if why:
        sys.exit(why)
    kafka_records()
    for kafka, folder in BROKERS:
        capture(kafka, folder)


if __name__ == "__main__":
    main()

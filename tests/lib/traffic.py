#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""traffic.py - today's Python clients under test, run with the Python of
build/kafka/venv; and, imported by a test, what all clients print as values.

    traffic.py LIBRARY produce BOOTSTRAP TOPIC FIRST COUNT CODEC
    traffic.py LIBRARY consume BOOTSTRAP TOPIC GROUP COUNT
    traffic.py LIBRARY transactions BOOTSTRAP TOPIC ID
    traffic.py LIBRARY interleaved BOOTSTRAP TOPIC ROUNDS  (confluent-kafka)
    traffic.py LIBRARY copy BOOTSTRAP FROM TO ID COUNT   (confluent-kafka)
    traffic.py LIBRARY live BOOTSTRAP TOPIC GROUP     until stdin ends

LIBRARY is confluent-kafka or kafka-python; $CLIENT_OPTIONS, a JSON object, is
what its clients are given beside.  The lines are those of
java/Traffic.java:

    R topic partition offset timestamp key value headers
    C group topic partition offset metadata
"""
import base64
import json
import os
import sys
import threading
import time
from typing import NamedTuple, Optional

FIRST_TIMESTAMP = 1700000000000
COMMIT_EVERY = 200
PATIENCE = int(os.environ.get("PATIENCE", "180"))


class Record(NamedTuple):
    topic: str
    partition: int
    offset: int
    timestamp: int
    key: Optional[bytes]
    value: Optional[bytes]
    headers: tuple  # of (name, bytes or None)


class Commit(NamedTuple):
    group: str
    topic: str
    partition: int
    offset: int
    metadata: str


def parse(text):
    """([Record], [Commit]) of what a client printed."""
    records, commits = [], []

    def unhex(s):
        return None if s == "-" else bytes.fromhex(s)
    for line in text.splitlines():
        f = line.split("\t")
        if f[0] == "R":
            headers = tuple((n, None if v is None else bytes.fromhex(v))
                            for n, v in json.loads(f[7]))
            records.append(Record(f[1], int(f[2]), int(f[3]), int(f[4]),
                                  unhex(f[5]), unhex(f[6]), headers))
        elif f[0] == "C":
            commits.append(Commit(f[1], f[2], int(f[3]), int(f[4]), f[5]))
    return records, commits


def from_tape(row):
    """A Record from a row of tape.RECORDS."""
    def raw(v):
        return v.encode() if isinstance(v, str) else v
    headers = []
    for name, value in json.loads(row[6] or "[]"):
        if isinstance(value, dict):
            value = base64.b64decode(value["b64"])
        headers.append((name, raw(value)))
    return Record(*row[:4], raw(row[4]), raw(row[5]), tuple(headers))


def difference(left, a, right, b):
    """None, or how the two lists differ, order aside."""
    a, b = sorted(map(repr, a)), sorted(map(repr, b))
    if a == b:
        return None
    only_a, only_b = list(a), list(b)
    for x in set(a) & set(b):
        for _ in range(min(a.count(x), b.count(x)) if len(a) < 500 else 1):
            only_a.remove(x)
            only_b.remove(x)
    return (f"{len(a)} {left}, {len(b)} {right}; only {left}: "
            f"{only_a[:4]}; only {right}: {only_b[:4]}")


# ---- below here: the clients' own processes

def say_record(topic, partition, offset, timestamp, key, value, headers):
    def show(b):
        return "-" if b is None else b.hex()
    headers = [[n, None if v is None else v.hex()] for n, v in headers or []]
    print("R", topic, partition, offset, timestamp, show(key), show(value),
          json.dumps(headers), sep="\t")


def say_commit(group, topic, partition, offset, metadata):
    print("C", group, topic, partition, offset, metadata, sep="\t")


def make(n):
    # kafka-python refuses a record with neither key nor value
    key = None if n % 3 == 0 and n % 7 else b"python-%d" % n
    value = None if n % 7 == 0 else b"" if n % 7 == 1 else \
        b"\0\xff%d" % n if n % 7 == 2 else \
        json.dumps({"n": n, "w": "grün " * (n % 50)}).encode()
    headers = [[], [("trace", b"id-%d" % n)],
               [("empty", b""), ("binary", b"\xff\0")],
               [("same", b"1"), ("same", b"2")]][n % 4]
    return key, value, headers


class Ending:
    """Set when stdin ends."""

    def __init__(self):
        self.event = threading.Event()
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self):
        sys.stdin.read()
        self.event.set()

    def rest(self):
        """A pause between two records; True: it has ended."""
        time.sleep(0.01)
        return self.event.is_set()


def given():
    return json.loads(os.environ.get("CLIENT_OPTIONS", "{}"))


def see_all(acked, producing, poll):
    """Consume until the producer has ended and all it had acknowledged was
    seen: `poll()` gives (partition, offset) pairs."""
    seen, end = set(), None
    while producing.is_alive() or not acked <= seen:
        if not producing.is_alive():
            end = end or time.monotonic() + PATIENCE
            if time.monotonic() > end:
                raise RuntimeError(f"{len(acked - seen)} records were acked "
                                   "but not consumed")
        seen.update(poll())


# A client that lost an answer shall find out sooner than after the minute that
# librdkafka waits by default, and its group sooner than after 45 s.
QUICK_SOCKET = {"socket.timeout.ms": 15000}
QUICK = {**QUICK_SOCKET, "session.timeout.ms": 10000}


class Confluent:
    def __init__(self, bootstrap):
        import confluent_kafka
        self.kafka = confluent_kafka
        self.common = {"bootstrap.servers": bootstrap,
                       "client.id": "confluent", **given()}

    def _send(self, producer, topic, first, count):
        def report(n):
            def acked(error, m):
                if error:
                    raise RuntimeError(error)
                key, value, headers = make(n)
                say_record(topic, m.partition(), m.offset(),
                           FIRST_TIMESTAMP + n, key, value, headers)
            return acked
        partitions, end = 0, time.monotonic() + PATIENCE
        while not partitions and time.monotonic() < end:
            partitions = len(producer.list_topics(
                topic, PATIENCE).topics[topic].partitions)
        for n in range(first, first + count):
            key, value, headers = make(n)
            producer.produce(topic, value, key, n % partitions,
                             timestamp=FIRST_TIMESTAMP + n, headers=headers,
                             on_delivery=report(n))
            producer.poll(0)
        if producer.flush(PATIENCE):
            raise RuntimeError("not all was acknowledged")

    def produce(self, topic, first, count, codec):
        producer = self.kafka.Producer(
            {**self.common, "compression.type": codec, "linger.ms": 5,
             "enable.idempotence": True})
        self._send(producer, topic, int(first), int(count))

    def consume(self, topic, group, count):
        consumer = self.kafka.Consumer(
            {**self.common, "group.id": group, "auto.offset.reset": "earliest",
             "enable.auto.commit": False, "fetch.wait.max.ms": 100})
        consumer.subscribe([topic])
        left, end = int(count), time.monotonic() + PATIENCE
        while left > 0 and time.monotonic() < end:
            got = [m for m in consumer.consume(COMMIT_EVERY, 0.5)
                   if not m.error()]
            next_offsets = {}
            for m in got:
                say_record(m.topic(), m.partition(), m.offset(),
                           m.timestamp()[1], m.key(), m.value(), m.headers())
                next_offsets[m.partition()] = m.offset() + 1
                left -= 1
            if not got:
                continue
            done = consumer.commit(
                offsets=[self.kafka.TopicPartition(topic, p, o, "confluent")
                         for p, o in next_offsets.items()],
                asynchronous=False)
            for tp in done:
                say_commit(group, tp.topic, tp.partition, tp.offset,
                           "confluent")
        consumer.close()
        if left > 0:
            raise RuntimeError(f"{left} records are missing")

    def transactions(self, topic, transactional_id):
        producer = self.kafka.Producer(
            {**self.common, "transactional.id": transactional_id})
        producer.init_transactions(PATIENCE)
        producer.begin_transaction()
        self._send(producer, topic, 0, 100)
        producer.commit_transaction(PATIENCE)
        producer.begin_transaction()
        self._send(producer, topic, 100, 60)
        producer.abort_transaction(PATIENCE)

    def interleaved(self, topic, rounds):
        """Three transactional producers at once on partition 0, of whose
        transactions every third is aborted."""
        producers = [self.kafka.Producer(
            {**self.common, "transactional.id": f"interleaved-{i}"})
            for i in range(3)]
        for producer in producers:
            producer.init_transactions(PATIENCE)
        for n in range(int(rounds)):
            for producer in producers:
                producer.begin_transaction()
            for k in range(3):
                for i, producer in enumerate(producers):
                    producer.produce(topic, f"{n}.{k}", f"{i}", 0)
                    producer.flush(PATIENCE)
            for i in (n % 3, (n + 2) % 3, (n + 1) % 3):
                if (n + i) % 3:
                    producers[i].commit_transaction(PATIENCE)
                else:
                    producers[i].abort_transaction(PATIENCE)

    def copy(self, source, target, name, count):
        """Consume, transform, produce, every third transaction aborted; the
        lines are those of java/Transactions.java."""
        def say(*words):
            print(*words, sep="\t")

        def acked(error, m):
            if error:
                raise RuntimeError(error)
            say("R", name, m.topic(), m.partition(), m.offset())
        position = self.kafka.TopicPartition
        producer = self.kafka.Producer(
            {**self.common, "transactional.id": name})
        consumer = self.kafka.Consumer(
            {**self.common, "group.id": name, "auto.offset.reset": "earliest",
             "enable.auto.commit": False, "fetch.wait.max.ms": 100,
             "isolation.level": "read_committed"})
        producer.init_transactions(PATIENCE)
        consumer.subscribe([source])
        left, turn, end = int(count), 0, time.monotonic() + PATIENCE
        while left > 0 and time.monotonic() < end:
            got = [m for m in consumer.consume(23, 0.5) if not m.error()]
            if not got:
                continue
            turn += 1
            first, after = {}, {}
            producer.begin_transaction()
            say("B", name)
            for m in got:
                first.setdefault(m.partition(), m.offset())
                after[m.partition()] = m.offset() + 1
                producer.produce(target, m.value(), m.key(), m.partition(),
                                 on_delivery=acked)
            producer.flush(PATIENCE)
            producer.send_offsets_to_transaction(
                [position(source, p, o) for p, o in after.items()],
                consumer.consumer_group_metadata(), PATIENCE)
            for p, o in after.items():
                say("O", name, name, source, p, o)
            if turn % 3:
                producer.commit_transaction(PATIENCE)
                left -= len(got)
            else:
                producer.abort_transaction(PATIENCE)
                for p, o in first.items():
                    consumer.seek(position(source, p, o))
            say("E", name, "commit" if turn % 3 else "abort")
        consumer.close()
        if left > 0:
            raise RuntimeError(f"{left} records are missing")

    def live(self, topic, group):
        ending, acked = Ending(), set()
        producer = self.kafka.Producer({**self.common, **QUICK_SOCKET,
                                        "enable.idempotence": True})

        def on_delivery(n):
            def report(error, m):
                if error:
                    raise RuntimeError(error)
                acked.add((m.partition(), m.offset()))
                key, value, headers = make(n)
                say_record(topic, m.partition(), m.offset(),
                           FIRST_TIMESTAMP + n, key, value, headers)
                sys.stdout.flush()
            return report

        def produce():
            n = 0
            while not ending.rest():
                key, value, headers = make(n)
                producer.produce(topic, value, key, n % 3, headers=headers,
                                 timestamp=FIRST_TIMESTAMP + n,
                                 on_delivery=on_delivery(n))
                producer.poll(0)
                n += 1
            left.append(producer.flush(PATIENCE))
        left = []
        producing = threading.Thread(target=produce)
        producing.start()
        consumer = self.kafka.Consumer(
            {**self.common, "group.id": group, "auto.offset.reset": "earliest",
             "fetch.wait.max.ms": 200, **QUICK})
        consumer.subscribe([topic])
        see_all(acked, producing, lambda: [
            (m.partition(), m.offset()) for m in consumer.consume(100, 0.2)
            if not m.error()])
        consumer.close()
        if left != [0]:
            raise RuntimeError(f"not acknowledged: {left}")


class KafkaPython:
    def __init__(self, bootstrap):
        import kafka
        self.kafka = kafka
        self.common = {"bootstrap_servers": bootstrap,
                       "client_id": "kafka-python", **given()}

    def _send(self, producer, topic, first, count):
        partitions = len(producer.partitions_for(topic))
        sent = []
        for n in range(first, first + count):
            key, value, headers = make(n)
            sent.append((n, producer.send(
                topic, value=value, key=key, headers=headers,
                partition=n % partitions, timestamp_ms=FIRST_TIMESTAMP + n)))
        producer.flush(PATIENCE)
        for n, future in sent:
            m = future.get(PATIENCE)
            key, value, headers = make(n)
            say_record(topic, m.partition, m.offset, FIRST_TIMESTAMP + n, key,
                       value, headers)

    def produce(self, topic, first, count, codec):
        producer = self.kafka.KafkaProducer(
            **self.common, linger_ms=5, acks="all",
            compression_type=None if codec == "none" else codec)
        self._send(producer, topic, int(first), int(count))
        producer.close()

    def _patiently(self, call):
        """None while nobody is there: others go on by themselves, this one
        says so."""
        try:
            return call()
        except self.kafka.errors.KafkaConnectionError:
            return None

    def _poll(self, consumer, wait_ms, **more):
        """kafka-python 3.0.12 forgets a join that ends between two polls: none
        begins before it has partitions."""
        if not consumer.assignment():
            wait_ms = PATIENCE * 1000
        return self._patiently(lambda: consumer.poll(
            timeout_ms=wait_ms, **more)) or {}

    def consume(self, topic, group, count):
        consumer = self.kafka.KafkaConsumer(
            topic, **self.common, group_id=group,
            auto_offset_reset="earliest", enable_auto_commit=False,
            fetch_max_wait_ms=100, consumer_timeout_ms=PATIENCE * 1000)
        left, end = int(count), time.monotonic() + PATIENCE
        structs = self.kafka.structs
        while left > 0 and time.monotonic() < end:
            got = self._poll(consumer, 500, max_records=COMMIT_EVERY)
            offsets = {}
            for tp, messages in got.items():
                for m in messages:
                    say_record(m.topic, m.partition, m.offset, m.timestamp,
                               m.key, m.value, m.headers)
                    left -= 1
                offsets[tp] = structs.OffsetAndMetadata(
                    messages[-1].offset + 1, "kafka-python", -1)
            if not offsets:
                continue
            if not self._patiently(lambda: consumer.commit(offsets) or True):
                continue
            for tp, o in offsets.items():
                say_commit(group, tp.topic, tp.partition, o.offset,
                           "kafka-python")
        consumer.close(autocommit=False)
        if left > 0:
            raise RuntimeError(f"{left} records are missing")

    def transactions(self, topic, transactional_id):
        producer = self.kafka.KafkaProducer(
            **self.common, transactional_id=transactional_id)
        producer.init_transactions()
        producer.begin_transaction()
        self._send(producer, topic, 0, 100)
        producer.commit_transaction()
        producer.begin_transaction()
        self._send(producer, topic, 100, 60)
        producer.abort_transaction()
        producer.close()

    def live(self, topic, group):
        ending, acked = Ending(), set()
        producer = self.kafka.KafkaProducer(**self.common, acks="all",
                                            retries=1000)

        def produce():
            n, sent = 0, []
            while not ending.rest() or sent:
                if not ending.event.is_set():
                    key, value, headers = make(n)
                    sent.append((n, producer.send(
                        topic, value=value, key=key, headers=headers,
                        partition=n % 3, timestamp_ms=FIRST_TIMESTAMP + n)))
                    n += 1
                while sent and sent[0][1].is_done:
                    i, future = sent.pop(0)
                    m = future.get(0)
                    acked.add((m.partition, m.offset))
                    say_record(topic, m.partition, m.offset,
                               FIRST_TIMESTAMP + i, *make(i))
                    sys.stdout.flush()
        producing = threading.Thread(target=produce)
        producing.start()
        consumer = self.kafka.KafkaConsumer(
            topic, **self.common, group_id=group,
            auto_offset_reset="earliest", fetch_max_wait_ms=200,
            session_timeout_ms=10000)

        def poll():
            got = self._poll(consumer, 200)
            return [(m.partition, m.offset)
                    for messages in got.values() for m in messages]
        see_all(acked, producing, poll)
        consumer.close()


def main(arguments):
    library, command, bootstrap, *rest = arguments
    client = {"confluent-kafka": Confluent,
              "kafka-python": KafkaPython}[library](bootstrap)
    getattr(client, command)(*rest)


if __name__ == "__main__":
    main(sys.argv[1:])

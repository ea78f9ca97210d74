#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""billing.py - a service to test, as tests/e2e/billing.c is one: group
"billing" reads orders, writes an invoice for each, and commits what it has read
once the invoices are acknowledged; until SIGTERM.

    billing.py confluent | kafka-python | transactions
    billing.py topics [delete] [create]       its topics, of 3 partitions

Brokers: KAFKA_BOOTSTRAP_SERVERS; $CLIENT_OPTIONS, a JSON object, is given to
confluent-kafka's clients, too.  ORDERS=N: it ends after N of them.  FAULT
plants one: drop, duplicate, change, swap, early, crash; each at the order FAULTY,
the swap is of two orders of one customer; plain: without the transactions."""
import json
import os
import signal
import sys
import time

CUSTOMERS = 4  # as in billing.c
FAULTY = 5
FAULT = os.environ.get("FAULT", "")
BROKERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "")
OPTIONS = json.loads(os.environ.get("CLIENT_OPTIONS", "{}"))
BATCH = 50
SESSION_MS = 10000  # so long the group waits for one that crashed
JOIN_MS = 10 * SESSION_MS


class Confluent:
    def __init__(self, transactional=False):
        import confluent_kafka as ck  # pylint: disable=import-outside-toplevel
        self.ck = ck
        self.transactional = transactional
        common = {"bootstrap.servers": BROKERS, "client.id": "billing",
                  **OPTIONS}
        self.consumer = ck.Consumer({
            "group.id": "billing", "auto.offset.reset": "earliest",
            "enable.auto.commit": False, "session.timeout.ms": SESSION_MS,
            **common})
        options = dict(common)
        if transactional:
            options["transactional.id"] = "billing"
        self.producer = ck.Producer(options)
        if transactional:
            self.producer.init_transactions()
        self.consumer.subscribe(["orders"])

    def poll(self):
        messages = self.consumer.consume(BATCH, 0.1)
        for m in messages:
            if m.error():
                raise RuntimeError(m.error())
        if messages and self.transactional:
            self.producer.begin_transaction()
        return messages, [m.value() for m in messages]

    def produce(self, key, value):
        self.producer.produce("invoices", key=key, value=value)

    def flush(self):
        if not self.transactional:
            assert self.producer.flush(30) == 0

    def commit(self, messages):
        ends = {}
        for m in messages:
            ends[m.topic(), m.partition()] = m.offset() + 1
        offsets = [self.ck.TopicPartition(t, p, o)
                   for (t, p), o in ends.items()]
        if not self.transactional:
            self.consumer.commit(offsets=offsets, asynchronous=False)
            return
        self.producer.send_offsets_to_transaction(
            offsets, self.consumer.consumer_group_metadata())
        self.producer.commit_transaction()

    def close(self):
        self.consumer.close()


class KafkaPython:
    def __init__(self):
        import kafka  # pylint: disable=import-outside-toplevel
        self.kafka = kafka
        self.consumer = kafka.KafkaConsumer(
            "orders", bootstrap_servers=BROKERS, client_id="billing",
            group_id="billing", auto_offset_reset="earliest",
            enable_auto_commit=False, session_timeout_ms=SESSION_MS,
            heartbeat_interval_ms=SESSION_MS // 3)
        self.producer = kafka.KafkaProducer(
            bootstrap_servers=BROKERS, client_id="billing", acks="all")

    def poll(self):
        # kafka-python 3.0.12 forgets a join that ends between two polls, and
        # then never has a partition: the first one is to last that long
        wait_ms = 100 if self.consumer.assignment() else JOIN_MS
        found = self.consumer.poll(timeout_ms=wait_ms, max_records=BATCH)
        messages = [m for batch in found.values() for m in batch]
        return messages, [m.value for m in messages]

    def produce(self, key, value):
        self.producer.send("invoices", key=key, value=value)

    def flush(self):
        self.producer.flush(30)

    def commit(self, messages):
        structs = self.kafka.structs
        ends = {}
        for m in messages:
            ends[structs.TopicPartition(m.topic, m.partition)] = m.offset + 1
        self.consumer.commit({
            tp: structs.OffsetAndMetadata(o, "", -1)
            for tp, o in ends.items()})

    def close(self):
        self.consumer.close()
        self.producer.close()


class Billing:
    def __init__(self, client):
        self.client, self.held = client, []

    def invoice(self, order, cents):
        self.client.produce(
            f"customer-{order % CUSTOMERS}".encode(),
            json.dumps({"invoice": order, "cents": cents}).encode())

    def handle(self, order, cents):
        faulty = order == FAULTY
        if faulty and FAULT == "crash":
            os._exit(3)
        if faulty and FAULT == "drop":
            return
        if faulty and FAULT == "swap":
            self.held.append((order, cents))
            return
        if faulty and FAULT == "change":
            cents += 1
        self.invoice(order, cents)
        if faulty and FAULT == "duplicate":
            self.invoice(order, cents)
        if order == FAULTY + CUSTOMERS:
            for held in self.held:
                self.invoice(*held)

    def run(self, orders, told):
        done = 0
        while not told and done != orders:
            messages, values = self.client.poll()
            if not messages:
                continue
            if FAULT == "early":
                self.client.commit(messages)
            for value in map(json.loads, values):
                self.handle(value["order"], value["cents"])
            self.client.flush()
            if FAULT != "early":
                self.client.commit(messages)
            done += len(messages)
        self.client.close()


def topics(what):
    """Delete, make; each is done when it returns."""
    # pylint: disable=import-outside-toplevel
    from confluent_kafka import ConsumerGroupTopicPartitions
    from confluent_kafka.admin import AdminClient, NewTopic
    names = ["orders", "invoices"]
    admin = AdminClient({"bootstrap.servers": BROKERS})

    def there():
        return set(names) & set(admin.list_topics(timeout=30).topics)
    group = ConsumerGroupTopicPartitions("billing")

    def committed():
        return admin.list_consumer_group_offsets([group])[
            "billing"].result().topic_partitions
    if "delete" in what and there():
        for done in admin.delete_topics(sorted(there())).values():
            done.result()
        while there() or committed():
            time.sleep(0.05)
    if "create" in what:
        for done in admin.create_topics(
                [NewTopic(name, 3, 1) for name in names]).values():
            done.result()


def main():
    if sys.argv[1] == "topics":
        topics(sys.argv[2:])
        return
    told = []
    signal.signal(signal.SIGTERM, lambda *_: told.append(True))
    client = {"confluent": Confluent, "kafka-python": KafkaPython,
              "transactions": lambda: Confluent(FAULT != "plain")}
    Billing(client[sys.argv[1]]()).run(int(os.environ.get("ORDERS", -1)), told)


if __name__ == "__main__":
    main()

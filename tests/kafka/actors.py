# SPDX-License-Identifier: Apache-2.0
"""actors.py - who plays in the scenes of faults.py, and where."""
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import wait_for  # noqa: E402
from cluster import KAFKA  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402

PATIENCE = 120


class Place:
    """Where a scene is played: from offset `first` of partition 0 of `topic`, by
    clients and a group that are called `name`.  `size(usual, most)` of a scene
    is the usual one, or by `random` any up to the most."""

    def __init__(self, topic, name=None, first=0, random=None):
        self.topic, self.name, self.first = topic, name or topic, first
        self.random = random

    def size(self, usual, most):
        return self.random.randint(usual, most) if self.random else usual


class Clients:
    """confluent-kafka; client id and group are the name.  `path`: the tape that is
    made of them."""

    def __init__(self, bootstrap, path=None):
        import confluent_kafka
        from confluent_kafka import admin
        self.kafka, self.admins = confluent_kafka, admin
        self.bootstrap, self.path = bootstrap, path

    def producer(self, name, **options):
        return self.kafka.Producer({
            "bootstrap.servers": self.bootstrap, "client.id": name,
            "linger.ms": 0, "retry.backoff.ms": 100,
            **{k.replace("_", "."): v for k, v in options.items()}})

    def consumer(self, name, **options):
        return self.kafka.Consumer({
            "bootstrap.servers": self.bootstrap, "client.id": name,
            "group.id": name, "auto.offset.reset": "earliest",
            "enable.auto.commit": False, "fetch.wait.max.ms": 50,
            "isolation.level": "read_committed",
            **{k.replace("_", "."): v for k, v in options.items()}})

    def at(self, topic, offset):
        return self.kafka.TopicPartition(topic, 0, offset)

    def write(self, topic, count, producer=None, prefix=""):
        """`count` records, each in a batch of its own."""
        own = producer or self.producer(topic)
        for n in range(count):
            own.produce(topic, f"{prefix}record {n}", f"key {n}", 0)
            assert own.flush(PATIENCE) == 0

    def commit(self, consumer, topic, offset):
        consumer.commit(offsets=[self.at(topic, offset)], asynchronous=False)

    @staticmethod
    def read(consumer, count):
        """The offsets of the next `count` records."""
        found = []
        wait_for(lambda: found.extend(
            m.offset() for m in consumer.consume(count - len(found), 0.2)
            if not m.error()) or len(found) >= count, "they are read",
                 PATIENCE, 0)
        return found

    def close(self, consumer, name):
        """And wait until its connections have ended on the tape, the last of that
        name: what comes to a reader that is just leaving was given to it."""
        def connections(how):
            return tape.one(self.path, f"""
                SELECT count(*) FROM connection c JOIN instance i
                ON i.id = c.instance WHERE i.client_id = ?
                AND i.kind = 'consumer' AND c.closed IS {how}""", name)
        before = connections("NOT NULL")
        consumer.close()
        wait_for(lambda: connections("NOT NULL") > before
                 and not connections("NULL"), f"{name} has gone", PATIENCE)

    def ended(self, consumer):
        """It has asked behind the last record (enable.partition.eof)."""
        eof = self.kafka.KafkaError._PARTITION_EOF
        wait_for(lambda: any(m.error() and m.error().code() == eof
                             for m in consumer.consume(1, 0.2)),
                 "the end is reached", PATIENCE, 0)


def far():
    """A consumer of TOPIC at BOOTSTRAP, called NAME, with AUTO-COMMIT or not and
    a session of MS, that does what stdin says: read COUNT, commit OFFSET, close;
    and says "done", or the error's name."""
    bootstrap, topic, name, auto_commit, session_ms = sys.argv[1:]
    clients = Clients(bootstrap)
    reader = clients.consumer(name, session_timeout_ms=session_ms,
                              heartbeat_interval_ms=500,
                              enable_auto_commit=auto_commit,
                              auto_commit_interval_ms=60000)
    reader.subscribe([topic])
    for line in sys.stdin:
        what, *number = line.split()
        try:
            if what == "read":
                clients.read(reader, int(number[0]))
            elif what == "commit":
                clients.commit(reader, topic, int(number[0]))
            else:
                reader.close()
            print("done", flush=True)
        except clients.kafka.KafkaException as e:
            print(e.args[0].name(), flush=True)


class Far(scenario.Live):
    """That one, which can be killed, as it is at the end.  `missed`: the group
    is to miss it, and waits for its session."""

    def __init__(self, bootstrap, place, missed, auto_commit="false"):
        super().__init__([sys.executable, os.path.abspath(__file__),
                          bootstrap, place.topic, place.name, auto_commit,
                          "6000" if missed else "60000"])

    def __call__(self, command):
        before = len(self.lines)
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        wait_for(lambda: len(self.lines) > before, command, PATIENCE)
        return self.lines[before].strip()

    def do(self, *commands):
        for command in commands:
            why = self(command)
            assert why == "done", (command, why)


def in_venv():
    """Go on with the Python that has the clients."""
    python = f"{KAFKA}/venv/bin/python"
    if os.path.realpath(sys.prefix) != os.path.realpath(f"{KAFKA}/venv"):
        os.execv(python, [python, os.path.abspath(sys.argv[0]), *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(far())

# SPDX-License-Identifier: Apache-2.0
"""scenario.py - what the tests with a real Kafka share: clients as commands,
and the tape compared with what clients and brokers say."""
import json
import os
import subprocess
import threading

from cluster import JAVA, KAFKA, ROOT
import tape
import traffic

LIB = os.path.join(ROOT, "tests/lib")


def java(*arguments):
    return [*JAVA, "-cp", f"{KAFKA}/java:{KAFKA}/broker/*", "Traffic",
            *map(str, arguments)]


def python(*arguments):
    return [f"{KAFKA}/venv/bin/python", f"{LIB}/traffic.py",
            *map(str, arguments)]


def run(command, seconds=300, stdin=None, env=None):
    """What a client printed; an error with its words unless it is 0."""
    done = subprocess.run(command, capture_output=True, text=True,
                          timeout=seconds, check=False, input=stdin,
                          env=dict(os.environ, **(env or {})))
    if done.returncode:
        raise RuntimeError(f"{command[-8:]}: status {done.returncode}\n"
                           f"{done.stdout[-500:]}\n{done.stderr[-3000:]}")
    return done.stdout


class Seen:
    """What clients saw, added up."""

    def __init__(self):
        self.records, self.commits, self.consumed = [], [], []

    def produced(self, command):
        self.records += traffic.parse(run(command))[0]

    def consume(self, command):
        records, commits = traffic.parse(run(command))
        self.consumed += records
        self.commits += commits


class Live:
    """A client that goes on until .finish(): the lines it printed, live."""

    def __init__(self, command, env=None):
        self.lines = []
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
            env=dict(os.environ, **(env or {})))
        self.errors = ""
        self.threads = [threading.Thread(target=self._read, daemon=True),
                        threading.Thread(target=self._read_errors,
                                         daemon=True)]
        for t in self.threads:
            t.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors = (self.errors + line)[-4000:]

    def finish(self, seconds=5 * traffic.PATIENCE):
        """([acknowledged], [commits]) once it has ended well.  The client loses
        its own patience first and then says with what."""
        self.process.stdin.close()
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = f"no status within {seconds} s"
        for t in self.threads:
            t.join(10)
        if status:
            raise RuntimeError(f"a live client ended with {status}, after "
                               f"{len(self.lines)} lines:\n{self.errors}")
        return traffic.parse("".join(self.lines))


def tape_records(path, topic):
    return [r for r in map(traffic.from_tape, tape.rows(path, tape.RECORDS))
            if r.topic == topic]


def assert_faults(path, *expected):
    """`ktape check` finds these checks failed, and no others."""
    done = subprocess.run([tape.KTAPE, "check", path, "--report", "json"],
                          capture_output=True, text=True, check=False)
    found = {c["check"]: c["findings"][:3] for c in
             json.loads(done.stdout)["checks"] if c["verdict"] == "FAIL"}
    assert set(found) == set(expected), (found, expected)
    assert done.returncode == (1 if expected else 0), done.returncode


def assert_same(left, a, right, b):
    assert a, f"nothing was {left}"
    why = traffic.difference(left, a, right, b)
    assert not why, why


def deliveries(path):
    """The records on the tape that were delivered, each once."""
    return {traffic.from_tape(row) for row in tape.rows(path, """
        SELECT DISTINCT t.name, tp.partition, r.offset, r.timestamp, r.key,
          r.value, r.headers
        FROM delivery d JOIN batch b ON b.id = d.batch
        JOIN record r ON r.batch = b.id
          AND r.offset >= coalesce(d.first_visible_offset, 0)
        JOIN topic_partition tp ON tp.id = r.tp
        JOIN topic t ON t.id = tp.topic""")}


def tape_commits(path):
    def text(metadata):  # confluent-kafka counts the NUL in
        return metadata.decode().rstrip("\0") \
            if isinstance(metadata, bytes) else metadata
    return [traffic.Commit(*row[:4], text(row[4])) for row in tape.rows(path, """
        SELECT c.group_id, t.name, tp.partition, c.committed_offset, c.metadata
        FROM offset_commit c JOIN topic_partition tp ON tp.id = c.tp
        JOIN topic t ON t.id = tp.topic
        WHERE c.error_code = 0 AND c.kind = 'plain' ORDER BY c.id""")]


def described(cluster):
    """{(group, topic, partition): offset} by kafka-consumer-groups."""
    found = {}
    for line in cluster.tool("kafka-consumer-groups", "--describe",
                             "--all-groups").splitlines():
        f = line.split()
        if len(f) >= 5 and f[2].isdigit() and f[3].isdigit():
            found[(f[0], f[1], int(f[2]))] = int(f[3])
    return found

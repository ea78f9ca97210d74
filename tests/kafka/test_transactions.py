#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_transactions.py - transactions of a real Kafka: exactly-once copiers
(Java with an epoch per transaction, confluent-kafka without), a killed
producer, a zombie, one whose commit is not answered, one that hangs until its
coordinator loses patience, one that an admin aborts and one that stays open.
The tape is compared with what each client said, with kafka-transactions, and
with the log itself."""
import collections
import contextlib
import os
import shutil
import signal
import sqlite3
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import JAVA, KAFKA, Cluster, set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402
import traffic  # noqa: E402

INPUTS = 400
READERS = 6
LONG = 600000  # so long may take what is not to be aborted by its coordinator
SEED = int(os.environ.get("KTAPE_SEED", "4"))
ENDS = {"commit": "committed", "abort": "aborted"}
STATES = {"committed": "CompleteCommit", "aborted": "CompleteAbort",
          "open": "Ongoing"}


class Txn:
    def __init__(self):
        self.records, self.offsets, self.end = set(), {}, None


class Said:
    """What clients said, added up: java/Transactions.java."""

    def __init__(self):
        self.txns = collections.defaultdict(list)
        self.delivered = collections.Counter()
        self.errors, self.read_back = [], []

    def take(self, line):
        what, who, *rest = line.rstrip("\n").split("\t")
        if what == "B":
            self.txns[who].append(Txn())
        elif what == "R":
            self.txns[who][-1].records.add(
                (rest[0], int(rest[1]), int(rest[2])))
        elif what == "O":
            self.txns[who][-1].offsets[
                (rest[0], rest[1], int(rest[2]))] = int(rest[3])
        elif what == "E":
            self.txns[who][-1].end = rest[0]
        elif what == "X":
            self.errors.append((who, *rest))
        elif what == "C":
            self.read_back.append(int(rest[2]))
        elif what == "D":
            self.delivered[(who, rest[0], int(rest[1]), int(rest[2]))] += 1

    def run(self, command):
        for line in scenario.run(command).splitlines():
            self.take(line)


def java(*arguments):
    return [*JAVA, "-cp", f"{KAFKA}/java:{KAFKA}/broker/*", "Transactions",
            *map(str, arguments)]


class Obedient(scenario.Live):
    """A client that does what it is told, one thing at a time."""

    def __init__(self, said, bootstrap):
        super().__init__(java("obey", bootstrap))
        self.said, self.taken = said, 0

    def tell(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def __call__(self, command):
        """None, or the error's name."""
        self.tell(command)
        while True:
            wait_for(lambda: len(self.lines) > self.taken, command, 240)
            line = self.lines[self.taken]
            self.taken += 1
            self.said.take(line)
            if line[0] in "KX":
                return None if line[0] == "K" else line.split()[-1]

    def do(self, *commands):
        for command in commands:
            why = self(command)
            assert not why, f"{command}: {why}"


class Transactions:
    def __init__(self, cluster, folder, version, libraries):
        self.cluster, self.tape = cluster, folder("run.ktape")
        self.version, self.libraries = version, libraries
        self.said, self.statuses, self.log = Said(), [], ""
        self.bootstrap = self.states = self.zombie = self.open = None
        self.topics = ["out", "late"] + (["older"] if libraries else [])

    # ---- the traffic

    def tool(self, *arguments, bootstrap=None):
        """Rows of what kafka-transactions says, by column."""
        lines = self.cluster.tool("kafka-transactions", *arguments,
                                  bootstrap=bootstrap).splitlines()
        head = lines[0].split() if lines else []
        return [dict(zip(head, line.split())) for line in lines[1:]]

    def state_of(self):
        return {row["TransactionalId"]: row["TransactionState"]
                for row in self.tool("list")}

    def record_all(self):
        for topic in ("in", "out", "late", "stuck", "older"):
            self.cluster.tool(
                "kafka-topics", "--create", "--topic", topic, "--partitions",
                "1" if topic in ("late", "stuck") else "3")
        scenario.run(scenario.java("produce", self.cluster.bootstrap, "in", 0,
                                   INPUTS, "none", "all"))
        with self.record() as record:
            self.bootstrap = record.bootstrap
            self.copy()
            with Obedient(self.said, self.bootstrap) as obey:
                self.killed(obey)
                self.zombies(obey)
                with self.unanswered(obey, record), \
                        self.record("--append", port=record.port) as again:
                    self.after_unanswered(obey)
                    self.left_alone(obey)
                    self.read()
                    self.states = self.state_of()
                    self.open = self.tool("describe", "--transactional-id",
                                          "open")[0]
                    self.stop(again)

    def record(self, *options, port=None):
        return tape.Record(self.cluster.bootstrap, self.tape, *options,
                           port=port)

    def stop(self, record):
        self.statuses.append(record.stop())
        self.log += record.text()

    def copy(self):
        self.said.run(java("copy", self.bootstrap, "in", "out", "copier",
                           INPUTS, SEED))
        for library in self.libraries:
            if library == "confluent-kafka":
                self.said.run(scenario.python(
                    library, "copy", self.bootstrap, "in", "older",
                    "older-copier", INPUTS))
            else:
                scenario.run(scenario.python(
                    library, "transactions", self.bootstrap, "older",
                    library))

    def killed(self, obey):
        """In the middle of a transaction; the next one of its id fences it."""
        with Obedient(self.said, self.bootstrap) as first:
            first.do(f"killed new {LONG}", "killed begin", "killed send out 9",
                     "killed offset g in 0 3")
            first.process.kill()
        obey.do(f"killed#2 new {LONG}", "killed#2 begin", "killed#2 send out 5",
                "killed#2 offset g in 0 2", "killed#2 commit")

    def zombies(self, obey):
        """One that does not know that it was replaced."""
        obey.do(f"zombie new {LONG}", "zombie begin", "zombie send out 4",
                f"zombie#2 new {LONG}", "zombie#2 begin",
                "zombie#2 send out 3")
        self.zombie = obey("zombie commit")
        obey.do("zombie#2 commit")

    @contextlib.contextmanager
    def unanswered(self, obey, record):
        """A commit is on its way when the producer dies and ktape stops: the
        broker was too slow to answer it."""
        obey.do("reader committed g in 2")
        with Obedient(self.said, self.bootstrap) as first:
            first.do(f"lost new {LONG}", "lost begin", "lost send out 4",
                     "lost offset g in 2 7")
            broker = self.cluster.processes[1].pid
            os.kill(broker, signal.SIGSTOP)
            try:
                first.tell("lost commit")
                wait_for(lambda: self.ends_of("lost"), "EndTxn is sent", 120)
                first.process.kill()
                self.stop(record)
            finally:
                os.kill(broker, signal.SIGCONT)
        yield

    def after_unanswered(self, obey):
        obey.do(f"lost#2 new {LONG}", "lost#2 begin", "lost#2 send out 2",
                "lost#2 abort", "reader committed g in 2")

    def ends_of(self, name):
        return tape.rows(self.tape, """
            SELECT e.fate FROM txn_event v JOIN exchange e ON e.id = v.exchange
            WHERE v.transactional_id = ? AND v.event = 'commit'
            AND e.f IS NOT NULL""", name)

    def left_alone(self, obey):
        obey.do("hanging new 5000", "hanging begin", "hanging send out 6",
                f"stuck new {LONG}", "stuck begin", "stuck send stuck 2")
        wait_for(lambda: self.state_of().get("hanging") == "CompleteAbort",
                 "the coordinator aborts", 90, 0.2)
        self.cluster.tool("kafka-transactions", "abort", "--topic", "stuck",
                          "--partition", "0", "--start-offset", "0",
                          bootstrap=self.bootstrap)
        obey.do(f"open new {LONG}", "open begin", "open send late 3",
                "open commit", "open begin", "open send late 4",
                "open offset g in 1 5")
        wait_for(lambda: not any(s.startswith("Prepare")
                                 for s in self.state_of().values()),
                 "all markers are written")

    def read(self):
        for isolation in ("read_committed", "read_uncommitted"):
            self.said.run(java("read", self.bootstrap, isolation, READERS,
                               SEED, *self.topics, "stuck"))

    # ---- what must hold

    def check_finds_only_what_was_done(self):
        scenario.assert_faults(self.tape)

    def the_recording_ended_well(self):
        assert self.statuses == [0, 0], self.log
        tape.assert_complete(self.tape)
        assert int(tape.fact(self.tape, "indexed")) == 1

    def expected(self, name):
        """[outcome] of the transactions of a client that ended none or all
        of them itself."""
        mine = [ENDS.get(t.end) for t in self.said.txns[name]]
        assert mine and None not in mine
        return mine

    def outcomes(self, name):
        return [row[0] for row in tape.rows(self.tape, """
            SELECT outcome FROM transactions WHERE transactional_id = ?
            ORDER BY began_at_us""", name)]

    def every_transaction_has_the_outcome_that_its_client_saw(self):
        names = ["copier"]
        if "confluent-kafka" in self.libraries:
            names.append("older-copier")
        for name in names:
            assert len(set(self.expected(name))) == 2, "no abort in it"
            assert self.outcomes(name) == self.expected(name), name
        if "kafka-python" in self.libraries:
            assert self.outcomes("kafka-python") == ["committed", "aborted"]
        extra = {r[0] for r in tape.rows(
            self.tape, "SELECT DISTINCT transactional_id FROM transactions")}
        assert extra == set(self.said.txns) | {"kafka-python"} & set(
            self.libraries), extra

    def those_that_nobody_ended_are_aborted_by_evidence(self):
        found = collections.defaultdict(list)
        for row in tape.rows(self.tape, """
                SELECT transactional_id, outcome, evidence FROM transactions
                ORDER BY began_at_us"""):
            found[row[0]].append(row[1:])
        expected = {
            "killed": [("aborted", "fenced by init, marker"),
                       ("committed", "EndTxn, marker")],
            "zombie": [("aborted", "fenced by init, marker"),
                       ("committed", "EndTxn, marker")],
            "lost": [(self.lost(), "stable OffsetFetch, marker"),
                     ("aborted", "EndTxn, marker")],
            "hanging": [("aborted", "marker")],
            "stuck": [("aborted", "marker")],
            "open": [("committed", "EndTxn, marker"), ("open", None)]}
        for name, want in expected.items():
            assert found[name] == want, (name, found[name])

    def lost(self):
        """What became of the transaction whose end was not answered."""
        before, after = self.said.read_back
        assert before == -1 and after in (-1, 7)
        return "committed" if after == 7 else "aborted"

    def without_markers_other_evidence_proves_it(self):
        """What a tape knows on which nobody consumes."""
        path = self.tape + ".blind"
        shutil.copy(self.tape, path)
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.executescript("""
                DELETE FROM batch WHERE control IS NOT NULL;
                DELETE FROM txn_event WHERE event = 'abort marker';
                UPDATE tape SET value = 0 WHERE key = 'indexed';""")
        scenario.run([tape.KTAPE, "seal", path])
        found = tape.rows(path, """
            SELECT transactional_id, outcome, evidence FROM transactions
            WHERE coalesce(evidence, '') <> 'EndTxn' ORDER BY 1, 2, 3""")
        assert found == [("hanging", "open", None),
                         ("killed", "aborted", "fenced by init"),
                         ("lost", self.lost(), "stable OffsetFetch"),
                         ("open", "open", None),
                         ("stuck", "open", None),
                         ("zombie", "aborted", "fenced by init")], found
        assert tape.rows(path, """SELECT transactional_id, outcome
            FROM transactions WHERE evidence = 'EndTxn' ORDER BY txn""") == \
            tape.rows(self.tape, """SELECT transactional_id, outcome
            FROM transactions WHERE evidence = 'EndTxn, marker'
            OR evidence = 'EndTxn' ORDER BY txn""")

    def the_zombies_error_is_an_event(self):
        assert self.zombie, "nobody told the zombie"
        rows = tape.rows(self.tape, """
            SELECT v.event, n.name, x.outcome FROM txn_event v
            JOIN error n ON n.code = v.error_code JOIN txn x ON x.id = v.txn
            WHERE v.transactional_id = 'zombie' AND v.event = 'commit'
            AND v.error_code <> 0""")
        assert len(rows) == 1 and rows[0][1] in (
            "PRODUCER_FENCED", "INVALID_PRODUCER_EPOCH") and \
            rows[0][2] == "aborted", (self.zombie, rows)

    def every_transaction_has_its_records(self):
        rows = tape.rows(self.tape, """
            SELECT x.transactional_id, x.id, t.name, tp.partition, r.offset
            FROM txn x LEFT JOIN txn_batch w ON w.txn = x.id
            LEFT JOIN batch b ON b.id = w.batch AND b.in_log IS NOT 0
            LEFT JOIN record r ON r.batch = b.id
            LEFT JOIN topic_partition tp ON tp.id = r.tp
            LEFT JOIN topic t ON t.id = tp.topic ORDER BY x.since, x.id""")
        found = collections.defaultdict(dict)
        for name, txn, *record in rows:
            records = found[name].setdefault(txn, set())
            if record[0] is not None:
                records.add(tuple(record))
        for name, txns in self.said.txns.items():
            assert list(found[name].values()) == [
                t.records for t in txns], name
        counts = tape.rows(self.tape, """
            SELECT transactional_id, records FROM transactions
            ORDER BY began_at_us""")
        for name, txns in self.said.txns.items():
            assert [n for i, n in counts if i == name] == [
                len(t.records) for t in txns], name

    def offsets_are_committed_with_their_transaction(self):
        rows = tape.rows(self.tape, """
            SELECT o.transactional_id, o.txn, o.group_id, t.name, tp.partition,
              o.committed_offset, o.certain_from IS NOT NULL,
              o.effective_from IS NOT NULL, x.outcome
            FROM offset_commit o JOIN txn x ON x.id = o.txn
            JOIN topic_partition tp ON tp.id = o.tp
            JOIN topic t ON t.id = tp.topic
            WHERE o.kind = 'txn' AND o.outcome = 'ok'
            ORDER BY x.since, x.id""")
        found, seen = collections.defaultdict(dict), 0
        for name, txn, *key, offset, certain, effective, outcome in rows:
            found[name].setdefault(txn, {})[tuple(key)] = offset
            assert certain == effective == (outcome == "committed"), name
            seen += 1
        assert seen > 40
        for name, txns in self.said.txns.items():
            assert list(found[name].values()) == [
                t.offsets for t in txns if t.offsets], name

    def the_last_offsets_are_the_groups(self):
        truth = scenario.described(self.cluster)
        lag = {row[:3]: row[3] for row in tape.rows(self.tape, """
            SELECT group_id, topic, "partition", committed_offset FROM lag""")}
        assert lag and lag == truth, (lag, truth)

    def kafkas_own_list_agrees(self):
        mine = dict(tape.rows(self.tape, """
            SELECT transactional_id, outcome FROM (
              SELECT transactional_id, outcome, max(began_at_us)
              FROM transactions WHERE transactional_id <> 'stuck'
              GROUP BY transactional_id)"""))
        # the coordinator knows nothing of what an admin did to a partition
        assert self.states.pop("stuck") == "Ongoing"
        assert {n: STATES[o] for n, o in mine.items()} == self.states
        row = tape.rows(self.tape, """
            SELECT producer_id, producer_epoch, timeout_ms, protocol
            FROM transactions WHERE outcome = 'open'""")[0]
        assert [str(v) for v in row[:3]] == [
            self.open["ProducerId"], self.open["ProducerEpoch"],
            self.open["TransactionTimeoutMs"]], (row, self.open)

    def each_partition_s_producers_are_those_that_its_leader_names(self):
        """DescribeProducers: the newest epoch, and where an open one began."""
        for topic, partition in (("out", 0), ("out", 2), ("late", 0),
                                 ("stuck", 0)):
            truth = {(int(row["ProducerId"]), int(row["ProducerEpoch"]),
                      row["CurrentTransactionStartOffset"])
                     for row in self.tool("describe-producers", "--topic",
                                          topic, "--partition",
                                          str(partition))}
            mine = set(tape.rows(self.tape, """
                SELECT b.producer_id, max(b.producer_epoch),
                  coalesce(min(b.base_offset) FILTER (
                    WHERE x.outcome = 'open'), 'None') || ''
                FROM batch b JOIN topic_partition tp ON tp.id = b.tp
                JOIN topic t ON t.id = tp.topic
                LEFT JOIN txn_batch w ON w.batch = b.id
                LEFT JOIN txn x ON x.id = w.txn
                WHERE t.name = ? AND tp.partition = ?
                  AND b.base_offset IS NOT NULL GROUP BY 1""",
                                 topic, partition))
            assert mine and mine == truth, (topic, partition, mine, truth)

    def the_protocol_is_known(self):
        found = dict(tape.rows(self.tape, """
            SELECT transactional_id, group_concat(DISTINCT protocol)
            FROM transactions GROUP BY 1"""))
        old = {"older-copier", "kafka-python"} & set(found) \
            if self.version == 2 else set(found)
        assert {n for n, p in found.items() if p == "1"} == old, found
        assert all(p in "12" for p in found.values()), found

    def each_reader_was_delivered_what_it_saw(self):
        found = collections.Counter(tape.rows(self.tape, """
            SELECT consumer, topic, "partition", "offset" FROM delivered
            WHERE consumer GLOB 'read_*'"""))
        assert found == self.said.delivered, (
            list((found - self.said.delivered).items())[:4],
            list((self.said.delivered - found).items())[:4])
        readers = {f"read_{i}-{n}" for i in ("committed", "uncommitted")
                   for n in range(READERS)}
        assert {key[0] for key in found} == readers
        # or it would prove nothing
        dropped = tape.one(self.tape, """
            SELECT count(*) FROM aborted a JOIN fetch f ON f.id = a.fetch
            JOIN exchange e ON e.id = f.exchange
            WHERE e.client_id GLOB 'read_committed*'
            AND a.first_offset < f.fetch_offset""")
        assert dropped > 5, "no answer begins within an aborted transaction"

    def aborted_records_are_those_that_nobody_may_read(self):
        for topic in self.topics:
            def offsets(isolation, topic=topic):
                return {(r.partition, r.offset) for r in traffic.parse(
                    scenario.run(scenario.java(
                        "read", self.cluster.bootstrap, topic,
                        isolation)))[0]}
            mine = collections.defaultdict(set)
            for aborted, *at in tape.rows(self.tape, """
                    SELECT aborted, "partition", "offset" FROM records
                    WHERE topic = ?""", topic):
                mine[aborted].add(tuple(at))
            committed = offsets("read_committed")
            assert mine[0] == committed and committed, topic
            assert mine[1] | mine[None] == offsets("read_uncommitted") \
                - committed, topic
            assert bool(mine[None]) == (topic == "late"), topic


def main(version=2):
    """With transaction.version 1 the Java client, too, has many transactions
    of one epoch."""
    suite = Suite()
    why = set_up("broker", "tools", "java")
    if why:
        suite.skip("transactions", why)
        return suite.finish()
    no_python = set_up("venv")
    if no_python:
        suite.skip("transactions_python_clients", no_python)
    with Cluster(1, features=[f"transaction.version={version}"]) as cluster, \
            tape.Folder() as folder:
        it = Transactions(cluster, folder, version, () if no_python else
                          ("confluent-kafka", "kafka-python"))
        it.record_all()
        suite.run([
            it.the_recording_ended_well,
            it.check_finds_only_what_was_done,
            it.every_transaction_has_the_outcome_that_its_client_saw,
            it.those_that_nobody_ended_are_aborted_by_evidence,
            it.without_markers_other_evidence_proves_it,
            it.the_zombies_error_is_an_event,
            it.every_transaction_has_its_records,
            it.offsets_are_committed_with_their_transaction,
            it.the_last_offsets_are_the_groups,
            it.kafkas_own_list_agrees,
            it.each_partition_s_producers_are_those_that_its_leader_names,
            it.the_protocol_is_known,
            it.each_reader_was_delivered_what_it_saw,
            it.aborted_records_are_those_that_nobody_may_read,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

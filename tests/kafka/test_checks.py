#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_checks.py - `ktape check` on a tape of real traffic: nothing is found on
the clean one; then each fault is planted alone, by SQL, and found by its check;
and so is its innocent twin, which must not be."""
import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import JAVA, KAFKA, ROOT, Cluster, set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

RECORDS = 300
PLAIN, EACH = 5, 20  # batches at a time, records in each

# words of the SQL below
TP = """(SELECT tp.id FROM topic_partition tp JOIN topic t ON t.id = tp.topic
         WHERE t.name = 'plain' AND tp.partition = 0)"""
LOG = f"batch WHERE tp = {TP} AND in_log = 1 AND control IS NULL"
FIRST = f"(SELECT id FROM {LOG} ORDER BY base_offset LIMIT 1)"
SECOND = f"(SELECT id FROM {LOG} ORDER BY base_offset LIMIT 1 OFFSET 1)"
LAST = f"(SELECT id FROM {LOG} ORDER BY base_offset DESC LIMIT 1)"
END = "(SELECT max(coalesce(d, r, f, q)) FROM exchange)"


def sent(batch):
    return f"(SELECT exchange FROM batch WHERE id = {batch})"


COMMITS = """INSERT INTO offset_commit(exchange, group_id, member_id,
    generation, tp, committed_offset, error_code, kind, effective_from,
    certain_from, outcome)"""
COMMIT = f"""(SELECT max(id) FROM offset_commit WHERE group_id = 'readers'
              AND tp = {TP} AND outcome = 'ok')"""
READ = f"""(SELECT min(id) FROM fetch WHERE tp = {TP}
            AND next_offset IS NOT NULL)"""
READ_ON = f"(SELECT max(id) FROM fetch WHERE tp = {TP})"
TXN_BATCH = "(SELECT min(x.batch) FROM txn_batch x JOIN txn t ON t.id = x.txn " \
            "WHERE t.outcome = 'committed')"
COPY = """
    CREATE TEMP TABLE b AS SELECT * FROM batch WHERE id = {of};
    CREATE TEMP TABLE r AS SELECT * FROM record WHERE batch = {of};
    UPDATE b SET id = (SELECT max(id) + 1 FROM batch), {batch},
      first_record = (SELECT max(id) + 1 FROM record);
    UPDATE r SET id = id - (SELECT min(id) FROM r) + (SELECT first_record FROM b),
      batch = (SELECT id FROM b);
    UPDATE r SET {record};
    INSERT INTO batch SELECT * FROM b; INSERT INTO record SELECT * FROM r;"""
LATER = f"""UPDATE exchange SET q = {END} + 1, f = {END} + 2, r = {END} + 3,
  d = {END} + 4 WHERE id = """

# check, verdict, fault, twin
FAULTS = [
    ("capture.undecoded", "SUSPECT",
     "INSERT INTO frame(exchange, direction, state) VALUES (1, 'request', '%s')"
     % "malformed",
     "INSERT INTO frame(exchange, direction, state) VALUES (1, 'request', '%s')"
     % "understood"),
    ("capture.unfinished", "SUSPECT",
     f"""UPDATE produce SET error_code = NULL, outcome = 'maybe', batch = NULL
         WHERE batch = {LAST}""",
     f"""UPDATE produce SET error_code = NULL, outcome = 'maybe', batch = NULL,
         acks = 0 WHERE batch = {LAST}"""),
    ("capture.bypass", "SUSPECT",
     f"""DELETE FROM produce WHERE batch = {LAST};
         UPDATE batch SET exchange = NULL, origin = 'fetched'
         WHERE id = {LAST}""",
     f"""DELETE FROM produce WHERE batch = {LAST};
         UPDATE topic_partition SET end_offset = 1000000 WHERE id = {TP};
         UPDATE batch SET exchange = NULL, origin = 'fetched'
         WHERE id = {LAST}"""),
    ("capture.corrupt", "FAIL",
     f"UPDATE batch SET crc_ok = 0 WHERE id = {FIRST}",
     f"UPDATE batch SET crc_ok = 0, in_log = 0 WHERE id = {FIRST}"),
    ("capture.gap", "SUSPECT",
     "INSERT INTO gap(why, frames) VALUES ('queue full', 3)",
     "INSERT INTO stall(why, since) VALUES ('the recorder was full', 1)"),
    ("order.divergence", "FAIL",
     COPY.format(of=FIRST, batch="exchange = NULL, leader_epoch = 0",
                 record="value = 'other'")
     + f"""UPDATE batch SET leader_epoch = 0 WHERE id = {FIRST};
         INSERT INTO delivery(fetch, batch) SELECT {READ}, id FROM b;""",
     COPY.format(of=FIRST, batch="exchange = NULL, leader_epoch = 0",
                 record="value = value")
     + f"""UPDATE batch SET leader_epoch = 0 WHERE id = {FIRST};
         INSERT INTO delivery(fetch, batch) SELECT {READ}, id FROM b;"""),
    ("order.realtime", "FAIL",
     f"{LATER}{sent(FIRST)}",
     f"""UPDATE exchange SET f = (SELECT acked_at - 1 FROM batch
         WHERE id = {SECOND}) WHERE id = {sent(FIRST)}"""),
    ("order.retry-inversion", "FAIL",
     f"""INSERT INTO produce(exchange, tp, batch, acks, error_code, outcome)
         SELECT exchange, tp, id, -1, 7, 'maybe' FROM batch
         WHERE id = {SECOND};
         UPDATE exchange SET q = (SELECT q - 1 FROM exchange
           WHERE id = {sent(FIRST)}) WHERE id = {sent(SECOND)}""",
     f"""INSERT INTO produce(exchange, tp, batch, acks, error_code, outcome)
         SELECT exchange, tp, id, -1, 7, 'maybe' FROM batch
         WHERE id = {SECOND}"""),
    ("order.sequence", "FAIL",
     """UPDATE batch SET base_sequence = base_sequence + 5 WHERE id = (
        SELECT max(id) FROM batch WHERE base_sequence > 0
        AND exchange IS NOT NULL)""",
     """UPDATE batch SET base_sequence = 0, producer_epoch = producer_epoch + 1
        WHERE id = (SELECT max(id) FROM batch WHERE base_sequence > 0
        AND exchange IS NOT NULL)"""),
    ("order.bounds", "FAIL",
     f"""UPDATE fetch SET high_watermark = 1, current_leader_epoch = 0
         WHERE id = (SELECT max(id) FROM fetch WHERE tp = {TP}
         AND high_watermark > 1)""",
     f"""UPDATE fetch SET high_watermark = 1, error_code = 6
         WHERE id = (SELECT max(id) FROM fetch WHERE tp = {TP}
         AND high_watermark > 1)"""),
    ("order.skip", "SUSPECT",
     f"UPDATE fetch SET next_offset = 1 WHERE id = {READ}",
     f"""UPDATE fetch SET next_offset = 1 WHERE id = {READ};
         INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT exchange, tp, 1, fetch_offset, 0 FROM fetch
           WHERE tp = {TP} AND fetch_offset > 1"""),
    ("order.rewind", "SUSPECT",
     f"UPDATE fetch SET fetch_offset = 0 WHERE id = {READ_ON}",
     f"""UPDATE fetch SET fetch_offset = 0 WHERE id = {READ_ON};
         INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT exchange, tp, 1, 0, 0 FROM fetch WHERE id = {READ_ON}"""),
    ("duplicate.log", "FAIL",
     COPY.format(of="(SELECT min(id) FROM batch WHERE producer_id >= 0 "
                    "AND exchange IS NOT NULL AND in_log = 1)",
                 batch="base_offset = base_offset + 5000, "
                       "last_offset = last_offset + 5000",
                 record="offset = offset + 5000"),
     COPY.format(of="(SELECT min(id) FROM batch WHERE producer_id >= 0 "
                    "AND exchange IS NOT NULL AND in_log = 1)",
                 batch="base_offset = NULL, last_offset = NULL, in_log = 0",
                 record="offset = NULL")),
    ("loss.unacked", "FAIL",
     f"""UPDATE produce SET error_code = 87, outcome = 'no'
           WHERE batch = {LAST};
         DELETE FROM delivery WHERE batch = {LAST};
         UPDATE batch SET in_log = 0, acked_at = NULL WHERE id = {LAST}""",
     f"""INSERT INTO produce(exchange, tp, batch, acks, error_code, outcome)
         SELECT exchange, tp, id, -1, 87, 'no' FROM batch
         WHERE id = {LAST}"""),
    ("loss.acked", "FAIL",
     f"""DELETE FROM delivery WHERE batch = {FIRST};
         UPDATE topic SET cleanup_policy = 'delete' WHERE name = 'plain';
         UPDATE batch SET first_delivered_at = NULL WHERE id = {FIRST}""",
     f"""DELETE FROM delivery WHERE batch = {FIRST};
         UPDATE topic SET cleanup_policy = 'compact' WHERE name = 'plain';
         UPDATE batch SET first_delivered_at = NULL WHERE id = {FIRST}"""),
    ("loss.undelivered", "FAIL",
     f"DELETE FROM delivery WHERE batch = {FIRST}",
     f"""DELETE FROM delivery WHERE batch = {FIRST};
         INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT exchange, tp, -1, committed_offset, 0 FROM offset_commit
           WHERE id = {COMMIT}"""),
    ("commit.uncommitted", "SUSPECT",
     f"""DELETE FROM offset_commit WHERE group_id = 'readers'
         AND tp = {TP}""",
     f"""DELETE FROM offset_commit WHERE group_id = 'readers' AND tp = {TP}
         AND id < {COMMIT}"""),
    ("commit.lag", "SUSPECT",
     f"""UPDATE offset_commit SET committed_offset = 1,
           certain_from = certain_from - 100000000
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""UPDATE offset_commit SET committed_offset = 1
         WHERE group_id = 'readers' AND tp = {TP}"""),
    ("commit.ahead", "FAIL",
     f"""UPDATE offset_commit SET committed_offset = committed_offset + 1000
         WHERE id = {COMMIT}""",
     f"""INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT (SELECT exchange FROM fetch WHERE id = {READ}), tp, -1,
             committed_offset + 1000, 0 FROM offset_commit
           WHERE id = {COMMIT};
         UPDATE offset_commit SET committed_offset = committed_offset + 1000
         WHERE id = {COMMIT}"""),
    ("commit.rewind", "SUSPECT",
     f"""{COMMITS}
         SELECT exchange, group_id, member_id, generation, tp, 1, 0, kind,
           certain_from + 1, certain_from + 2, 'ok' FROM offset_commit
         WHERE id = {COMMIT}""",
     f"""{COMMITS}
         SELECT exchange, group_id, member_id, generation, tp, 1, 0, kind,
           effective_from - 1, certain_from + 2, 'ok' FROM offset_commit
         WHERE id = {COMMIT}"""),
    ("commit.failed", "FAIL",
     f"""UPDATE offset_commit SET error_code = 28, outcome = 'no'
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""INSERT INTO offset_commit(exchange, group_id, member_id, generation,
           tp, committed_offset, error_code, kind, outcome)
         SELECT exchange, group_id, member_id, generation, tp,
           committed_offset - 1, 28, kind, 'no' FROM offset_commit
         WHERE id = {COMMIT}"""),
    ("commit.read-back", "SUSPECT",
     f"""INSERT INTO exchange(id, q, f, r, d, api_key) SELECT max(id) + 1,
           {END} + 1, {END} + 2, {END} + 3, {END} + 4, 9 FROM exchange;
         INSERT INTO offset_fetch(exchange, group_id, tp, committed_offset,
           error_code) SELECT (SELECT max(id) FROM exchange), 'readers', {TP},
           -1, 0""",
     f"""INSERT INTO exchange(id, q, f, r, d, api_key) SELECT max(id) + 1,
           {END} + 1, {END} + 2, {END} + 3, {END} + 4, 9 FROM exchange;
         INSERT INTO offset_fetch(exchange, group_id, tp, committed_offset,
           error_code) SELECT (SELECT max(id) FROM exchange), group_id, tp,
           committed_offset, 0 FROM offset_commit WHERE id = {COMMIT}"""),
    ("group.rebalances", "SUSPECT",
     """INSERT INTO member_event(exchange, group_id, member_id, event,
          error_code) VALUES (1, 'readers', 'm', 'heartbeat', 25)""",
     """INSERT INTO member_event(exchange, group_id, member_id, event,
          error_code) VALUES (1, 'readers', 'm', 'heartbeat', 27)"""),
    ("group.reset", "SUSPECT",
     f"""UPDATE fetch SET error_code = 1 WHERE id = (
         SELECT max(id) FROM fetch WHERE tp = {TP})""",
     f"""UPDATE fetch SET error_code = 6 WHERE id = (
         SELECT max(id) FROM fetch WHERE tp = {TP})"""),
    ("transaction.aborted-read", "FAIL", "DELETE FROM aborted",
     "DELETE FROM aborted; UPDATE fetch SET isolation = 0"),
    ("transaction.early-read", "FAIL",
     f"""UPDATE fetch SET last_stable_offset = 0 WHERE isolation = 1 AND id IN (
         SELECT fetch FROM delivery WHERE batch = {TXN_BATCH})""",
     f"""UPDATE fetch SET last_stable_offset = 0, isolation = 0
         WHERE id IN (SELECT fetch FROM delivery
         WHERE batch = {TXN_BATCH})"""),
    ("transaction.discipline", "FAIL",
     COMMITS + """
        SELECT exchange, group_id, 'm', 1, tp, committed_offset, 0, 'plain',
          effective_from, certain_from, 'ok' FROM offset_commit WHERE id = (
            SELECT max(id) FROM offset_commit WHERE kind = 'txn')""",
     COMMITS + """
        SELECT exchange, group_id, '', -1, tp, committed_offset, 0, 'plain',
          effective_from, certain_from, 'ok' FROM offset_commit WHERE id = (
            SELECT max(id) FROM offset_commit WHERE kind = 'txn')"""),
    ("transaction.torn", "FAIL",
     """UPDATE batch SET control = 'ABORT' WHERE id = (
        SELECT max(id) FROM batch WHERE control = 'COMMIT')""",
     """DELETE FROM batch WHERE id = (
        SELECT max(id) FROM batch WHERE control = 'COMMIT')"""),
    ("transaction.zombie", "FAIL",
     f"""INSERT INTO txn_event(exchange, event, error_code, next_producer_id,
           next_producer_epoch, transactional_id)
         SELECT 1, 'init', 0, producer_id, producer_epoch + 1, 'x' FROM batch
         WHERE id = {TXN_BATCH}""",
     f"""INSERT INTO txn_event(exchange, event, error_code, next_producer_id,
           next_producer_epoch, transactional_id)
         SELECT 1, 'init', 47, producer_id, producer_epoch + 1, 'x' FROM batch
         WHERE id = {TXN_BATCH}"""),
    ("hazard.producer-config", "SUSPECT",
     f"UPDATE produce SET acks = 1 WHERE tp = {TP}",
     f"UPDATE produce SET acks = -1 WHERE tp = {TP}"),
    ("hazard.isolation", "SUSPECT", "UPDATE fetch SET isolation = 0",
     """UPDATE fetch SET isolation = 0 WHERE id NOT IN (
        SELECT d.fetch FROM delivery d JOIN txn_batch x ON x.batch = d.batch
        JOIN txn t ON t.id = x.txn WHERE t.outcome = 'aborted')"""),
    ("hazard.timestamps", "SUSPECT",
     f"""UPDATE batch SET max_timestamp = 4000000000000
         WHERE id = {FIRST}""",
     f"UPDATE batch SET max_timestamp = max_timestamp + 1 WHERE id = {FIRST}"),
    ("hazard.offset-reply", "FAIL",
     f"UPDATE produce SET log_start_offset = 100000 WHERE batch = {FIRST}",
     f"UPDATE produce SET log_start_offset = 0 WHERE batch = {FIRST}"),
]

# those whose facts are made by the seal: planted behind it
DERIVED = [
    ("capture.identity", "SUSPECT",
     "UPDATE attribution SET confidence = 'ambiguous'",
     "UPDATE attribution SET confidence = 'likely'"),
    ("commit.non-owner", "FAIL",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since)
         SELECT exchange, group_id, protocol, member_id, generation, tp + 1,
           since FROM assignment WHERE group_id = 'readers' AND tp = {TP};
         UPDATE assignment SET member_id = 'another', until = NULL
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since, until)
         SELECT exchange, group_id, protocol, 'another', generation - 1, tp,
           since - 9, since - 1 FROM assignment
         WHERE group_id = 'readers' AND tp = {TP}"""),
    ("group.assignment", "FAIL",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since, until)
         SELECT exchange, group_id, protocol, 'another', generation, tp,
           since + 1, until FROM assignment
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since, until)
         SELECT exchange, group_id, protocol, 'another', generation + 1, tp,
           coalesce(until, since + 5), until + 9 FROM assignment
         WHERE group_id = 'readers' AND tp = {TP}"""),
    ("group.outside-assignment", "SUSPECT",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since)
         SELECT exchange, group_id, protocol, member_id, generation, tp + 1,
           since FROM assignment WHERE group_id = 'readers' AND tp = {TP};
         UPDATE assignment SET member_id = 'another', until = NULL
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""UPDATE assignment SET until = NULL
         WHERE group_id = 'readers' AND tp = {TP}"""),
    ("group.born-late", "SUSPECT",
     f"""UPDATE offset_lookup SET timestamp = -1, offset = 1000000
         WHERE tp = {TP} AND timestamp = -2""",
     f"""UPDATE offset_lookup SET timestamp = -1
         WHERE tp = {TP} AND timestamp = -2"""),
    ("transaction.hanging", "FAIL",
     """UPDATE txn SET outcome = 'open', timeout_ms = 1, since = since - 1000000
        WHERE id = 1""",
     """UPDATE txn SET outcome = 'open', timeout_ms = 1000000000
        WHERE id = 1"""),
]


def java(name, *arguments):
    return [*JAVA, "-cp", f"{KAFKA}/java:{KAFKA}/broker/*", name,
            *map(str, arguments)]


def check(path, *options):
    """{name: what ktape says of it}, and the exit status."""
    done = subprocess.run([tape.KTAPE, "check", path, "--report", "json",
                           *options], capture_output=True, text=True,
                          check=False)
    assert done.returncode in (0, 1, 5), done
    return {c["check"]: c for c in json.loads(done.stdout)["checks"]}, \
        done.returncode


class Checks:
    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.tape, self.clean = folder("clean.ktape"), None

    def record(self):
        for topic, partitions in (("in", 3), ("out", 3), ("plain", 1)):
            self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                              "--partitions", str(partitions))
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            to = record.bootstrap
            scenario.run(scenario.java("produce", to, "in", 0, RECORDS, "none",
                                       "all"))
            self.write(record, 0)
            with scenario.Live(scenario.java("consume", to, "plain", "readers",
                                             2 * PLAIN * EACH, "classic",
                                             "read_committed")) as reader:
                wait_for(lambda: tape.rows(self.tape, """
                    SELECT 1 FROM fetch WHERE fetch_offset = ?""",
                                           PLAIN * EACH), "it has read them")
                self.write(record, PLAIN)
                reader.process.wait(60)
            scenario.run(java("Transactions", "copy", to, "in", "out",
                              "copier", RECORDS, 7))
            scenario.run(scenario.java("read", to, "out", "read_committed"))
            assert record.stop() == 0, record.said()

    @staticmethod
    def write(record, first):
        """Without idempotence, one after the other."""
        with wire.Connection(record.address) as c:
            for n in range(first, first + PLAIN):
                batch = wire.batch([(b"key", b"%d-%d" % (n, i))
                                    for i in range(EACH)])
                c.call(wire.produce(n, "plain", 0, batch, acks=-1,
                                    client_id="writer"))

    def nothing_is_found_where_nothing_is_wrong(self):
        self.clean, status = check(self.tape)
        assert status == 0, status
        found = {n: c["findings"] for n, c in self.clean.items()
                 if c["failed"] or c["suspect"]}
        assert not found, found
        idle = [n for n, c in self.clean.items() if not c["examined"]]
        assert not idle, ("not examined", idle)

    def every_check_is_here(self):
        files = {f[:-len(".sql")] for f in
                 os.listdir(f"{ROOT}/replay/checks") if f.endswith(".sql")}
        assert files == set(self.clean)
        # a position that the tape does not know is no fault
        assert files - {"capture.session"} == \
            {row[0] for row in FAULTS + DERIVED}

    def each_runs_in_the_plain_shell(self):
        for name in self.clean:
            with open(f"{ROOT}/replay/checks/{name}.sql",
                      encoding="utf-8") as f:
                done = subprocess.run(["sqlite3", "-readonly", self.tape],
                                      stdin=f, capture_output=True, text=True,
                                      check=True)
            assert done.stdout.count("EXAMINED|") == 1, (name, done)

    def changed(self, sql, derived):
        path = self.folder("changed.ktape")
        shutil.copy(self.tape, path)
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.executescript(sql)
            if not derived:
                db.executescript("UPDATE tape SET value = 0 "
                                 "WHERE key = 'indexed'")
            db.commit()
        if not derived:
            scenario.run([tape.KTAPE, "seal", path])
        return path

    def verdict(self, name, sql, derived):
        found, status = check(self.changed(sql, derived), "--only", name)
        result = found[name]
        assert (status == 1) == (result["verdict"] == "FAIL"), (name, status)
        for f in result["findings"]:
            assert f["detail"] and (f["verdict"] != "FAIL" or
                                    f["exchange_id"]), (name, f)
        return result["verdict"], result["findings"]

    def each_planted_fault_is_found(self):
        wrong = []
        for derived, rows in ((False, FAULTS), (True, DERIVED)):
            for name, expected, fault, _ in rows:
                got, findings = self.verdict(name, fault, derived)
                if got != expected:
                    wrong.append((name, got, findings[:3]))
        assert not wrong, wrong

    def no_innocent_twin_is(self):
        wrong = []
        for derived, rows in ((False, FAULTS), (True, DERIVED)):
            for name, expected, _, twin in rows:
                got, findings = self.verdict(name, twin, derived)
                if got == "FAIL" or got == "SUSPECT" == expected:
                    wrong.append((name, got, findings[:3]))
        assert not wrong, wrong

    def an_unknown_position_is_said_and_no_fault(self):
        path = self.changed("UPDATE fetch SET offset_from = 'unknown', "
                            f"fetch_offset = NULL WHERE id = {READ}", False)
        found, status = check(path, "--only", "capture.session")
        session = found["capture.session"]
        assert (session["verdict"], status) == ("PASS", 0), session
        assert [f["verdict"] for f in session["findings"]] == ["NONE"]

    def findings_name_exchanges_that_dump_shows(self):
        path = self.changed(f"UPDATE batch SET crc_ok = 0 WHERE id = {FIRST}",
                            False)
        found, _ = check(path, "--only", "capture.corrupt")
        number = found["capture.corrupt"]["findings"][0]["exchange_id"]
        shown = tape.ktape("dump", path, "--exchange", str(number))
        assert shown.returncode == 0 and "plain" in shown.stdout, shown


def main():
    suite = Suite()
    why = set_up("broker", "tools", "java", "venv")
    if why:
        suite.skip("checks", why)
        return suite.finish()
    with Cluster(1) as cluster, tape.Folder() as folder:
        it = Checks(cluster, folder)
        it.record()
        if os.environ.get("KEEP"):
            shutil.copy(it.tape, os.environ["KEEP"])
        suite.run([
            it.nothing_is_found_where_nothing_is_wrong,
            it.every_check_is_here,
            it.each_runs_in_the_plain_shell,
            it.each_planted_fault_is_found,
            it.no_innocent_twin_is,
            it.an_unknown_position_is_said_and_no_fault,
            it.findings_name_exchanges_that_dump_shows,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

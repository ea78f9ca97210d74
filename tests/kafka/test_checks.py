#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_checks.py - `ktape check` on a tape of real traffic: nothing is found on
the clean one; then each fault of planted.py is planted alone and found by its check;
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
from planted import BLIND, DERIVED, FAULTS, FIRST, READ  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

RECORDS = 300
PLAIN, EACH = 5, 20  # batches at a time, records in each
EXPECTED = f"""
[topic plain]
records = {2 * PLAIN * EACH}
unique = value
version = value:$.n rising
[group readers]
topic = plain
consumes = all
lag = 0
within = 5m
[dlq plain.dlq]
topic = plain
group = readers
match = value
output = done
"""


def java(name, *arguments):
    return [*JAVA, "-cp", f"{KAFKA}/java:{KAFKA}/broker/*", name,
            *map(str, arguments)]


def check(path, *options):
    """{name: what ktape says of it}, and the exit status.  What EXPECTED asks
    of a check is said under its name alone."""
    expected = f"{os.path.dirname(path)}/expected"
    with open(expected, "w", encoding="utf-8") as f:
        f.write(EXPECTED)
    done = subprocess.run([tape.KTAPE, "check", path, "--report", "json",
                           "--expect", expected, *options],
                          capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1, 5), done
    return {c["check"].split(" ")[0]: c
            for c in json.loads(done.stdout)["checks"]}, done.returncode


class Checks:
    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.tape, self.clean = folder("clean.ktape"), None

    def record(self):
        for topic, partitions in (("in", 3), ("out", 3), ("plain", 1), ("done", 1)):
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
                reader.process.wait(240)
            for first in (0, PLAIN):
                self.write(record, first, "done")
            scenario.run(java("Transactions", "copy", to, "in", "out",
                              "copier", RECORDS, 7))
            scenario.run(scenario.java("read", to, "out", "read_committed"))
            assert record.stop() == 0, record.said()

    @staticmethod
    def write(record, first, topic="plain"):
        """Without idempotence, one after the other."""
        with wire.Connection(record.address) as c:
            for n in range(first, first + PLAIN):
                batch = wire.batch([(b"key", b'{"n":%d}' % (n * EACH + i))
                                    for i in range(EACH)])
                c.call(wire.produce(n, topic, 0, batch, acks=-1,
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
            # what was found on the tape as it was: the seal makes it anew, or
            # the check does, as for a tape of an older ktape
            db.executescript("DROP TABLE stretch; DELETE FROM tape WHERE key "
                             "IN ('acked_in_order', 'sequences_whole')"
                             if derived else
                             "UPDATE tape SET value = 0 "
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
            assert " " in f["detail"] and (f["verdict"] != "FAIL" or
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

    def a_gap_takes_a_proof_only_where_it_may_hold_the_reason(self):
        wrong = []
        for name, near, far in BLIND:
            derived, fault = next(
                (rows is DERIVED, row[2]) for rows in (FAULTS, DERIVED)
                for row in rows if row[:2] == (name, "FAIL"))
            for expected, hole in (("SUSPECT", near), ("FAIL", far)):
                got, findings = self.verdict(name, fault + hole, derived)
                if got != expected:
                    wrong.append((name, got, hole, findings[:3]))
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
            it.a_gap_takes_a_proof_only_where_it_may_hold_the_reason,
            it.an_unknown_position_is_said_and_no_fault,
            it.findings_name_exchanges_that_dump_shows,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

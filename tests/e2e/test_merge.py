#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_merge.py - `ktape merge` as a person uses it: two recorders in front of
one embedded cluster, a producer behind the one and its consumers behind the
other; and slices of one tape put together again."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import PATIENCE, Suite  # noqa: E402
import tape  # noqa: E402
from tape import ktape  # noqa: E402

MESSAGES = 400


def record(first, second):
    """checkout writes orders through the first; billing reads them through the
    second, and writes invoices."""
    with tape.Mock("--brokers", "3", "-t", "orders:4", "-t",
                   "invoices:4") as mock, \
            tape.Record(mock.bootstrap, first) as a, \
            tape.Record(mock.bootstrap, second) as b:
        done = subprocess.run(
            [os.path.join(tape.BUILD, "tests/e2e/shop"), str(MESSAGES)],
            capture_output=True, text=True, timeout=PATIENCE, check=False,
            env=dict(os.environ, KTAPE_BOOTSTRAP_CHECKOUT=a.bootstrap,
                     KTAPE_BOOTSTRAP_BILLING=b.bootstrap))
        assert done.returncode == 0, done.stderr
        assert a.stop() == 0, a.said()
        assert b.stop() == 0, b.said()


class Merge:
    def __init__(self, folder):
        self.folder = folder
        self.parts = [folder("a.ktape"), folder("b.ktape")]
        record(*self.parts)
        self.merged = folder("merged.ktape")
        done = ktape("merge", *self.parts, "-w", self.merged)
        assert done.returncode == 0, done.stderr
        assert "may be off by" in done.stderr, done.stderr

    def verdicts(self, path):
        done = ktape("check", path, "--report", "json")
        assert done.returncode in (0, tape.UNPROVEN), done.stderr
        return {c["check"]: (c["verdict"], c["examined"])
                for c in json.loads(done.stdout)["checks"]}

    def both_halves_of_a_record_meet(self):
        assert tape.one(self.merged, "PRAGMA integrity_check") == "ok"
        assert tape.rows(
            self.merged, "SELECT producer, group_id, produced, sum(delivered)"
            " FROM flows WHERE topic = 'orders' GROUP BY 1, 2, 3") == [
                ("checkout", "billing", MESSAGES, MESSAGES)]
        assert tape.one(
            self.merged, "SELECT count(*) FROM life WHERE produced_at <"
            " delivered_at AND delivered_at < committed_at") == MESSAGES

    def what_one_tape_can_not_tell_the_merged_one_does(self):
        first, second, both = map(self.verdicts, (*self.parts, self.merged))
        for name in ("loss.acked", "loss.undelivered"):
            assert both[name][0] == "PASS", both[name]
        assert first["loss.acked"][0] == second["loss.acked"][0] == "NONE"
        assert second["capture.bypass"][0] == "SUSPECT"
        assert both["capture.bypass"] == ("PASS", both["capture.bypass"][1])
        assert not [n for n, v in both.items() if v[0] == "FAIL"]

    def each_record_is_there_once(self):
        def dump(path):
            done = ktape("dump", path, "--stable")
            assert done.returncode == 0, done.stderr
            return done.stdout.splitlines()
        merged = dump(self.merged)
        assert len(merged) == 2 * MESSAGES
        assert set(merged) == {l for p in self.parts for l in dump(p)}

    def exchanges_of_both_are_in_order(self):
        counts = [tape.one(p, "SELECT count(*) FROM exchange")
                  for p in (*self.parts, self.merged)]
        assert counts[0] + counts[1] == counts[2]
        ids = tape.rows(self.merged, "SELECT id FROM exchange ORDER BY q")
        assert ids == [(n + 1,) for n in range(counts[2])]

    def each_command_works_on_it(self):
        info = ktape("info", self.merged)
        assert info.returncode == 0 and "complete, sealed" in info.stdout
        assert "merged" in info.stdout, info.stdout
        found = ktape("query", self.merged, "SELECT count(*) FROM recording",
                      "--csv")
        assert found.stdout.split()[-1] == "2", found.stdout
        cut = ktape("cut", self.merged, "-w", self.folder("cut.ktape"),
                    "-t", "orders")
        assert cut.returncode == 0, cut.stderr
        assert self.verdicts(self.folder("cut.ktape"))["loss.acked"][0] == \
            "PASS"

    def slices_become_the_whole_again(self):
        names = [self.folder(n) for n in ("s1.ktape", "s2.ktape", "s.ktape")]
        for name, topic in zip(names, ("orders", "invoices")):
            done = ktape("cut", self.merged, "-w", name, "-t", topic)
            assert done.returncode == 0, done.stderr
        done = ktape("merge", *names[:2], "-w", names[2])
        assert done.returncode == 0, done.stderr
        for (table,) in tape.rows(
                self.merged, "SELECT name FROM sqlite_master WHERE type ="
                " 'table' AND name NOT LIKE 'sqlite_%'"
                " AND name NOT IN ('tape', 'frame')"):
            sql = f"SELECT * FROM {table}"
            assert sorted(tape.rows(names[2], sql), key=repr) == sorted(
                tape.rows(self.merged, sql), key=repr), table
        assert tape.fact(names[2], "cut_from") is None

    def what_is_wrong_is_said(self):
        def refused(status, words, *tapes, out="no.ktape"):
            done = ktape("merge", *tapes, "-w", self.folder(out))
            assert done.returncode == status, (done.returncode, done.stderr)
            assert words in done.stderr, done.stderr
            left = [f for f in os.listdir(self.folder.path) if "no." in f]
            assert not left, left
        refused(tape.USAGE, "Two or more", self.parts[0])
        refused(tape.USAGE, "exists", *self.parts, out="a.ktape")
        refused(tape.USAGE, "merged already", self.merged, self.parts[0])
        refused(tape.NOT_A_TAPE, "not a tape", self.parts[0], __file__)
        refused(tape.LOCAL_IO, "No such file", self.parts[0],
                self.folder("none.ktape"))


def main():
    suite = Suite()
    with tape.Folder() as folder:
        merge = Merge(folder)
        suite.run([merge.both_halves_of_a_record_meet,
                   merge.what_one_tape_can_not_tell_the_merged_one_does,
                   merge.each_record_is_there_once,
                   merge.exchanges_of_both_are_in_order,
                   merge.each_command_works_on_it,
                   merge.slices_become_the_whole_again,
                   merge.what_is_wrong_is_said])
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()

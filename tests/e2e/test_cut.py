#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_cut.py - `ktape cut` as a person uses it: two services on the embedded
broker are recorded, and slices of that tape are looked at with the commands
that look at tapes."""
import json
import os
import resource
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import PATIENCE, Suite, free_ports  # noqa: E402
import tape  # noqa: E402
from tape import ktape  # noqa: E402

MESSAGES = 400
OF_TOPIC = """SELECT count(*) FROM record r JOIN topic_partition p
ON p.id = r.tp JOIN topic t ON t.id = p.topic WHERE t.name = ?"""


def record(path):
    """orders is written by checkout and read by billing, which writes
    invoices."""
    port = free_ports(9, sets=2)
    done = ktape("mock", "--brokers", "3", "-t", "orders:4", "-t",
                 "invoices:4", "--", tape.KTAPE, "record", "-w", path,
                 "-l", f"checkout=127.0.0.1:{port}",
                 "-l", f"billing=127.0.0.1:{port + 100}", "--",
                 os.path.join(tape.BUILD, "tests/e2e/shop"), str(MESSAGES))
    assert done.returncode == 0, done.stderr


class Cut:
    def __init__(self, folder):
        self.folder = folder
        self.whole = folder("whole.ktape")
        record(self.whole)

    def cut(self, name, *options):
        out = self.folder(name)
        done = ktape("cut", self.whole, "-w", out, *options)
        assert done.returncode == 0, done.stderr
        assert done.stdout == "", done.stdout
        assert tape.one(out, "PRAGMA integrity_check") == "ok"
        return out

    def refused(self, status, words, *options, out="no.ktape"):
        out = self.folder(out)
        before = os.path.exists(out)
        done = ktape("cut", self.whole, "-w", out, *options)
        assert done.returncode == status, (done.returncode, done.stderr)
        assert words in done.stderr, done.stderr
        assert os.path.exists(out) == before
        assert not os.path.exists(out + "-journal")

    def verdicts(self, path):
        done = ktape("check", path, "--report", "json")
        assert done.returncode in (0, tape.UNPROVEN), done.stderr
        return {c["check"]: c["verdict"]
                for c in json.loads(done.stdout)["checks"]}

    def a_cut_of_everything_has_every_row(self):
        out = self.cut("all.ktape")
        tables = tape.rows(
            out, "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%' AND name <> 'tape'")
        assert len(tables) > 30
        for (table,) in tables:
            sql = f"SELECT * FROM {table}"
            assert tape.rows(out, sql) == tape.rows(self.whole, sql), table
        facts = dict(tape.rows(self.whole, "SELECT * FROM tape"))
        facts.update(cut_from=self.whole, cut_options="")
        assert dict(tape.rows(out, "SELECT * FROM tape")) == facts
        assert self.verdicts(out) == self.verdicts(self.whole)

    def a_slice_works_with_each_command(self):
        out = self.cut("orders.ktape", "--topic", "orders")
        assert tape.one(out, OF_TOPIC, "orders") == MESSAGES
        assert tape.one(out, OF_TOPIC, "invoices") == 0
        whole = ktape("dump", self.whole, "-t", "orders", "--stable")
        slice_ = ktape("dump", out, "--stable")
        assert slice_.returncode == 0 and slice_.stdout == whole.stdout
        assert slice_.stdout.count("\n") == MESSAGES
        info = ktape("info", out)
        assert info.returncode == 0
        assert "complete, sealed" in info.stdout, info.stdout
        assert "cut from" in info.stdout, info.stdout
        assert "--topic orders" in info.stdout, info.stdout
        found = ktape("query", out, "SELECT count(*) FROM records", "--csv")
        assert str(MESSAGES) in found.stdout
        seal = ktape("seal", out)
        assert seal.returncode == 0 and "sealed before" in seal.stderr

    def ids_stay(self):
        out = self.cut("ids.ktape", "--topic", "invoices")
        sql = "SELECT id, q, f, r, d FROM exchange"
        ours = tape.rows(out, sql)
        assert ours and set(ours) < set(tape.rows(self.whole, sql))

    def a_slice_of_a_slice_says_both(self):
        first = self.cut("first.ktape", "--group", "billing")
        second = self.folder("second.ktape")
        assert ktape("cut", first, "-w", second, "-t", "orders",
                     "--where", "offset < 5").returncode == 0
        assert tape.fact(second, "cut_from") == f"{self.whole}, {first}"
        assert tape.fact(second, "cut_options") == (
            "--group billing, --topic orders --where offset < 5")

    def time_and_records_choose(self):
        since = tape.one(self.whole, "SELECT value FROM tape"
                         " WHERE key = 'started'")
        middle, = tape.rows(
            self.whole, "SELECT strftime('%Y-%m-%dT%H:%M:%S', q / 1000000,"
            " 'unixepoch') || printf('.%06dZ', q % 1000000), q FROM exchange"
            " WHERE api_key = 0 ORDER BY q LIMIT 1 OFFSET 5")
        out = self.cut("time.ktape", "--since", middle[0])
        assert tape.rows(out, "SELECT since, until FROM gap") == [
            (since, middle[1])]
        assert tape.fact(out, "cut_options") == "--since " + middle[0]
        assert 0 < tape.one(out, "SELECT count(*) FROM exchange"
                            " WHERE q >= ?", middle[1])
        out = self.cut("where.ktape", "--where",
                       "topic = 'orders' AND partition = 1")
        assert tape.rows(out, "SELECT DISTINCT topic, partition FROM records"
                         ) == [("orders", 1)]

    def what_is_wrong_is_said(self):
        self.refused(tape.USAGE, "exists: choose another name",
                     out="whole.ktape")
        self.refused(tape.USAGE, "--where: no such column", "--where", "x = 1")
        self.refused(tape.UNPROVEN, "no topic on", "--topic", "odrers")
        self.refused(tape.UNPROVEN, "no record on", "--where", "offset > 1e9")
        self.refused(tape.UNPROVEN, "nothing on", "--until",
                     "2001-01-01T00:00:00Z")
        self.refused(tape.LOCAL_IO, "is there a folder", out="no/no.ktape")
        done = ktape("cut", self.whole)
        assert done.returncode == tape.USAGE and "-w OUT" in done.stderr
        done = ktape("cut", __file__, "-w", self.folder("no.ktape"))
        assert done.returncode == tape.NOT_A_TAPE, done.stderr

    def cut_with_room(self, room):
        def little_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        return subprocess.run(
            [tape.KTAPE, "cut", self.whole, "-w", self.folder("full.ktape")],
            capture_output=True, text=True, timeout=PATIENCE, check=False,
            preexec_fn=little_room)

    def a_full_disk_leaves_no_file(self):
        size = os.path.getsize(self.cut("size.ktape"))
        # in the empty tape, in the rows, in the last index
        for room in (1 << 16, size // 2, size - (1 << 16)):
            done = self.cut_with_room(room)
            assert done.returncode == tape.LOCAL_IO, (room, done.stderr)
            assert "ktape cut: cannot" in done.stderr, done.stderr
            left = [f for f in os.listdir(self.folder.path) if "full" in f]
            assert not left, (room, left)

    def nothing_is_recorded_onto_a_slice(self):
        out = self.cut("closed.ktape", "--topic", "orders")
        with tape.Mock() as mock:
            port = free_ports(9)
            done = ktape("record", "-b", mock.bootstrap, "--append", "-w",
                         out, "-l", f"127.0.0.1:{port}", "--", "true")
        assert done.returncode == tape.USAGE, done.stderr
        assert "is a slice" in done.stderr, done.stderr
        done = ktape("decode", out)
        assert done.returncode == tape.USAGE, done.stderr
        assert tape.fact(out, "indexed") == 1


def main():
    suite = Suite()
    with tape.Folder() as folder:
        cut = Cut(folder)
        suite.run([cut.a_cut_of_everything_has_every_row,
                   cut.a_slice_works_with_each_command,
                   cut.ids_stay,
                   cut.a_slice_of_a_slice_says_both,
                   cut.time_and_records_choose,
                   cut.what_is_wrong_is_said,
                   cut.a_full_disk_leaves_no_file,
                   cut.nothing_is_recorded_onto_a_slice])
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()

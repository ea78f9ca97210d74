#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_read_only.py - tapes that may only be read, in a folder where nothing
can be made, by a user to whom that applies: each command that reads works, and
those that write say why they don't."""
import os
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import PATIENCE, Suite, wait_for  # noqa: E402
from regression import SERVICE, record  # noqa: E402
import tape  # noqa: E402

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def nobody(*command):
    """As a user to whom permissions apply, which is not root."""
    prefix = NOBODY if os.geteuid() == 0 else []
    return subprocess.run([*prefix, *command], capture_output=True, text=True,
                          timeout=PATIENCE, check=False)


class ReadOnly:
    def __init__(self, folder):
        os.chmod(folder.path, 0o755)
        self.out = folder("out")
        self.place = folder("place")
        for path in (self.place, self.out):
            os.mkdir(path)
        os.chmod(self.out, 0o777)
        self.ktape = folder("ktape")  # of a path that everybody may go
        shutil.copy(tape.KTAPE, self.ktape)
        self.fill()
        for path, _, files in os.walk(self.place, topdown=False):
            for name in files:
                os.chmod(os.path.join(path, name), 0o444)
            os.chmod(path, 0o555)

    def release(self):
        os.chmod(self.place, 0o755)  # so that it can be removed

    def at(self, name):
        return os.path.join(self.place, name)

    def fill(self):
        """One that is sealed, its slices; one that isn't, as the log is empty
        still in SQLite's WAL mode; one that was cut short, with its log and
        without SQLite's index of it."""
        script = f"{SERVICE} feed 12 && ORDERS=12 {SERVICE}"
        record(self.at("a.ktape"), script)
        record(self.at("open.ktape"), script,
               ("-l", "127.0.0.1:0", "--no-seal"))
        for name, topic in (("s1.ktape", "orders"), ("s2.ktape", "invoices")):
            done = tape.ktape("cut", self.at("a.ktape"), "-w", self.at(name),
                              "-t", topic)
            assert done.returncode == 0, done.stderr
        killed = self.at("killed.ktape")
        with tape.Mock("-t", "orders:3") as mock, \
                tape.Record(mock.bootstrap, killed) as r:
            subprocess.run([SERVICE, "feed", "12"], check=True, env=dict(
                os.environ, KAFKA_BOOTSTRAP_SERVERS=r.bootstrap))
            wait_for(lambda: tape.one(
                killed, "SELECT count(*) FROM record") == 12, "12 records")
            r.signal(signal.SIGKILL)
            r.wait()
        assert os.path.getsize(killed + "-wal")
        os.remove(killed + "-shm")

    def run(self, status, *words, said=""):
        before = sorted(os.listdir(self.place))
        done = nobody(self.ktape, *words)
        text = done.stdout + done.stderr
        assert done.returncode == status, (words, done.returncode, text)
        assert said in text, (words, text)
        assert sorted(os.listdir(self.place)) == before

    def what_reads_works(self):
        a = self.at("a.ktape")
        self.run(0, "info", a, said="complete, sealed")
        self.run(0, "query", a, "SELECT count(*) FROM records", said="24")
        self.run(0, "dump", a, said="customer-1")
        self.run(0, "check", a, "--only", "order", said="PASS")
        self.run(0, "diff", a, a, said="same")
        self.run(0, "replay", a, "--dry-run", said="orders")
        self.run(0, "cut", a, "-w", f"{self.out}/cut.ktape", "-t", "orders")
        self.run(0, "merge", self.at("s1.ktape"), self.at("s2.ktape"), "-w",
                 f"{self.out}/merged.ktape")
        self.run(0, "diff", a, f"{self.out}/merged.ktape", said="same")

    def one_in_wal_mode_works_without_a_log(self):
        path = self.at("open.ktape")
        self.run(0, "info", path, said="not sealed")
        self.run(0, "dump", path, said="customer-1")
        self.run(0, "replay", path, "--dry-run", said="orders")
        for command in (["check", path], ["diff", path, path],
                        ["cut", path, "-w", f"{self.out}/x.ktape"],
                        ["merge", path, self.at("a.ktape"), "-w",
                         f"{self.out}/x.ktape"]):
            self.run(tape.UNPROVEN, *command, said="ktape seal")

    def one_with_a_log_says_what_it_takes(self):
        path = self.at("killed.ktape")
        for command in ("info", "check", "dump"):
            self.run(tape.LOCAL_IO, command, path, said="copy both")
        for suffix in ("", "-wal"):
            shutil.copy(path + suffix, f"{self.out}/copy.ktape{suffix}")
            os.chmod(f"{self.out}/copy.ktape{suffix}", 0o666)
        done = nobody(self.ktape, "dump", f"{self.out}/copy.ktape")
        assert done.stdout.count("customer-") == 12, done

    def what_writes_says_why_not(self):
        a = self.at("a.ktape")
        self.run(tape.LOCAL_IO, "seal", self.at("open.ktape"),
                 said="Permission denied")
        for command in (["cut", a, "-t", "orders"],
                        ["merge", self.at("s1.ktape"), self.at("s2.ktape")]):
            self.run(tape.LOCAL_IO, *command, "-w", self.at("new.ktape"),
                     said="Permission denied")


def main():
    suite = Suite()
    with tape.Folder() as folder:
        it = ReadOnly(folder)
        try:
            suite.run([it.what_reads_works,
                       it.one_in_wal_mode_works_without_a_log,
                       it.one_with_a_log_says_what_it_takes,
                       it.what_writes_says_why_not])
        finally:
            it.release()
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()

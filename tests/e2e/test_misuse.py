#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_misuse.py - what people do to ktape that nobody should: files that are
none, pipes that nobody reads, stdout and stderr closed.  Nothing is lost, each
says what is wrong, and the status is the one that the README names."""
import os
import shlex
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import Suite  # noqa: E402
from regression import SERVICE, record  # noqa: E402
import tape  # noqa: E402


def shell(script, *arguments):
    """A finished bash; $ktape and $0, $1, ... are there."""
    return subprocess.run(["bash", "-c", script, *arguments],
                          capture_output=True, text=True, timeout=60,
                          check=False, stdin=subprocess.DEVNULL,
                          env=dict(os.environ, ktape=tape.KTAPE))


def said(status, done, *words):
    text = done.stdout + done.stderr
    assert done.returncode == status, (done.returncode, text)
    for word in words:
        assert word in text, (word, text)


class Misuse:
    def __init__(self, folder):
        self.folder = folder
        self.tape = folder("a.ktape")
        record(self.tape, f"{SERVICE} feed 12 && ORDERS=12 {SERVICE}")

    def unsealed(self):
        """A copy that is still to be sealed."""
        path = self.folder("unsealed.ktape")
        with open(self.tape, "rb") as old, open(path, "wb") as new:
            new.write(old.read())
        db = sqlite3.connect(path)
        db.execute("UPDATE tape SET value = 0 WHERE key = 'indexed'")
        db.commit()
        db.close()
        return path

    def words_never_go_into_a_tape(self):
        for closed in ("2>&-", ">&-", "<&-", "<&- >&- 2>&-"):
            path = self.unsealed()
            said(0, shell(f'"$ktape" seal "$0" {closed}', path))
            said(0, tape.ktape("info", path), "complete, sealed")

    def what_stdout_does_not_take_is_no_success(self):
        path = shlex.quote(self.tape)
        for words in (f"info {path}", f"info {path} --json", "check --list",
                      "help", "help check", "diff --help", "--version",
                      f"query {path} -r list", f"dump {path}",
                      f"replay {path} --dry-run", f"check {path}",
                      f"diff {path} {path}"):
            done = shell(f'"$ktape" {words} >/dev/full')
            said(tape.LOCAL_IO, done, "No space left on device")
        for words in (f"info {path}", f"check {path}"):
            said(tape.LOCAL_IO, shell(f'"$ktape" {words} >&-'), "cannot write")

    def a_reader_who_has_enough_hears_nothing(self):
        """And what goes to files is whole."""
        report = self.folder("report.xml")
        for words in ("info $0", "dump $0", "check $0", "diff $0 $0",
                      "check $0 --report text,junit:$1"):
            # by a FIFO that is closed before ktape begins
            done = shell(f'exec 3> >(exec 0<&-); wait $!; "$ktape" {words} >&3',
                         self.tape, report)
            said(128 + 13, done)
            assert not done.stderr, done.stderr
        with open(report, encoding="utf-8") as f:
            assert f.read().rstrip().endswith("</testsuite>")

    def a_test_never_writes_over_what_it_reads(self):
        link = self.folder("link.ktape")
        os.symlink(self.tape, link)
        with open(self.tape, "rb") as f:
            before = f.read()
        for out in (self.tape, link):
            said(tape.USAGE, tape.ktape("test", self.tape, "-w", out, "--",
                                        SERVICE), "the recording itself")
        # nor over what only has the name that it would take itself
        with open(self.tape + ".new", "w", encoding="utf-8") as f:
            f.write("mine")
        said(0, tape.ktape("test", self.tape, "--accept", "--", SERVICE))
        with open(self.tape + ".new", encoding="utf-8") as f:
            assert f.read() == "mine"
        with open(self.tape, "rb") as f:
            assert f.read() == before

    def help_of_a_command(self):
        for command in ("check", "merge"):
            said(0, tape.ktape("help", command), f"usage: ktape {command} ")
        said(tape.USAGE, tape.ktape("help", "chek"), "no command 'chek'")


def main():
    suite = Suite()
    with tape.Folder() as folder:
        it = Misuse(folder)
        suite.run([it.words_never_go_into_a_tape,
                   it.what_stdout_does_not_take_is_no_success,
                   it.a_reader_who_has_enough_hears_nothing,
                   it.a_test_never_writes_over_what_it_reads,
                   it.help_of_a_command])
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_misuse.py - what people do to ktape that nobody should: files that are
none, pipes that nobody reads, stdout and stderr closed.  Nothing is lost, each
says what is wrong, and the status is the one that the README names."""
import os
import shlex
import socket
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

    def altered(self, sql):
        """A copy on which that was run."""
        path = self.folder("altered.ktape")
        with open(self.tape, "rb") as old, open(path, "wb") as new:
            new.write(old.read())
        db = sqlite3.connect(path)
        db.execute(sql)
        db.commit()
        db.close()
        return path

    def words_never_go_into_a_tape(self):
        for closed in ("2>&-", ">&-", "<&-", "<&- >&- 2>&-"):
            path = self.altered("UPDATE tape SET value = 0 "
                                "WHERE key = 'indexed'")  # to be sealed
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

    def a_test_leaves_no_service_behind(self):
        """That a script started, which dies of SIGTERM at once."""
        pid = self.folder("pid")
        said(0, tape.ktape("test", self.tape, "--", "sh", "-c",
                           f"{SERVICE} & echo $! >{pid}; wait"),
             "same        service billing")
        with open(pid, encoding="utf-8") as f:
            service = int(f.read())
        try:
            os.kill(service, 0)
        except ProcessLookupError:
            return
        raise AssertionError(f"{service} lives on")

    def a_test_on_brokers_that_are_not_there(self):
        with socket.socket() as nobody:  # bound, and not listening
            nobody.bind(("127.0.0.1", 0))
            done = tape.ktape("test", self.tape, "-b", "%s:%d"
                              % nobody.getsockname(), "--timeout", "1s", "--",
                              SERVICE)
        said(tape.NETWORK, done, "no broker of 127.0.0.1",
             "0 of 12 inputs were sent")

    def a_pipe_is_no_tape(self):
        pipe = self.folder("pipe")
        os.mkfifo(pipe)
        for words in (["info", pipe], ["check", pipe], ["dump", pipe],
                      ["diff", pipe, self.tape], ["diff", self.tape, pipe],
                      ["replay", pipe, "--dry-run"], ["test", pipe, "--", "cat"],
                      ["cut", pipe, "-w", self.folder("x")]):
            said(tape.NOT_A_TAPE, tape.ktape(*words), "a pipe or a device")

    def asserted(self, sql, only="assert"):
        path = self.folder("own.sql")
        with open(path, "w", encoding="utf-8") as f:
            f.write(sql)
        return tape.ktape("check", self.tape, "--only", only, "--assert", path)

    def what_asserts_nothing_does_not_pass(self):
        for sql in (f"ATTACH '{self.tape}' AS other", "BEGIN",
                    "PRAGMA query_only = OFF", "PRAGMA writable_schema = ON",
                    "DELETE FROM record", "VACUUM INTO 'x'"):
            said(tape.USAGE, self.asserted(f"-- a\n{sql};"),
                 "only queries are run")
        for sql in ("", "-- a\n", " ; ;\n"):
            said(tape.USAGE, self.asserted(sql, "order"), "no statement")
        said(0, self.asserted("-- a\nSELECT 1 WHERE 0;"), "PASS")

    def where_fails_on_a_record_and_the_tape_is_not_blamed(self):
        where = ["--where", "json_extract(key, '$.id') = 1"]
        for words in (["dump", self.tape], ["replay", self.tape, "--dry-run"],
                      ["diff", self.tape, self.tape],
                      ["cut", self.tape, "-w", self.folder("slice")]):
            said(tape.USAGE, tape.ktape(*words, *where),
                 "--where: malformed JSON, in some record")
        assert not os.path.exists(self.folder("slice"))

    def a_time_as_info_prints_it(self):
        began = tape.ktape("info", self.tape).stdout.split("recorded ")[1]
        day, time = began.split()[:2]
        for since in (f"{day} {time}", f"{day} {time}Z", f"{day}T{time}", f"{day}T{time}Z"):
            said(0, tape.ktape("diff", self.tape, self.tape, "--since", since,
                               "--only", "records"), "24 same")
        for since in (day, f"{day}T", f"{day}  {time}", f"{day} 1", f"{day}x{time}",
                      "2026-02-31", "", "yesterday"):
            said(tape.USAGE, tape.ktape("cut", self.tape, "-w", "x", "--since",
                                        since), "--since takes a time in UTC")

    def without(self, table):
        """A copy on which a table's first page is zeros."""
        path = self.altered("SELECT 1")
        page = tape.one(path, "SELECT rootpage FROM sqlite_schema "
                        "WHERE name = ?", table)
        size = tape.one(path, "PRAGMA page_size")
        with open(path, "r+b") as f:
            f.seek((page - 1) * size)
            f.write(bytes(size))
        return path

    def a_slice_of_a_damaged_tape_blames_that_tape(self):
        out = self.folder("made.ktape")
        for make, words in (
                (lambda: self.altered("UPDATE offset_commit SET exchange = "
                                      "'x'"), ["cut", "-t", "orders"]),
                (lambda: self.without("record"), ["cut", "-t", "orders"]),
                (lambda: self.without("record"), ["merge", self.tape])):
            damaged = make()
            said(tape.NOT_A_TAPE, tape.ktape(*words, damaged, "-w", out),
                 f"'{damaged}' is damaged", f"'{out}' is not written")
            assert not os.path.exists(out)

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
                   it.a_test_leaves_no_service_behind,
                   it.a_test_on_brokers_that_are_not_there,
                   it.a_pipe_is_no_tape,
                   it.what_asserts_nothing_does_not_pass,
                   it.where_fails_on_a_record_and_the_tape_is_not_blamed,
                   it.a_time_as_info_prints_it,
                   it.a_slice_of_a_damaged_tape_blames_that_tape,
                   it.help_of_a_command])
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()

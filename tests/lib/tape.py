# SPDX-License-Identifier: Apache-2.0
"""tape.py - `ktape` as a process under test: `record` for the length of a
`with`, `mock` likewise, any other command by ktape(), and the tape by SQL."""
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

from checks import PATIENCE, free_ports, wait_for

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
KTAPE = os.environ.get("KTAPE", os.path.join(ROOT, "build/debug/ktape"))
# exit statuses
USAGE, NOT_A_TAPE, NETWORK, UNPROVEN, LOCAL_IO = 2, 3, 4, 5, 6
# where the test programs in C were built
BUILD = os.path.dirname(os.path.abspath(KTAPE))


def kernel_buffer(which):
    """What a socket's buffer may grow to, in bytes: "rmem" or "wmem"."""
    with open(f"/proc/sys/net/ipv4/tcp_{which}", encoding="ascii") as f:
        return int(f.read().split()[2])


def ktape(*arguments, seconds=PATIENCE, stdin=None):
    """A finished `ktape COMMAND ...`: .returncode, .stdout, .stderr (text)."""
    return subprocess.run([KTAPE, *arguments], capture_output=True, text=True,
                          timeout=seconds, check=False, input=stdin)


class Process:
    """A program that runs for the length of a `with`, its output in files."""

    def __init__(self, name, command, env=None, cwd=None):
        self.folder = tempfile.mkdtemp(prefix=f"ktape-{name}-")
        self.out, self.err = (os.path.join(self.folder, x)
                              for x in ("out", "err"))
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                cwd=cwd, env=dict(os.environ, **(env or {})))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def pid(self):
        return self.process.pid

    def text(self, which="err"):
        with open(getattr(self, which), encoding="utf-8",
                  errors="replace") as f:
            return f.read()

    def said(self):
        """The end of what it said on stderr."""
        return self.text()[-3000:]

    def line(self, pattern, which="err", seconds=PATIENCE):
        """The first match of `pattern` in its output, waited for."""
        def found():
            match = re.search(pattern, self.text(which))
            if not match and self.process.poll() is not None:
                raise RuntimeError(
                    f"status {self.process.returncode} before '{pattern}':\n"
                    + self.text("out")[-1000:] + self.said())
            return match
        return wait_for(found, f"a line like '{pattern}'", seconds)

    def lines_with(self, word):
        return [l for l in self.text().splitlines() if word in l]

    def complaints(self):
        """The warnings and errors of its log, without what it says each minute
        of how it goes."""
        return re.findall(r"^\S+Z (?:warn|error) .*\n", self.text(), re.M)

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, seconds=PATIENCE):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError("still running:\n" + self.said()) from None

    def memory(self, what="VmHWM"):
        """Bytes of its resident memory, at most so far."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as f:
            return 1024 * int(re.search(what + r":\s+(\d+)", f.read())[1])

    def open_files(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def _inodes(self):
        """Of its sockets."""
        found = set()
        for fd in os.listdir(f"/proc/{self.pid}/fd"):
            try:
                link = os.readlink(f"/proc/{self.pid}/fd/{fd}")
            except FileNotFoundError:  # closed since
                continue
            if link.startswith("socket:"):
                found.add(link[len("socket:["):-1])
        return found

    def sockets(self):
        """How many it has open."""
        return len(self._inodes())

    def close_waits(self):
        """How many of them the other side has closed and it has not."""
        ours = self._inodes()
        with open("/proc/net/tcp", encoding="ascii") as f:
            rows = [line.split() for line in f]
        return sum(row[3] == "08" and row[9] in ours for row in rows)


    def _sleeps(self):
        """How often its main thread has gone to sleep; None while it runs."""
        with open(f"/proc/{self.pid}/task/{self.pid}/status",
                  encoding="ascii") as f:
            found = re.search(r"State:\t(.)(?s:.*)\n"
                              r"voluntary_ctxt_switches:\t(\d+)", f.read())
        return found[2] if found[1] == "S" else None

    def holds_back(self):
        """Does it leave unread what has come?  Its main thread sleeps on, with
        something there."""
        before, ours = self._sleeps(), self._inodes()
        with open("/proc/net/tcp", encoding="ascii") as f:
            unread = any(row[9] in ours and row[3] == "01"
                         and int(row[4].split(":")[1], 16)
                         for row in map(str.split, f))
        return unread and before and before == self._sleeps()

    def held_back(self, seconds):
        """It holds back, for so long at least; waited for."""
        since = []

        def long_enough():
            if not self.holds_back():
                since.clear()
                return False
            since.append(time.monotonic())
            return since[-1] - since[0] > seconds
        wait_for(long_enough, "it reads nothing more")


class Mock(Process):
    """`ktape mock`; .bootstrap is "HOST:PORT,..."."""

    def __init__(self, *options):
        super().__init__("mock", [KTAPE, "mock", *options])
        self.bootstrap = ""

    def __enter__(self):
        try:
            self.bootstrap = self.line("bootstrap=(.*)\n", "out")[1]
        except BaseException:
            self.__exit__()
            raise
        return self

    @property
    def address(self):
        host, port = self.bootstrap.split(",")[0].rsplit(":", 1)
        return host, int(port)


class Record(Process):
    """`ktape record`.  Use .stop() for the clean end; leaving the `with`
    without it kills.  `ready=False`: __enter__ doesn't wait until clients can
    connect."""

    def __init__(self, upstream, tape, *options, port=None, nodes=8,
                 ready=True, listen="127.0.0.1", env=None, prefix=()):
        self.tape, self.wait_ready = tape, ready
        self.port = port or free_ports(nodes + 1, {listen, "127.0.0.1"})
        self.address = (listen, self.port)
        self.bootstrap = f"{listen}:{self.port}"
        given = [] if "-l" in options else ["-l", self.bootstrap]
        super().__init__("record", [*prefix, KTAPE, "record", "-b", upstream,
                                    "-w", tape, *given, *options], env=env)

    def __enter__(self):
        try:
            if self.wait_ready:
                self.ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def ready(self):
        return self.line(r"info  recording .*\n")

    def stop(self, how=signal.SIGINT, seconds=PATIENCE):
        """The exit status."""
        self.signal(how)
        return self.wait(seconds)


class Folder:
    """A fresh folder for the length of a `with`."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="ktape-test-")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def __call__(self, name):
        return os.path.join(self.path, name)


def rows(tape, sql, *values):
    """All rows of a query, read-only, also while the tape is recorded."""
    db = sqlite3.connect(f"file:{tape}?mode=ro", uri=True, timeout=PATIENCE)
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()


def one(tape, sql, *values):
    return rows(tape, sql, *values)[0][0]


def fact(tape, key):
    found = rows(tape, "SELECT value FROM tape WHERE key = ?", key)
    return found[0][0] if found else None


def assert_complete(tape):
    assert int(fact(tape, "complete")) == 1, "the tape is not complete"
    assert one(tape, "PRAGMA integrity_check") == "ok"
    gaps = rows(tape, "SELECT * FROM gap")
    assert not gaps, f"gaps: {gaps}"


# topic, partition, offset, timestamp, key, value, headers of every record
RECORDS = """
SELECT t.name, tp.partition, r.offset, r.timestamp, r.key, r.value, r.headers
FROM record r JOIN topic_partition tp ON tp.id = r.tp
JOIN topic t ON t.id = tp.topic ORDER BY 1, 2, 3"""

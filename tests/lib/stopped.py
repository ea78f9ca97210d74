# SPDX-License-Identifier: Apache-2.0
"""stopped.py - holds one thread of a process still, by ptrace, while its others
go on: a recorder that writes nothing for as long as a test wants.

    with Stopped(record.pid, "recorder"):
        ...  # what comes now waits in the queue, then in the spill file

Or holds the main thread where a condition begins to hold:

    with Stepped(record.pid) as main:
        main.until(lambda: "sealing it" in record.text())
        ...  # it has said so, and done nothing since
"""
import ctypes
import os
import signal
import subprocess

from checks import wait_for

PTRACE_DETACH, PTRACE_SEIZE, PTRACE_INTERRUPT = 17, 0x4206, 0x4207
PTRACE_SYSCALL, PTRACE_O_TRACESYSGOOD = 24, 1
WALL = 0x40000000
FUTEX = ("202", "98")  # x86-64, arm64

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p,
                         ctypes.c_void_p]


def _ptrace(request, tid, data=None):
    if _libc.ptrace(request, tid, None, data) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _thread(pid, name):
    for tid in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{tid}/comm", encoding="ascii") as f:
            if f.read().strip() == name:
                return int(tid)
    return None


def allowed():
    """May we do that here?  Some containers forbid ptrace."""
    with subprocess.Popen(["sleep", "60"]) as child:
        try:
            _ptrace(PTRACE_SEIZE, child.pid)
        except PermissionError:
            return False
        finally:
            child.kill()
    return True


class Stopped:
    """Use it from one thread only.  The process may be killed inside; wait for
    it outside."""

    def __init__(self, pid, name):
        self.pid = pid
        self.tid = wait_for(lambda: _thread(pid, name), f"a thread {name}")
        self.held = False

    def __enter__(self):
        wait_for(self._catch, "the thread sleeps")
        return self

    def __exit__(self, *_):
        self.go_on()

    def _catch(self):
        """Where it sleeps on a condition it holds no lock that others need."""
        _ptrace(PTRACE_SEIZE, self.tid)
        _ptrace(PTRACE_INTERRUPT, self.tid)
        os.waitpid(self.tid, WALL)
        self.held = True
        with open(f"/proc/{self.pid}/task/{self.tid}/syscall",
                  encoding="ascii") as f:
            if f.read().split()[0] in FUTEX:
                return True
        self.go_on()
        return False

    def go_on(self):
        if not self.held:
            return
        self.held = False
        try:
            _ptrace(PTRACE_DETACH, self.tid)
        except ProcessLookupError:  # killed: it is ours to bury
            os.waitpid(self.tid, WALL)


class Stepped:
    """Use it from one thread only.  The process may be killed inside; wait for
    it outside."""

    def __init__(self, pid):
        self.pid = pid

    def __enter__(self):
        _ptrace(PTRACE_SEIZE, self.pid, PTRACE_O_TRACESYSGOOD)
        _ptrace(PTRACE_INTERRUPT, self.pid)
        os.waitpid(self.pid, WALL)
        return self

    def __exit__(self, *_):
        try:
            _ptrace(PTRACE_DETACH, self.pid)
        except ProcessLookupError:
            pass  # killed

    def until(self, condition):
        """On from one system call to the next, until it holds."""
        number = 0
        while not condition():
            _ptrace(PTRACE_SYSCALL, self.pid, number)
            status = os.waitpid(self.pid, WALL)[1]
            if not os.WIFSTOPPED(status):
                raise RuntimeError("it ended before")
            number = os.WSTOPSIG(status)
            if number == signal.SIGTRAP | 0x80 or status >> 16:
                number = 0  # no signal of its own

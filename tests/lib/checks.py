# SPDX-License-Identifier: Apache-2.0
"""checks.py - what a test script prints: "ok NAME", "not ok NAME" with the
reason above it, "skip NAME: why"; and waiting for a condition.

    suite = Suite()
    with suite.check("a_name_that_says_what_holds"):
        assert ...
    sys.exit(suite.finish())
"""
import contextlib
import os
import random
import signal
import socket
import sys
import time
import traceback

# Seconds until something that must happen is given up: none of it is quick on a
# machine that has other work, to which the recorder gives way.
PATIENCE = 300


class Suite:
    """Counts checks; $CHECK (a word) runs those whose name contains it."""

    def __init__(self):
        self.failed = 0
        self.only = os.environ.get("CHECK", "")
        signal.signal(signal.SIGTERM, self._terminated)

    @staticmethod
    def _terminated(_signal, _frame):
        sys.exit(143)  # so that every `with` ends what it started

    @contextlib.contextmanager
    def check(self, name):
        started = time.monotonic()
        try:
            yield
        except Exception:  # pylint: disable=broad-except
            traceback.print_exc(file=sys.stdout)
            print(f"not ok {name}", flush=True)
            self.failed += 1
        else:
            took = time.monotonic() - started
            print(f"ok {name} ({took:.1f} s)", flush=True)

    def run(self, functions):
        """Each function is a check of its own, named as it is."""
        for function in functions:
            if self.only in function.__name__:
                with self.check(function.__name__):
                    function()

    def run_or_skip(self, functions, possible, why):
        if possible:
            self.run(functions)
            return
        for function in functions:
            self.skip(function.__name__, why)

    @staticmethod
    def skip(name, why):
        print(f"skip {name}: {why}", flush=True)

    def finish(self):
        return 1 if self.failed else 0


def wait_for(condition, what, seconds=PATIENCE, step=0.02):
    """The first true value of `condition()`; an error after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"after {seconds} s still not: {what}")
        time.sleep(step)


def _is_free(host, port):
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind((host, port))
        except OSError:
            return False
    return True


# Tests run beside each other: who looks for ports leases them in blocks, until
# its process ends, by a name that only one can have (process.c knows it, too).
BLOCK = 32
_leases = {}


def _lease(blocks):
    """Get all of them, which nobody has, not even we; or none."""
    got = {}
    try:
        for block in blocks:
            if block in _leases:
                raise OSError("ours")
            got[block] = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            got[block].bind(b"\0ktape-ports-%d" % block)
    except OSError:
        for s in got.values():
            s.close()
        return False
    _leases.update(got)
    return True


def free_ports(count=1, hosts=("127.0.0.1",), sets=1):
    """The first of `count` ports in a row, free on all `hosts` and nobody else's
    while this process lives; with `sets`, also those 100, 200... above.  Below
    the ephemeral range, where an outgoing connection may take one any time, and
    not those that `ktape record` takes when it is not told otherwise."""
    for _ in range(1000):
        base = random.randrange(10000, 32768 - count - 100 * sets)
        wanted = [base + 100 * s + i for s in range(sets)
                  for i in range(count)]
        if not any(19000 <= p < 19200 for p in wanted) and \
                all(_is_free(h, p) for h in hosts for p in wanted) and \
                _lease({p // BLOCK for p in wanted}):
            return base
    raise RuntimeError("no free ports below 32768")

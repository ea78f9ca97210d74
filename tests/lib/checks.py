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


def wait_for(condition, what, seconds=60.0, step=0.02):
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


def free_ports(count=1, hosts=("127.0.0.1",), sets=1):
    """The first of `count` ports in a row, free on all `hosts`; with `sets`,
    also those 100, 200... above.  Below the ephemeral range, where an outgoing
    connection may take one any time."""
    for _ in range(1000):
        base = random.randrange(10000, 32768 - count - 100 * sets)
        wanted = [base + 100 * s + i for s in range(sets)
                  for i in range(count)]
        if all(_is_free(h, p) for h in hosts for p in wanted):
            return base
    raise RuntimeError("no free ports below 32768")

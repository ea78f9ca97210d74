# SPDX-License-Identifier: Apache-2.0
"""terminal.py - a command whose stderr or stdout is a terminal, for the length of
a `with`; what it says on the other is thrown away."""
import contextlib
import os
import pty
import re
import select
import subprocess

from checks import PATIENCE, wait_for


class OnTerminal:
    def __init__(self, *command, output="stderr", env=None):
        self.terminal, far_end = pty.openpty()
        self.said = ""
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, env=env, **{
                    "stdout": subprocess.DEVNULL,
                    "stderr": subprocess.DEVNULL, output: far_end})
        finally:
            os.close(far_end)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.terminal)

    def _read(self):
        """False: the far end is closed."""
        with contextlib.suppress(OSError):
            more = os.read(self.terminal, 10000)
            self.said += more.decode(errors="replace")
            return bool(more)
        return False

    def _look(self):
        while select.select([self.terminal], [], [], 0)[0] and self._read():
            pass

    def last(self, pattern):
        """The last match in what it said so far, or None."""
        self._look()
        found = None
        for found in re.finditer(pattern, self.said):
            pass
        return found

    def number(self, pattern):
        """The last of the numbers that it said so, such as "1,234"."""
        found = self.last(pattern)
        return int(found[1].replace(",", "")) if found else 0

    def wait(self, seconds=PATIENCE):
        """Its status, once it has said all."""
        def ended():
            self._look()
            return self.process.poll() is not None
        wait_for(ended, f"it ends; it said {self.said[-300:]}", seconds)
        while self._read():
            pass
        return self.process.returncode

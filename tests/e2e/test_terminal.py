#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_terminal.py - reports on a terminal are coloured, the values of a
difference side by side; in a pipe, in a file and where no colour is wanted they
are the same words without it."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import Suite  # noqa: E402
from regression import SERVICE, planted, record  # noqa: E402
import tape  # noqa: E402
from terminal import OnTerminal  # noqa: E402

COLOURS = re.compile(r"\x1b\[\d*m")


def on_terminal(*words, **env):
    """What `ktape WORDS...` prints on one."""
    clean = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    with OnTerminal(tape.KTAPE, *words, output="stdout",
                    env={**clean, "TERM": "xterm", **env}) as command:
        command.wait()
    return command.said.replace("\r\n", "\n")


class Terminal:
    def __init__(self, folder):
        self.folder = folder
        self.a, self.b = folder("a.ktape"), folder("b.ktape")
        for path, fault in ((self.a, ""), (self.b, "change")):
            with planted(fault):
                record(path, f"{SERVICE} feed 12 && ORDERS=12 {SERVICE}")
        self.commands = {"diff": ("diff", self.a, self.b),
                         "check": ("check", self.a),
                         "test": ("test", self.a, "--", "true")}

    def checks(self):
        return [self.a_difference_is_side_by_side_in_red_and_green,
                self.a_verdict_has_its_colour,
                self.a_pipe_gets_the_same_words_without,
                self.a_file_gets_none_though_stdout_is_a_terminal,
                self.who_wants_none_gets_none]

    def a_difference_is_side_by_side_in_red_and_green(self):
        said = on_terminal(*self.commands["diff"])
        assert "\x1b[31mDIFFERS  \x1b[0m invoices" in said, said
        assert "\x1b[32msame     \x1b[0m orders" in said, said
        assert re.search(r"\n +\$\.cents +\x1b\[31m285 +\x1b\[0m "
                         r"\| \x1b\[32m286\x1b\[0m\n", said), said

    def a_verdict_has_its_colour(self):
        said = on_terminal(*self.commands["check"])
        assert "\x1b[32mPASS    \x1b[0m capture.corrupt" in said, said
        assert "\x1b[2mNONE    \x1b[0m transaction.torn" in said, said
        said = on_terminal(*self.commands["test"])
        assert "\x1b[31mdiffers   \x1b[0m  topic invoices" in said, said

    def a_pipe_gets_the_same_words_without(self):
        for name in ("diff", "check"):
            piped = tape.ktape(*self.commands[name]).stdout
            seen = on_terminal(*self.commands[name])
            assert piped and "\x1b" not in piped, piped
            assert COLOURS.sub("", seen) == piped, (seen, piped)

    def a_file_gets_none_though_stdout_is_a_terminal(self):
        for name in ("diff", "check"):
            path = self.folder(f"{name}.txt")
            seen = on_terminal(*self.commands[name], "--report",
                               f"text:{path},text")
            with open(path, encoding="utf-8") as f:
                kept = f.read()
            assert "\x1b" in seen and "\x1b" not in kept, kept
            assert COLOURS.sub("", seen) == kept, (seen, kept)

    def who_wants_none_gets_none(self):
        for command in self.commands.values():
            for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
                said = on_terminal(*command, **env)
                assert said and "\x1b" not in said, (command, env, said)
        assert "\x1b" in on_terminal(*self.commands["diff"], NO_COLOR="")


def main():
    suite = Suite()
    with tape.Folder() as folder:
        suite.run(Terminal(folder).checks())
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""leaks.py - searches for secrets all that ktape writes: the tape and what lies
beside it (SQLite's log, the spill file), its log, and, since kept frames are
compressed, what `ktape dump` prints of them.

    leaks.assert_none(tape, record.text(), secrets, witness=b"a value")

The witness is something that must be found: a search that finds nothing at all
proves nothing.
"""
import base64
import glob
import subprocess

import tape as tapes


def forms(secret):
    """As it is, in hex, and in base64 at each of the three places where it can
    lie in a longer text."""
    found = {secret, secret.hex().encode(), secret.hex().upper().encode()}
    for skip in range(3):
        whole = base64.b64encode(bytes(skip) + secret)
        # the digits that hold bits of the secret only
        first = (skip * 8 + 5) // 6
        last = (skip + len(secret)) * 8 // 6
        found.add(whole[first:last])
        found.add(whole[first:last].replace(b"+", b"-").replace(b"/", b"_"))
    return found


def files(tape):
    """{path: content} of the tape and its siblings."""
    found = {}
    for path in glob.glob(glob.escape(tape) + "*"):
        with open(path, "rb") as f:
            found[path] = f.read()
    return found


def dump(tape):
    done = subprocess.run([tapes.KTAPE, "dump", "--exchanges", tape],
                          capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_not_in(text, secrets, where):
    for secret in secrets:
        for form in forms(secret):
            assert form not in text, f"{secret!r} is in {where} as {form!r}"


def assert_none(tape, log, secrets, witness):
    there = files(tape)
    assert any(witness in content for content in there.values()), \
        "the search is blind"
    for path, content in there.items():
        assert_not_in(content, secrets, path)
    assert_not_in(log.encode(), secrets, "the log")
    assert_not_in(dump(tape), secrets, "the kept frames")

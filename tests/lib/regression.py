# SPDX-License-Identifier: Apache-2.0
"""regression.py - what the tests of `ktape test` share: the faults that
billing.c and billing.py plant, and what the verdict must say of each."""
import contextlib
import os

import tape

SERVICE = os.path.join(tape.BUILD, "tests/e2e/billing")
FAULTS = {
    "drop": ("topic invoices", "1 missing"),
    "duplicate": ("topic invoices", "1 duplicate"),
    "change": ("topic invoices", "$.cents was 285, is 286"),
    "swap": ("topic invoices", "1 reordered"),
    "early": ("commits billing", "too early"),
    "crash": ("service billing", "ended by itself with status 3"),
}


def record(path, script, listen=("-l", "127.0.0.1:0")):
    """A tape of what a shell does with the service, on the embedded broker."""
    done = tape.ktape("mock", "-t", "orders:3", "-t", "invoices:3", "--",
                      tape.KTAPE, "record", "-w", path, *listen, "--", "sh",
                      "-c", script)
    assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def planted(fault):
    os.environ["FAULT"] = fault
    try:
        yield
    finally:
        del os.environ["FAULT"]


def assert_said(done, status, *words):
    said = done.stdout + done.stderr
    assert done.returncode == status, f"status {done.returncode}\n{said}"
    for word in words:
        assert word in said, f"'{word}' is not in\n{said}"


def assert_fault(done, fault):
    case, words = FAULTS[fault]
    assert_said(done, 1, f"differs     {case}", words)

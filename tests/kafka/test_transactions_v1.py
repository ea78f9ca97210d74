#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_transactions_v1.py - test_transactions.py on a Kafka as before KIP-890."""
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

import test_transactions  # noqa: E402

if __name__ == "__main__":
    sys.exit(test_transactions.main(1))

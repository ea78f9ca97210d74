#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_three_brokers.py - all_clients.py on three brokers."""
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

import all_clients  # noqa: E402

if __name__ == "__main__":
    sys.exit(all_clients.main(3))

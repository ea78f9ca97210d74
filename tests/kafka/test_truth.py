#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_truth.py - the small form of truth.py: faults planted at random in other
traffic are found, and nothing else is."""
import sys

import truth
from actors import in_venv
from checks import Suite
from cluster import set_up
import tape

SEED, RECORDS, LANES = 1, 5000, 4


def main():
    suite = Suite()
    why = set_up("broker", "java", "venv")
    if why:
        suite.skip("truth", why)
        return suite.finish()
    in_venv()
    found = truth.Truth()
    with tape.Folder() as folder:
        load = truth.run(SEED, RECORDS, LANES, folder)
    found.add(load)
    with suite.check("faults_and_twins_were_planted"):
        assert len(load.plants) == LANES * truth.SCENES_A_LANE
        assert {p.twin for p in load.plants} == {False, True}
        assert load.written.total() == RECORDS, load.written
    with suite.check("all_that_was_planted_is_found"):
        assert not found.missed, found.missed
    with suite.check("nothing_else_is_found"):
        assert not found.strange, found.strange
    with suite.check("the_page_tells_it"):
        text = "\n".join(truth.page(found, [load]))
        for scene in truth.KINDS:
            assert f"| {scene} |" in text, scene
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""bystander.py - a client that goes on producing on one connection while
something bad happens to others, and notices if it is ever disturbed."""
import threading

from checks import PATIENCE, wait_for
import wire


class Bystander:
    def __init__(self, bootstrap, topic):
        self.topic, self.rounds, self.trouble = topic, 0, None
        wire.Connection(bootstrap).close()
        nodes = wire.brokers_of(bootstrap)
        self.connection = wire.Connection(next(iter(nodes.values())))
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.records = wire.batch([(b"bystander", b"value")])

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join(PATIENCE)
        self.connection.close()

    def _work(self):
        try:
            while not self.ended.wait(0.005):
                number = self.rounds + 1
                answer = wire.Reader(self.connection.call(wire.produce(
                    number, self.topic, 0, self.records,
                    client_id="bystander")))
                assert answer.i32() == number
                assert answer.i32() == 1 and answer.string() == self.topic
                assert (answer.i32(), answer.i32()) == (1, 0)
                assert answer.i16() == 0, "the broker refused"
                self.rounds = number
        except Exception as e:  # pylint: disable=broad-except
            self.trouble = e

    def works(self, rounds=10, seconds=PATIENCE):
        """It does that many rounds from now on, undisturbed."""
        goal = self.rounds + rounds
        wait_for(lambda: self.trouble or self.rounds >= goal,
                 "the bystander goes on", seconds)
        assert not self.trouble, f"the bystander: {self.trouble!r}"

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_hangups.py - how single connections end: half-closes, resets, a broker
that closes idle ones or dies.  The other side learns of it, what it is owed is
delivered, nothing stays open, and the tape says who it was."""
import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from bystander import Bystander  # noqa: E402
from checks import Suite, wait_for  # noqa: E402
from sink import Sink  # noqa: E402
from wire import Connection, i32  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

RESET = b"\1\0\0\0\0\0\0\0"  # SO_LINGER on, 0 s

BATCH = wire.batch([(b"k", b"v")])
# more than the kernel takes for a client that doesn't read
ANSWER = Sink.fetch_answer({0: (1, wire.batch(
    [(b"k", bytes(4 * tape.kernel_buffer("wmem")))], crc=0))})


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    try:
        # the sink's thread, which reads, has to let go of it first
        connection.shutdown(socket.SHUT_RD)
    except OSError:
        pass
    connection.close()


def end(connection):
    connection.shutdown(socket.SHUT_RDWR)


class Hangups:
    def __init__(self, sink, record, bystander):
        self.sink, self.record, self.bystander = sink, record, bystander
        self.base = record.sockets()

    def connect(self, **options):
        return Connection(self.record.address, **options)

    def nothing_is_left(self):
        wait_for(lambda: self.record.sockets() == self.base,
                 "all is closed but the bystander's")
        assert self.record.close_waits() == 0
        self.bystander.works()

    def ended_by(self, client_id):
        """Who closed the connection of that client, and how, on the tape."""
        return wait_for(lambda: tape.rows(self.record.tape, """
            SELECT DISTINCT c.closed_by, c.close_reason FROM connection c
            JOIN exchange e ON e.connection = c.id
            WHERE e.client_id = ? AND c.closed IS NOT NULL""", client_id),
            f"the end of {client_id} is on the tape")

    def held(self, client_id, key):
        """A client with a request that the broker does not answer: the client,
        and the request at the broker."""
        undo = self.sink.only_for(client_id, key, lambda *_: None)
        c = self.connect()
        if key == wire.FETCH:
            c.send(wire.fetch(1, "t", 0, 0, client_id=client_id))
        else:
            c.send(wire.produce(1, "t", 0, BATCH, client_id=client_id))
        found = wait_for(lambda: [r for r in self.sink.requests
                                  if r.client_id == client_id],
                         f"the request of {client_id} arrives")
        undo()
        return c, found[0]

    # ---- half-closes

    def a_client_that_has_said_all_gets_its_answers(self):
        with self.connect() as c:
            for n in range(50):
                c.send(wire.produce(n, "t", 1, BATCH, client_id="said all"))
            c.socket.shutdown(socket.SHUT_WR)
            for n in range(50):
                assert c.receive()[:4] == i32(n)
            assert c.receive() == b""
        self.nothing_is_left()
        assert self.ended_by("said all")[0][0] == "client"

    def a_broker_that_has_said_all_still_gets_requests(self):
        c, request = self.held("one-sided", wire.PRODUCE)
        request.answer(self.sink.produce_answer([("t", 0, b"")], {}))
        assert c.receive()[:4] == i32(1)
        request.connection.shutdown(socket.SHUT_WR)
        assert c.receive() == b""
        arrived = len(self.sink.requests)
        c.send(wire.produce(2, "t", 0, BATCH, client_id="one-sided"))
        wait_for(lambda: [r for r in self.sink.requests[arrived:]
                          if r.client_id == "one-sided"],
                 "the broker gets it all the same")
        c.close()
        self.nothing_is_left()

    # ---- the client goes

    def a_client_may_go_in_the_middle_of_its_request(self):
        whole = wire.produce(1, "t", 0, wire.batch([(b"k", bytes(1 << 20))],
                                                   crc=0))
        for close in (end, reset):
            for cut in (2, 20, 100, len(whole) - 1):
                c = self.connect()
                c.send(whole[:cut])
                close(c.socket)
        self.nothing_is_left()

    def a_client_may_go_while_it_waits(self):
        for name, close in (("ends waiting", end), ("resets waiting", reset)):
            c, _ = self.held(name, wire.FETCH)
            close(c.socket)
            if close is end:
                c.close()
        self.nothing_is_left()
        for name in ("ends waiting", "resets waiting"):
            assert self.ended_by(name)[0][0] == "client", self.ended_by(name)
            assert tape.rows(self.record.tape, """
                SELECT fate, r FROM exchange WHERE client_id = ?""",
                             name) == [("cut", None)]

    def a_client_may_go_in_the_middle_of_its_answer(self):
        for name, close in (("ends reading", end), ("resets reading", reset)):
            undo = self.sink.only_for(name, wire.FETCH, lambda *_: ANSWER)
            c = self.connect(receive_buffer=65536)
            c.send(wire.fetch(1, "t", 0, 0, client_id=name))
            c.exactly(100000)
            close(c.socket)
            c.close()
            undo()
        self.nothing_is_left()
        for name in ("ends reading", "resets reading"):
            assert self.ended_by(name)[0][0] == "client", self.ended_by(name)
            assert tape.rows(self.record.tape, """
                SELECT d FROM exchange WHERE client_id = ?""",
                             name) == [(None,)], "not all of it left"

    # ---- the broker goes

    def a_broker_may_go_while_a_client_waits(self):
        for name, close in (("broker ends", end), ("broker resets", reset)):
            c, request = self.held(name, wire.PRODUCE)
            close(request.connection)
            assert c.is_closed(), "the client was not told"
            c.close()
        self.nothing_is_left()
        assert "reset" in self.ended_by("broker resets")[0][1]
        for name in ("broker ends", "broker resets"):
            assert self.ended_by(name)[0][0] == "broker", self.ended_by(name)
            assert tape.rows(self.record.tape, """
                SELECT p.outcome, e.fate FROM produce p
                JOIN exchange e ON e.id = p.exchange
                WHERE e.client_id = ?""", name) == [("maybe", "cut")]

    def a_broker_may_go_in_the_middle_of_its_answer(self):
        for name, close in (("ends answering", end),
                            ("resets answering", reset)):
            c, request = self.held(name, wire.FETCH)
            request.connection.sendall(i32(len(ANSWER) + 4) + i32(1)
                                       + ANSWER[:100000])
            got = c.exactly(100008)
            assert got == i32(len(ANSWER) + 4) + i32(1) + ANSWER[:100000]
            close(request.connection)
            assert c.is_closed(), "the client was not told"
            c.close()
        self.nothing_is_left()
        for name in ("ends answering", "resets answering"):
            assert self.ended_by(name)[0][0] == "broker", self.ended_by(name)
            assert tape.rows(self.record.tape, """
                SELECT e.fate, c.cut_bytes FROM exchange e
                JOIN connection c ON c.id = e.connection
                WHERE e.client_id = ?""", name) == [("cut", 100004)]

    def a_broker_may_close_idle_connections(self):
        """As connections.max.idle.ms does; its clients come again, and nobody
        says a word."""
        said = self.record.complaints()
        before = set(self.sink.connections)
        clients = [self.connect() for _ in range(100)]
        for n, c in enumerate(clients):
            assert c.call(wire.metadata(n, ["t"]))[:4] == i32(n)
        for theirs in set(self.sink.connections) - before:
            end(theirs)
        for c in clients:
            assert c.is_closed()
            c.close()
        with self.connect() as c:
            assert c.call(wire.metadata(1, ["t"]))[:4] == i32(1)
        self.nothing_is_left()
        assert self.record.complaints() == said, self.record.said()

    def a_client_that_does_not_look_is_told_when_it_writes(self):
        """Its broker is gone, it has not noticed: its next request fails."""
        c, request = self.held("asleep", wire.PRODUCE)
        reset(request.connection)
        try:
            c.send(wire.produce(2, "t", 0, BATCH, client_id="asleep"))
            assert c.is_closed()
        except ConnectionError:
            pass
        c.close()
        self.nothing_is_left()

    def the_end_says_what_was_cut(self):
        assert self.record.stop() == 0, self.record.said()
        tape.assert_complete(self.record.tape)
        cut = [row[0] for row in tape.rows(self.record.tape, """
            SELECT cut_bytes FROM connection WHERE cut_bytes IS NOT NULL""")]
        assert len(cut) > 4 and all(cut), cut
        assert tape.one(self.record.tape, """
            SELECT count(*) FROM timeline WHERE detail LIKE
            '%, inside a frame, after % bytes of it'""") == len(cut)
        assert not tape.rows(self.record.tape, """
            SELECT id FROM connection WHERE closed IS NULL
            OR closed_by IS NULL OR close_reason IS NULL""")


def main():
    suite = Suite()
    with tape.Folder() as folder, Sink({"t": 4}) as sink, \
            tape.Record(sink.bootstrap, folder("a.ktape")) as record, \
            Bystander(record.address, "t") as bystander:
        bystander.works()
        it = Hangups(sink, record, bystander)
        suite.run([
            it.a_client_that_has_said_all_gets_its_answers,
            it.a_broker_that_has_said_all_still_gets_requests,
            it.a_client_may_go_in_the_middle_of_its_request,
            it.a_client_may_go_while_it_waits,
            it.a_client_may_go_in_the_middle_of_its_answer,
            it.a_broker_may_go_while_a_client_waits,
            it.a_broker_may_go_in_the_middle_of_its_answer,
            it.a_broker_may_close_idle_connections,
            it.a_client_that_does_not_look_is_told_when_it_writes,
            it.the_end_says_what_was_cut,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

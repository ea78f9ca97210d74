#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_errors.py - what a user can do wrong or find broken, each with its
sentence and its exit status; CMD's statuses; --help of every command."""
import os
import signal
import socket
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import Suite, free_ports, wait_for  # noqa: E402
from sink import HOST, Sink  # noqa: E402
from tape import Record, ktape  # noqa: E402
from terminal import OnTerminal  # noqa: E402
from wire import produce_all  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

USAGE, NOT_A_TAPE, NETWORK, UNPROVEN, LOCAL_IO = 2, 3, 4, 5, 6

BATCH = wire.batch([(b"key-%d" % n, b"value-%d" % n) for n in range(100)])
COMMANDS = ("record", "info", "query", "dump", "decode", "seal", "mock")


class Errors:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def path(self):
        self.count += 1
        return self.folder(f"{self.count}.ktape")

    def small_tape(self):
        path = self.path()
        with Sink({"t": 4}) as sink, Record(sink.bootstrap, path) as r:
            produce_all(r.address, 1, BATCH)
            assert r.stop() == 0, r.said()
        return path

    @staticmethod
    def failed(status, words, *arguments):
        """It ends with that status; each word is in what it says on stderr,
        and stdout is empty."""
        done = ktape(*arguments)
        assert done.returncode == status, \
            f"{arguments}: status {done.returncode}, not {status}: {done}"
        for word in words:
            assert word in done.stderr, f"'{word}' is not in: {done.stderr}"
        assert not done.stdout, done.stdout

    def record_failed(self, status, words, path, *options):
        if "-l" not in options:
            options = ("-l", f"127.0.0.1:{free_ports(8)}", *options)
        self.failed(status, words, "record", "-b", "127.0.0.1:1", "-w", path,
                    *options)

    # ---- ports

    def a_taken_port_is_a_network_error(self):
        path = self.path()
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            s.listen()
            taken = f"127.0.0.1:{s.getsockname()[1]}"
            self.record_failed(NETWORK, [taken, "in use"], path, "-l", taken)
            assert not os.path.exists(path), "it left an empty tape"
            self.failed(NETWORK, [taken], "mock", "-l", taken)

    def a_taken_port_of_a_broker_is_replaced_and_said(self):
        port = free_ports(8)
        with socket.socket() as s, Sink({"t": 4}) as sink:
            # what ended there a moment ago may linger
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(("127.0.0.1", port + 1))
            s.listen()
            with Record(sink.bootstrap, self.path(), port=port) as r:
                nodes = wire.brokers_of(r.address)
                assert nodes[0][1] != port + 1
                produce_all(nodes[0], 2, BATCH)
                assert str(port + 1) in r.text()
                assert r.stop() == 0
            assert tape.one(r.tape, "SELECT listen FROM broker "
                                    "WHERE node_id = 0") == \
                "%s:%d" % nodes[0]

    def overlapping_sets_of_ports_are_refused_with_ports_that_work(self):
        port, path = free_ports(8, sets=2), self.path()
        done = ktape("record", "-b", "127.0.0.1:1", "-w", path,
                     "-l", f"a=127.0.0.1:{port}",
                     "-l", f"b=127.0.0.1:{port + 1}")
        assert done.returncode == USAGE, done
        assert not os.path.exists(path)
        assert "b=127.0.0.1:" in done.stderr, done.stderr

    # ---- the upstream

    def it_waits_for_an_upstream_that_is_not_there_yet(self):
        port = free_ports(1, (HOST,))
        with Record(f"{HOST}:{port}", self.path(), ready=False) as r:
            r.line(f"{HOST}:{port}")
            assert r.process.poll() is None, r.said()
            with wire.Connection(r.address) as early:
                # waits, is not refused, and gets its answer in the end
                early.send(wire.metadata(1, []))
                with Sink({"t": 4}, port=port):
                    assert early.receive()[:4] == wire.i32(1)
                    nodes = wire.brokers_of(r.address)
                    produce_all(nodes[0], 2, BATCH)
                    assert r.stop() == 0, r.said()
            assert tape.one(r.tape, "SELECT count(*) FROM record") == 200

    def without_an_upstream_it_still_ends_cleanly(self):
        port = free_ports(1, (HOST,))
        with Record(f"{HOST}:{port}", self.path(), ready=False) as r:
            r.line(f"{HOST}:{port}")
            assert r.stop() == 0, r.said()
        tape.assert_complete(r.tape)

    def an_upstream_that_goes_and_comes_back_serves_again(self):
        with Sink({"t": 4}) as sink, Record(sink.bootstrap, self.path()) as r:
            produce_all(r.address, 1, BATCH)
            port = sink.address[1]
            sink.__exit__()

            def closed():
                try:
                    with wire.Connection(r.address) as c:
                        return c.is_closed()
                except ConnectionError:
                    return True
            wait_for(closed, "clients learn that the broker is gone")
            with Sink({"t": 4}, port=port):
                produce_all(r.address, 1, BATCH, partition=1)
                assert r.stop() == 0, r.said()
        assert tape.one(r.tape, "SELECT count(*) FROM record") == 200

    # ---- the tape

    def a_tape_that_exists_is_refused_unless_told(self):
        path = self.small_tape()
        self.record_failed(USAGE, [path, "--force", "--append"], path)
        assert tape.one(path, "SELECT count(*) FROM record") == 100
        self.record_failed(USAGE, ["--force", "--append"], path, "--force",
                           "--append")
        with Sink({"t": 4}) as sink, \
                Record(sink.bootstrap, path, "--force") as r:
            assert r.stop() == 0
        assert tape.one(path, "SELECT count(*) FROM record") == 0

    def a_missing_folder_is_named(self):
        self.record_failed(LOCAL_IO, ["/no/such"], "/no/such/x.ktape")
        self.record_failed(LOCAL_IO, [self.folder.path], self.folder.path,
                           "--append")

    def a_missing_tape_is_named(self):
        missing = self.folder("missing.ktape")
        for command in (("info",), ("dump",), ("seal",)):
            self.failed(LOCAL_IO, [missing], *command, missing)
        self.failed(LOCAL_IO, [missing], "query", missing, "SELECT 1")
        assert not os.path.exists(missing)

    def what_is_not_a_tape_is_left_alone(self):
        strangers = {"text": b"no tape\n" * 1000, "empty": b"",
                     "short": b"SQLite format 3\0"}
        for name, content in strangers.items():
            with open(self.folder(name), "wb") as f:
                f.write(content)
        other = self.folder("other.db")
        sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
        for path in [*map(self.folder, strangers), other]:
            before = self.read(path)
            for command in ("info", "dump", "seal"):
                self.failed(NOT_A_TAPE, [path], command, path)
            self.failed(NOT_A_TAPE, [path], "query", path, "SELECT 1")
            self.record_failed(NOT_A_TAPE, [path], path, "--append")
            self.record_failed(USAGE, [path], path)
            if before:
                self.record_failed(NOT_A_TAPE, [path, "--force"], path,
                                   "--force")
            assert self.read(path) == before, f"{path} was changed"

    @staticmethod
    def read(path):
        with open(path, "rb") as f:
            return f.read()

    def a_tape_of_a_later_format_is_refused(self):
        path = self.small_tape()
        db = sqlite3.connect(path)
        db.execute("PRAGMA user_version = 2000")
        db.close()
        for command in ("info", "dump", "seal"):
            self.failed(NOT_A_TAPE, [path, "format 2"], command, path)
        self.record_failed(NOT_A_TAPE, ["format 2"], path, "--append")

    def a_damaged_tape_is_an_error_and_no_crash(self):
        path = self.small_tape()
        whole = self.read(path)
        page = 32768
        for at in (page, 5 * page, len(whole) // 2, len(whole) - page):
            with open(path, "wb") as f:
                f.write(whole[:at] + b"\xff" * 4096 + whole[at + 4096:])
            for command in (("info",), ("dump",), ("seal",),
                            ("query", "SELECT count(*) FROM records")):
                done = ktape(command[0], path, *command[1:])
                assert done.returncode in (0, NOT_A_TAPE, UNPROVEN, LOCAL_IO), \
                    (command, done)
        with open(path, "wb") as f:
            f.write(whole[:len(whole) // 2])
        for command in ("info", "dump"):
            self.failed_somehow(command, path)

    @staticmethod
    def failed_somehow(command, path):
        done = ktape(command, path)
        assert done.returncode in (NOT_A_TAPE, LOCAL_IO), (command, done)
        assert path in done.stderr, done

    def a_check_says_what_it_is_at_and_can_be_stopped(self):
        path = self.small_tape()
        with open(path + ".sql", "w", encoding="utf-8") as f:
            f.write("-- for ever\nWITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                    "SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0;\n")
        with OnTerminal(tape.KTAPE, "check", path, "--only", "assert",
                        "--assert", path + ".sql") as check:
            wait_for(lambda: check.last(r"\.for ever, \d+ s"), "it says so")
            check.process.send_signal(signal.SIGINT)
            assert check.wait() == UNPROVEN, check.said
            assert "for ever: stopped" in check.said, check.said

    def a_tape_is_recorded_by_one_only(self):
        with Sink({"t": 4}) as sink, Record(sink.bootstrap, self.path()) as r:
            self.record_failed(LOCAL_IO, [r.tape], r.tape, "--append")
            self.record_failed(LOCAL_IO, [r.tape], r.tape, "--force")
            self.failed(LOCAL_IO, [r.tape], "seal", r.tape)
            produce_all(r.address, 1, BATCH)
            assert r.stop() == 0
        tape.assert_complete(r.tape)
        assert tape.one(r.tape, "SELECT count(*) FROM record") == 100

    # ---- usage

    def usage_errors_say_what_is_wrong(self):
        path = self.path()
        record = ("record", "-b", "127.0.0.1:1", "-w", path)
        self.failed(USAGE, ["usage"])
        self.failed(USAGE, ["no-such"], "no-such")
        self.failed(USAGE, ["-b"], "record", "-w", path)
        self.failed(USAGE, ["-w"], "record", "-b", "127.0.0.1:1")
        for words, options in (
                (["on-full"], ("--on-full", "sometimes")),
                (["port"], ("-l", "127.0.0.1:70000")),
                (["--queue"], ("--queue", "1K")),
                (["queue"], ("--queue", "lots")),
                (["--map"], ("--map", "x=127.0.0.1:1")),
                (["--nodes"], ("--nodes", "5-3")),
                (["name"], ("-l", "127.0.0.1:1000", "-l", "127.0.0.1:2000")),
                (["no-such"], ("--no-such",)),
                (["stray"], ("stray",))):
            self.failed(USAGE, words, *record, *options)
        assert not os.path.exists(path)
        for command in ("info", "dump", "seal", "query"):
            self.failed(USAGE, ["--help"], command)
            self.failed(USAGE, ["no-such"], command, path, "--no-such")
        self.failed(USAGE, ["topic"], "mock", "-t", "no partitions")
        self.failed(USAGE, [], "decode")
        self.failed(USAGE, [], "decode", "--raw", "NoSuchApi", "0", "request")

    def wrong_sql_is_an_error(self):
        path = self.small_tape()
        done = ktape("query", path, "SELECT FROM WHERE")
        assert done.returncode == USAGE and "syntax" in done.stderr, done
        done = ktape("query", path, "DELETE FROM record")
        assert done.returncode != 0, done
        assert tape.one(path, "SELECT count(*) FROM record") == 100

    def help_of_each_command_is_on_stdout(self):
        for arguments in [("--help",), ("--version",), ("help",),
                          *((c, "--help") for c in COMMANDS)]:
            done = ktape(*arguments)
            assert done.returncode == 0 and not done.stderr, done
            assert "ktape" in done.stdout, done
        commands = ktape("--help").stdout
        for command in COMMANDS:
            assert command in commands
            assert f"ktape {command}" in ktape(command, "--help").stdout

    # ---- CMD

    def run(self, sink, *command):
        return ktape("record", "-b", sink.bootstrap, "-w", self.path(), "-l",
                     f"127.0.0.1:{free_ports(8)}", "--", *command)

    def the_status_is_that_of_the_command(self):
        plain = self.folder("plain")
        with open(plain, "w", encoding="ascii") as f:
            f.write("not executable\n")
        with Sink({"t": 4}) as sink:
            for status, command in (
                    (0, ("true",)), (1, ("false",)),
                    (7, ("sh", "-c", "exit 7")),
                    (128 + signal.SIGTERM, ("sh", "-c", "kill -TERM $$"))):
                done = self.run(sink, *command)
                assert done.returncode == status, (command, done)
                path = self.folder(f"{self.count}.ktape")
                tape.assert_complete(path)
            for status, command in ((127, "/no/such/command"), (126, plain),
                                    (126, self.folder.path)):
                done = self.run(sink, command)
                assert done.returncode == status, (command, done)
                assert command in done.stderr, done
                path = self.folder(f"{self.count}.ktape")
                assert not os.path.exists(path), "it made a tape first"

    def the_command_gets_the_addresses_of_all_services(self):
        port, path = free_ports(8, sets=2), self.path()
        with Sink({"t": 4}) as sink:
            done = ktape("record", "-b", sink.bootstrap, "-w", path, "-l",
                         f"a=127.0.0.1:{port}", "-l",
                         f"b-c=127.0.0.1:{port + 100}", "--", "sh", "-c",
                         "echo $KAFKA_BOOTSTRAP_SERVERS $KTAPE_BOOTSTRAP_A "
                         "$KTAPE_BOOTSTRAP_B_C; exit 7")
        assert done.returncode == 7, done
        assert done.stdout.split() == [
            f"127.0.0.1:{port}", f"127.0.0.1:{port}",
            f"127.0.0.1:{port + 100}"], done.stdout
        tape.assert_complete(path)

    def several_services_have_listeners_of_their_own(self):
        port = free_ports(8, sets=2)
        with Sink({"t": 4}) as sink, \
                Record(sink.bootstrap, self.path(), "-l",
                       f"orders=127.0.0.1:{port}", "-l",
                       f"billing=127.0.0.1:{port + 100}") as r:
            for n, base in (("orders", port), ("billing", port + 100)):
                nodes = wire.brokers_of(("127.0.0.1", base))
                assert nodes == {0: ("127.0.0.1", base + 1)}, nodes
                produce_all(nodes[0], 2, BATCH, client_id=n)
            assert r.stop() == 0, r.said()
            found = tape.rows(r.tape, """
                SELECT DISTINCT s.name, e.client_id FROM exchange e
                JOIN connection c ON c.id = e.connection
                JOIN service s ON s.id = c.service WHERE e.api_key = 0""")
        assert sorted(found) == [("billing", "billing"), ("orders", "orders")]


def main():
    suite = Suite()
    with tape.Folder() as folder:
        it = Errors(folder)
        suite.run([
            it.a_taken_port_is_a_network_error,
            it.a_taken_port_of_a_broker_is_replaced_and_said,
            it.overlapping_sets_of_ports_are_refused_with_ports_that_work,
            it.it_waits_for_an_upstream_that_is_not_there_yet,
            it.without_an_upstream_it_still_ends_cleanly,
            it.an_upstream_that_goes_and_comes_back_serves_again,
            it.a_tape_that_exists_is_refused_unless_told,
            it.a_missing_folder_is_named,
            it.a_missing_tape_is_named,
            it.what_is_not_a_tape_is_left_alone,
            it.a_tape_of_a_later_format_is_refused,
            it.a_damaged_tape_is_an_error_and_no_crash,
            it.a_check_says_what_it_is_at_and_can_be_stopped,
            it.a_tape_is_recorded_by_one_only,
            it.usage_errors_say_what_is_wrong,
            it.wrong_sql_is_an_error,
            it.help_of_each_command_is_on_stdout,
            it.the_status_is_that_of_the_command,
            it.the_command_gets_the_addresses_of_all_services,
            it.several_services_have_listeners_of_their_own,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())

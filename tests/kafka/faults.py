# SPDX-License-Identifier: Apache-2.0
"""faults.py - faults made by real clients on a real Kafka, each with an innocent
twin: the same traffic without it.  A scene is a method of Scenes: it is played at
a Place, and gives what `ktape check` must find there, {(check, verdict, offset)},
unless it is the twin, of which nothing must be found."""
import collections
import json
import os
import signal
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from actors import PATIENCE, Clients, Far  # noqa: E402
from checks import wait_for  # noqa: E402
import forge  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

PROPERTIES = """\
transaction.abort.timed.out.transaction.cleanup.interval.ms=200
"""
TOO_LATE = ("UNKNOWN_MEMBER_ID", "ILLEGAL_GENERATION")


def check(path):
    return json.loads(
        tape.ktape("check", path, "--report", "json").stdout)["checks"]


def by_name(found):
    """{topic, or group: {(check, verdict, offset)}}"""
    names = collections.defaultdict(set)
    for c in found:
        for f in c["findings"]:
            if f["verdict"] in ("FAIL", "SUSPECT"):
                names[f["topic"] or f["group_id"]].add(
                    (c["check"], f["verdict"], f["offset"]))
    return names


class Scenes:
    """`clients` go through ktape, `cluster` is asked beside it, `meddler` is the
    bad network behind it."""

    def __init__(self, cluster, meddler, clients):
        self.cluster, self.meddler, self.clients = cluster, meddler, clients
        self.admin = clients.admins.AdminClient(
            {"bootstrap.servers": cluster.inside_bootstrap})

    def create(self, names):
        for made in self.admin.create_topics([
                self.clients.admins.NewTopic(n, 1, 1) for n in names]
                ).values():
            made.result(PATIENCE)

    def write(self, at, count, producer=None):
        self.clients.write(at.topic, count,
                           producer or self.clients.producer(at.name))

    def reader(self, at, **options):
        reader = self.clients.consumer(at.name, **options)
        reader.subscribe([at.topic])
        return reader

    def reader_from(self, at, begin):
        """One that begins there, whatever the group has committed; with an id of
        its own, or it might be the one before, that goes there."""
        def there(reader, partitions):
            for p in partitions:
                p.offset = at.first + begin
            reader.assign(partitions)
        reader = self.clients.consumer(at.name, client_id=f"{at.name}-again")
        reader.subscribe([at.topic], on_assign=there)
        return reader

    def read(self, reader, at, begin, end):
        """All from `begin` to `end`, as a distance from the place's first."""
        offsets = self.clients.read(reader, end - begin)
        assert offsets == list(range(at.first + begin, at.first + end)), offsets

    def commit(self, reader, at, end):
        self.clients.commit(reader, at.topic, at.first + end)

    def all_read(self, at, count, end=None):
        """The next `count` records, which are the last, by the group."""
        reader = self.reader(at)
        self.clients.read(reader, count)
        self.commit(reader, at, count if end is None else end)
        self.clients.close(reader, at.name)

    def settled(self, at, end):
        """Readers of committed data get all up to there: a marker is written
        after the end of its transaction was answered."""
        inside = Clients(self.cluster.inside_bootstrap).consumer("none")
        wait_for(lambda: inside.get_watermark_offsets(
            self.clients.at(at.topic, 0), PATIENCE)[1] == at.first + end,
                 "all markers are there", PATIENCE)
        inside.close()

    # ---- what is done

    def ahead(self, at, twin):
        """Commits more than it was given, and goes on behind that when it comes
        again."""
        given, more = at.size(3, 9), at.size(7, 30)
        self.write(at, given)
        reader = self.reader(at)
        self.read(reader, at, 0, given)
        self.commit(reader, at, given if twin else given + more)
        self.clients.close(reader, at.name)
        self.write(at, more + 1)
        self.all_read(at, more + 1 if twin else 1, given + more + 1)
        return {("commit.ahead", "FAIL", at.first + given + more),
                ("loss.undelivered", "FAIL", at.first + given)}

    def short(self, at, twin):
        """Commits each record's offset, and not the next."""
        count = at.size(6, 12)
        self.write(at, count)
        reader = self.reader(at)
        for n in range(count):
            self.read(reader, at, n, n + 1)
            self.commit(reader, at, n + twin)
        reader.close()
        return {("commit.off-by-one", "SUSPECT", at.first + count - 1),
                ("commit.uncommitted", "SUSPECT", at.first + count - 1)}

    def doubled(self, at, twin):
        """The network cuts an acknowledgement off; without idempotence the
        retry is stored, too."""
        before, after = at.size(2, 9), at.size(2, 9)
        writer = self.clients.producer(at.name, enable_idempotence=twin)
        self.write(at, before, writer)
        self.meddler.lose(at.name)
        self.write(at, after, writer)
        self.all_read(at, before + after + (not twin))
        return {("duplicate.log", "FAIL", at.first + before)}

    def inverted(self, at, twin):
        """The network breaks a request while the next is under way."""
        before = at.size(1, 9)
        writer = self.clients.producer(at.name, enable_idempotence=twin)
        self.write(at, before, writer)
        broken = self.meddler.corrupt(at.name, b"first")
        writer.produce(at.topic, "the first", "key", 0)
        broken.wait(PATIENCE)
        writer.produce(at.topic, "the second", "key", 0)
        assert writer.flush(PATIENCE) == 0
        self.all_read(at, before + 2)
        return {("order.retry-inversion", "FAIL", at.first + before + 1)}

    def cut(self, at, twin):
        """The connection ends with several requests under way; kafka-clients
        sends them again, the last first."""
        count = at.size(20, 60)
        held = self.meddler.hold(at.name, 5)
        scenario.run(scenario.java(
            "produce", self.clients.bootstrap, at.topic, 0, count, "none",
            "all" if twin else "1"), env={"CLIENT_PROPERTIES":
                "batch.size=0\nmax.in.flight.requests.per.connection=5\n"
                f"client.id={at.name}"})
        held.wait(0)
        self.all_read(at, count)
        return {("capture.unfinished", "SUSPECT", None),
                ("hazard.producer-config", "SUSPECT", None),
                *(("order.retry-inversion", "FAIL", at.first + n)
                  for n in range(1, 5))}

    def redelivered(self, at, twin):
        """Commits by itself, each minute and when it closes; and is killed
        before that."""
        count = at.size(4, 20)
        self.write(at, count)
        with Far(self.clients.bootstrap, at, not twin, "true") as reader:
            reader.do(f"read {count}")
            if twin:
                reader.do("close")
        self.write(at, 1)
        self.all_read(at, 1 if twin else count + 1, count + 1)
        return {("duplicate.delivery", "SUSPECT", at.first),
                ("group.liveness", "SUSPECT", None)}

    def thrown_out(self, at, twin):
        """A member stands still for longer than its session; when it goes on,
        it commits."""
        count = at.size(4, 20)
        self.write(at, count)
        with Far(self.clients.bootstrap, at, not twin) as reader:
            reader.do(f"read {count}")
            if twin:
                reader.do(f"commit {at.first + count}", "close")
                return set()
            reader.process.send_signal(signal.SIGSTOP)
            try:
                other = self.reader(at)
                self.clients.read(other, 1)
                self.commit(other, at, 1)
                other.close()
            finally:
                reader.process.send_signal(signal.SIGCONT)
            # the second answer is behind that to its heartbeat
            for _ in range(2):
                why = reader(f"commit {at.first + count}")
                assert why in TOO_LATE, why
        return {("duplicate.delivery", "SUSPECT", at.first),
                ("commit.failed", "SUSPECT", at.first + count),
                ("commit.uncommitted", "SUSPECT", at.first + 1),
                ("group.liveness", "SUSPECT", None),
                ("group.rebalances", "SUSPECT", None)}

    def fenced(self, at, twin):
        """A producer goes on after another of its id has begun."""
        first = self.clients.producer(at.name, transactional_id=at.name)
        first.init_transactions(PATIENCE)
        first.begin_transaction()
        self.write(at, 1, first)
        if twin:
            first.commit_transaction(PATIENCE)
        second = self.clients.producer(at.name, transactional_id=at.name)
        second.init_transactions(PATIENCE)
        if not twin:
            self.refused(first, at)
        second.begin_transaction()
        self.write(at, 1, second)
        second.commit_transaction(PATIENCE)
        self.settled(at, 4)
        self.all_read(at, 1 + twin, 4)
        # that the broker refused it is right
        return {("loss.unacked", "SUSPECT", None)}

    def refused(self, producer, at):
        try:
            producer.produce(at.topic, "too late", partition=0)
            producer.flush(PATIENCE)
        except self.clients.kafka.KafkaException as e:
            assert e.args[0].name() == "_FENCED", e
        else:
            raise AssertionError("it was not fenced")

    def overran(self, at, twin):
        """A transaction takes longer than it may; then its producer commits."""
        slow = self.clients.producer(
            at.name, transactional_id=at.name,
            transaction_timeout_ms=60000 if twin else 5000)
        slow.init_transactions(PATIENCE)
        slow.begin_transaction()
        self.write(at, 1, slow)
        if twin:
            slow.commit_transaction(PATIENCE)
            return set()
        self.settled(at, 2)  # the coordinator has aborted it
        try:
            slow.commit_transaction(PATIENCE)
        except self.clients.kafka.KafkaException as e:
            assert e.args[0].name() == "_FENCED", e
        else:
            raise AssertionError("it was committed")
        return {("transaction.end", "FAIL", at.first)}

    def aborted(self, at, twin):
        """Reads what is not committed."""
        each = at.size(2, 9)
        writer = self.clients.producer(at.name, transactional_id=at.name)
        writer.init_transactions(PATIENCE)
        for end in (writer.commit_transaction, writer.abort_transaction,
                    writer.commit_transaction):
            writer.begin_transaction()
            self.write(at, each, writer)
            end(PATIENCE)
        self.settled(at, 3 * (each + 1))
        reader = self.reader(
            at, isolation_level=f"read_{'' if twin else 'un'}committed")
        self.clients.read(reader, (2 if twin else 3) * each)
        self.commit(reader, at, 3 * (each + 1))
        reader.close()
        return {("hazard.isolation", "SUSPECT", at.first + each + 1)}

    def poisoned(self, at, twin):
        """Goes back to a record that it can't process, again and again."""
        good = at.size(2, 9)
        self.write(at, good + 2)
        reader = self.reader(at, enable_partition_eof=True)
        self.read(reader, at, 0, good)
        self.commit(reader, at, good)
        self.read(reader, at, good, good + 2)
        self.clients.ended(reader)
        if not twin:
            for _ in range(8):
                reader.seek(self.clients.at(at.topic, at.first + good))
                self.read(reader, at, good, good + 1)
        else:
            self.commit(reader, at, good + 2)
        reader.close()
        return {("group.stuck", "SUSPECT", at.first + good),
                ("order.rewind", "SUSPECT", at.first + good),
                ("commit.uncommitted", "SUSPECT", at.first + good)}

    def recreated(self, at, twin):
        """The topic is another when the reader comes again."""
        before, after = at.size(5, 20), at.size(3, 20)
        self.write(at, before)
        self.all_read(at, before)
        if not twin:
            self.made_anew(at)
        self.write(at, after)
        self.all_read(at, after, before + after if twin else after)
        # another log: its offsets are no faults of the first
        return set()

    def made_anew(self, at):
        self.admin.delete_topics([at.topic])[at.topic].result(PATIENCE)
        group = self.clients.kafka.ConsumerGroupTopicPartitions(at.name)
        wait_for(lambda: not self.admin.list_consumer_group_offsets(
            [group])[at.name].result(PATIENCE).topic_partitions,
                 "what the group had committed is gone, too", PATIENCE)

        def created():
            try:
                self.create([at.topic])
            except self.clients.kafka.KafkaException:
                return False
            return True
        wait_for(created, "it is there again", PATIENCE)

    def expired(self, at, twin):
        """Records are deleted before the group comes to them."""
        read, gone, kept = at.size(3, 9), at.size(7, 30), at.size(2, 9)
        self.write(at, read)
        self.all_read(at, read)
        self.write(at, gone)
        if not twin:
            for done in self.admin.delete_records([self.clients.at(
                    at.topic, at.first + read + gone)]).values():
                done.result(PATIENCE)
        self.write(at, kept)
        self.all_read(at, kept + (gone if twin else 0), read + gone + kept)
        return {("group.reset", "SUSPECT", at.first + read),
                ("loss.undelivered", "SUSPECT", at.first + read)}

    def skipped(self, at, twin):
        """Comes again and goes on behind where it had been."""
        read, over, rest = at.size(3, 9), at.size(5, 30), at.size(2, 9)
        self.write(at, read)
        self.all_read(at, read)
        self.write(at, over + rest)
        begin = read if twin else read + over
        reader = self.reader_from(at, begin)
        self.read(reader, at, begin, read + over + rest)
        self.commit(reader, at, read + over + rest)
        reader.close()
        # another reader: no skip of its own
        return {("loss.undelivered", "FAIL", at.first + read)}

    def leapt(self, at, twin):
        """A reader without a group goes on behind records that it left out."""
        read, over, rest = at.size(3, 9), at.size(5, 30), at.size(2, 9)
        host, port = self.clients.bootstrap.rsplit(":", 1)
        # a library has fetched more than it hands out: nobody knows how much
        with wire.Connection((host, int(port))) as reader:
            self.write(at, read)
            reader.call(wire.fetch(1, at.topic, 0, at.first,
                                   client_id=at.name))
            self.write(at, over + rest)
            reader.call(wire.fetch(2, at.topic, 0, at.first + read
                                   + (0 if twin else over),
                                   client_id=at.name))
        return {("order.skip", "SUSPECT", at.first + read)}

    def went_back(self, at, twin):
        """Comes again and goes back before what it had committed."""
        read, back, rest = at.size(6, 20), at.size(2, 6), at.size(2, 9)
        self.write(at, read)
        self.all_read(at, read)
        self.write(at, rest)
        begin = read if twin else read - back
        reader = self.reader_from(at, begin)
        self.read(reader, at, begin, read + rest)
        self.commit(reader, at, read + rest)
        reader.close()
        return {("duplicate.delivery", "SUSPECT", at.first + read - back)}

    def lowered(self, at, twin):
        """Commits less than it had committed."""
        read, less = at.size(6, 20), at.size(2, 6)
        self.write(at, read)
        reader = self.reader(at)
        self.read(reader, at, 0, read)
        for end in (read - less, read) if twin else (read, read - less):
            self.commit(reader, at, end)
        reader.close()
        return {("commit.rewind", "SUSPECT", at.first + read - less),
                ("commit.uncommitted", "SUSPECT", at.first + read - less)}

    # ---- what only a broker could do, or a network: forged behind ktape

    def spoilt(self, at, twin):
        """A record is damaged on its way to a reader who doesn't look at
        checksums."""
        count = at.size(3, 9)
        self.write(at, count)
        self.forged_read(at, twin, forge.spoilt(b"record 1"), count)
        return {("capture.corrupt", "FAIL", at.first + 1),
                ("order.divergence", "SUSPECT", at.first + 1)}

    def replaced(self, at, twin):
        """A broker gives out another record than at first."""
        count = at.size(3, 9)
        self.write(at, count)
        self.all_read(at, count, 0)
        self.forged_read(at, twin, forge.other(b"record 1"), count)
        return {("order.divergence", "FAIL", at.first + 1)}

    def lost(self, at, twin):
        """A broker leaves out a record that it had acknowledged."""
        count = at.size(3, 9)
        self.write(at, count)
        self.forged_read(at, twin, forge.without(b"record 1"),
                         count - (not twin), count)
        return {("loss.acked", "FAIL", at.first + 1),
                ("loss.undelivered", "FAIL", at.first + 1)}

    def shortened(self, at, twin):
        """A broker says that the log ends before where it had ended."""
        count = at.size(3, 9)
        self.write(at, count)
        reader = self.reader(at)
        self.read(reader, at, 0, count)
        told, instead = (2 * wire.i64(at.first + n)
                         for n in (count + 1, count - 1))
        if not twin:
            lie = self.meddler.forge(at.name, forge.said(told, instead))
        self.write(at, 1)
        self.read(reader, at, count, count + 1)
        self.commit(reader, at, count + 1)
        reader.close()
        if not twin:
            lie.wait(0)
        return {("order.bounds", "FAIL", at.first + count - 1),
                ("loss.stale-read", "SUSPECT", at.first + count - 1)}

    def misremembered(self, at, twin):
        """A coordinator tells an older commit than the last."""
        count = at.size(6, 20)
        self.write(at, count)
        reader = self.reader(at)
        self.read(reader, at, 0, count)
        self.commit(reader, at, count - 3)
        self.commit(reader, at, count)
        self.clients.close(reader, at.name)
        self.write(at, 1)
        self.forged_read(at, twin, forge.said(
            wire.i64(at.first + count), wire.i64(at.first + count - 3)),
            1 if twin else 4, count + 1)
        return {("commit.read-back", "FAIL", at.first + count - 3)}

    def unaborted(self, at, twin):
        """A broker doesn't tell a reader of committed data what was aborted."""
        each = at.size(2, 9)
        writer = self.clients.producer(at.name, transactional_id=at.name)
        writer.init_transactions(PATIENCE)
        for end in (writer.abort_transaction, writer.commit_transaction):
            writer.begin_transaction()
            self.write(at, each, writer)
            end(PATIENCE)
        self.settled(at, 2 * (each + 1))
        self.forged_read(at, twin, forge.unaborted, each, 2 * (each + 1))
        return {("transaction.aborted-read", "FAIL", at.first + n)
                for n in range(each)}

    def forged_read(self, at, twin, change, count, end=None):
        lie = None if twin else self.meddler.forge(at.name, change)
        self.all_read(at, count, end)
        if lie:
            lie.wait(0)

    # ---- what needs a topic of its own

    def abandoned(self, at, twin):
        """A producer goes away within a transaction; its coordinator aborts it,
        which nobody reads."""
        writer = self.clients.producer(at.name, transactional_id=at.name,
                                       transaction_timeout_ms=10000)
        writer.init_transactions(PATIENCE)
        writer.begin_transaction()
        self.write(at, 1, writer)
        if twin:
            writer.commit_transaction(PATIENCE)
        return {("transaction.hanging", "SUSPECT", at.first)}

    def spread(self, at, twin):
        """Two services write one key, and their clients' partitioners differ."""
        for done in self.admin.create_partitions(
                [self.clients.admins.NewPartitions(at.topic, 4)]).values():
            done.result(PATIENCE)
        wait_for(lambda: len(self.admin.list_topics(at.topic).topics[at.topic]
                             .partitions) == 4, "there are four", PATIENCE)
        for partitioner in ("murmur2_random",
                            f"{'murmur2' if twin else 'consistent'}_random"):
            writer = self.clients.producer(at.name, partitioner=partitioner)
            writer.produce(at.topic, "a record", "key 0")
            assert writer.flush(PATIENCE) == 0
        return {("order.key-partition", "SUSPECT", 0)}

    def copy(self, at, writer, begin, end, committing=None):
        """In a transaction that also commits what was read, by that reader."""
        writer.begin_transaction()
        for n in range(begin, end):
            writer.produce(f"{at.topic}-out", f"copy of {n}")
        if committing:
            writer.send_offsets_to_transaction(
                [self.clients.at(at.topic, at.first + end)],
                committing.consumer_group_metadata(), PATIENCE)

    def copier(self, at):
        """Its reader, and its writer in transactions."""
        self.create([f"{at.topic}-out"])
        writer = self.clients.producer(at.name, transactional_id=at.name)
        writer.init_transactions(PATIENCE)
        return self.reader(at), writer

    def outside(self, at, twin):
        """Copies in transactions, and commits what it read besides them."""
        count = at.size(3, 9)
        self.write(at, count)
        reader, writer = self.copier(at)
        for n in range(count):
            self.read(reader, at, n, n + 1)
            self.copy(at, writer, n, n + 1, twin and reader)
            writer.commit_transaction(PATIENCE)
            if not twin:
                self.commit(reader, at, n + 1)
        reader.close()
        return {("transaction.exactly-once", "SUSPECT", None)}

    def forgotten(self, at, twin):
        """Goes on behind what it had read for a transaction that it aborted."""
        each = at.size(2, 5)
        self.write(at, 3 * each)
        reader, writer = self.copier(at)
        for n in range(3):
            begin, end = n * each, (n + 1) * each
            self.read(reader, at, begin, end)
            self.copy(at, writer, begin, end, reader)
            if n == 1:
                writer.abort_transaction(PATIENCE)
                if twin:
                    mine = [self.clients.at(at.topic, 0)]
                    reader.pause(mine)
                    reader.seek(reader.committed(mine, PATIENCE)[0])
                    reader.resume(mine)
                    self.read(reader, at, begin, end)
                    self.copy(at, writer, begin, end, reader)
            if n != 1 or twin:
                writer.commit_transaction(PATIENCE)
        reader.close()
        return {("transaction.exactly-once", "SUSPECT", at.first + each)}


# in the order in which they are played
SCENES = ["ahead", "short", "doubled", "inverted", "cut", "redelivered",
          "thrown_out", "fenced", "overran", "aborted", "poisoned", "expired",
          "skipped", "leapt", "went_back", "lowered", "spoilt", "replaced",
          "shortened", "misremembered", "unaborted"]
# those that change their topic, make another, or that other readers would hide
ALONE = ["recreated", "lost", "abandoned", "spread", "outside", "forgotten"]

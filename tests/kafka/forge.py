# SPDX-License-Identifier: Apache-2.0
"""forge.py - what a broker never should say: a Fetch or OffsetFetch answer as
bytes, changed; None where there is nothing to change.  Meddler.forge() takes
them."""
import struct

import wire

# in a batch of magic 2
LENGTH, MAGIC, CRC, ATTRIBUTES, PRODUCER, HEAD = 8, 16, 17, 21, 43, 61


def batches(body):
    """(begin, end) of each record batch in an answer, by its checksum."""
    at = 0
    while at + HEAD <= len(body):
        length, = struct.unpack_from(">i", body, at + LENGTH)
        end = at + LENGTH + 4 + length
        crc, = struct.unpack_from(">I", body, at + CRC)
        if body[at + MAGIC] == 2 and HEAD <= end - at and end <= len(body) \
                and wire.crc32c(body[at + ATTRIBUTES:end]) == crc:
            yield at, end
            at = end
        else:
            at += 1


def spoilt(word):
    """A record's bytes are others."""
    return lambda body: body.replace(word, word.upper(), 1) \
        if word in body else None


def other(word):
    """The same, and the checksum is right."""
    def change(body):
        for begin, end in batches(body):
            if word in body[begin:end]:
                behind = body[begin + ATTRIBUTES:end].replace(
                    word, word.upper(), 1)
                return body[:begin + CRC] + struct.pack(
                    ">I", wire.crc32c(behind)) + behind + body[end:]
        return None
    return change


def without(word):
    """The batch with that word is left out."""
    def change(body):
        found = list(batches(body))
        lost = [b for b in found if word in body[slice(*b)]]
        if not lost:
            return None
        (begin, end), first, last = lost[0], found[0][0], found[-1][1]
        size = wire.uvarint(last - first + 1)
        assert body[first - len(size):first] == size, "where is its size?"
        return body[:first - len(size)] + wire.uvarint(
            last - first + 1 - (end - begin)) + body[first:begin] + body[end:]
    return change


def said(told, instead):
    """Where it says those bytes, once, others."""
    return lambda body: body.replace(told, instead) \
        if body.count(told) == 1 else None


def unaborted(body):
    """No transaction is named as aborted."""
    for begin, _ in batches(body):
        producer = body[begin + PRODUCER:begin + PRODUCER + 8]
        named = producer + body[begin:begin + 8]
        if named in body:
            return body.replace(named, wire.i64(1 << 40) + named[8:])
    return None

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write codec/messages.c and codec/messages.h from kafka-clients jars.

    messages.py OUTPUT_FOLDER OLDEST.jar ... NEWEST.jar

Each jar holds Kafka's own definitions, common/message/*.json.  They are merged,
so that a version that a newer release dropped is still known: an (API, version)
has one layout in all releases.  This is not believed but checked; a difference
ends the program.  Names, defaults and order are those of the newest release.
"""

import json
import os
import re
import sys
import zipfile

TYPES = {
    "bool": "BOOL", "int8": "INT8", "int16": "INT16", "uint16": "UINT16",
    "int32": "INT32", "uint32": "UINT32", "int64": "INT64",
    "float64": "FLOAT64", "uuid": "UUID", "string": "STRING",
    "bytes": "BYTES", "records": "RECORDS",
}
NEVER = 0x7fff  # VERSION_NEVER of codec/message.h; as "until": no end
ZERO_UUID = "AAAAAAAAAAAAAAAAAAAAAA"


def fail(text):
    sys.exit("messages.py: " + text)


# ---- Kafka's notation

def versions(text):
    """"3+", "1-2", "0", "none" or nothing as a range (first, last)."""
    if text is None or text == "none":
        return (NEVER, NEVER)
    if text.endswith("+"):
        return (int(text[:-1]), NEVER)
    first, _, last = text.partition("-")
    return (int(first), int(last or first))


def inside(version, span):
    return span[0] <= version <= span[1] and version != NEVER


def load(jar):
    """The definitions of one release, {file name: definition}."""
    found = {}
    with zipfile.ZipFile(jar) as archive:
        for path in archive.namelist():
            if path.startswith("common/message/") and path.endswith(".json"):
                text = archive.read(path).decode("utf-8")
                text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
                definition = json.loads(text)
                found[definition["name"]] = definition
    return found


def default_of(field, kind, array):
    """The default of an absent field as JSON; None for a struct's own."""
    given = field.get("default", "")
    if given == "null":
        return "null"
    if array:
        return "[]"
    if kind == "struct":
        return None
    if kind in ("string", "bytes"):
        return json.dumps(given)
    if kind == "records":
        return "null"
    if kind == "uuid":
        return json.dumps(given or ZERO_UUID)
    if kind == "bool":
        return "true" if str(given).lower() == "true" else "false"
    if kind == "float64":
        return repr(float(given or 0))
    return str(int(str(given), 0)) if given != "" else "0"


class Field:
    """A field in one version: what its bytes look like."""

    def __init__(self, definition, version, common):
        text = definition["type"]
        self.name = definition["name"]
        self.array = text.startswith("[]")
        text = text.removeprefix("[]")
        self.type = text if text in TYPES else "struct"
        self.nullable = inside(
            version, versions(definition.get("nullableVersions")))
        tagged = inside(version, versions(definition.get("taggedVersions")))
        self.tag = int(definition["tag"]) if tagged else None
        self.default = default_of(definition, self.type, self.array)
        self.fields = []
        if self.type == "struct":
            inner = definition.get("fields") or common[text]
            self.fields = expand(inner, version, common)

    def wire(self):
        """What decides the bytes (a name does not)."""
        return (self.type, self.array, self.nullable, self.tag,
                [f.wire() for f in ordered(self.fields)])

    def row(self):
        """What rows of one field may differ in."""
        return (self.type, self.array, self.default)


def ordered(fields):
    """In the order of the wire: tagged fields last, by tag."""
    return ([f for f in fields if f.tag is None] +
            sorted((f for f in fields if f.tag is not None),
                   key=lambda f: f.tag))


def expand(definitions, version, common):
    return [Field(d, version, common) for d in definitions
            if inside(version, versions(d["versions"]))]


def layouts(definition, unstable):
    """{version: fields} of one message in one release.  What was unstable in
    an older release may have changed since, so only the newest one counts."""
    first, last = versions(definition["validVersions"])
    if first == NEVER:
        return {}
    if unstable:
        last -= 1
    common = {s["name"]: s["fields"]
              for s in definition.get("commonStructs", [])}
    return {v: expand(definition["fields"], v, common)
            for v in range(first, last + 1)}


# ---- merging releases

def same_layout(name, version, old, new):
    """An (API, version) has one layout: fail when the bytes differ."""
    if [f.wire() for f in ordered(old)] != [f.wire() for f in ordered(new)]:
        fail(f"{name} v{version} differs between releases")


def rename(old, new, names, path=()):
    """Collect {old path: new name} of fields that stand at one place."""
    for before, now in zip(ordered(old), ordered(new)):
        here = path + (before.name,)
        if before.name != now.name:
            names[here] = now.name
        rename(before.fields, now.fields, names, here)


def apply_names(fields, names, path=()):
    for field in fields:
        here = path + (field.name,)
        field.name = names.get(here, field.name)
        apply_names(field.fields, names, here)


def merge(name, releases):
    """{version: fields} of all releases, oldest first; the newest one wins."""
    merged = {}
    for release in releases:
        names = {}
        for version in release.keys() & merged.keys():
            same_layout(name, version, merged[version], release[version])
            rename(merged[version], release[version], names)
        for version in merged:
            apply_names(merged[version], names)
        merged.update(release)
    return merged


def names_in_order(by_version):
    """Each name once, so that every version's own order is kept."""
    order = []
    for version in sorted(by_version, reverse=True):
        at = 0
        for field in by_version[version]:
            if field.name in order:
                at = order.index(field.name) + 1
            else:
                order.insert(at, field.name)
                at += 1
    return order


class Row:
    """A field over the run of versions in which only null and tag differ."""

    def __init__(self, path, by_version, all_versions):
        first, last = min(by_version), max(by_version)
        some = by_version[last]
        self.path = path
        self.name = some.name
        self.type, self.array, self.default = some.row()
        self.since = 0 if first == all_versions[0] else first
        self.until = NEVER if last == all_versions[-1] else last
        self.null = self.span("nullable", by_version, all_versions)
        self.tag = some.tag
        self.tagged_since = NEVER
        if some.tag is not None:
            self.tagged_since = min(v for v, f in by_version.items()
                                    if f.tag is not None)
        self.rows = rows(path, {v: f.fields for v, f in by_version.items()},
                         all_versions) if self.type == "struct" else []

    @staticmethod
    def span(what, by_version, all_versions):
        having = [v for v, f in by_version.items() if getattr(f, what)]
        if not having:
            return (NEVER, NEVER)
        last = max(having)
        return (min(having), NEVER if last == all_versions[-1] else last)

    def at(self, version):
        """(name, wire form) in a version, to prove the row right."""
        tag = self.tag if version >= self.tagged_since else None
        return (self.name, self.type, self.array,
                inside(version, self.null), tag,
                rows_at(self.rows, version))


def rows_at(some_rows, version):
    return [r.at(version) for r in some_rows
            if r.since <= version <= r.until]


def rows(path, by_version, all_versions):
    """The rows of a struct from its fields in each version."""
    out = []
    for name in names_in_order(by_version):
        runs = []
        for version in sorted(by_version):
            field = next((f for f in by_version[version] if f.name == name),
                         None)
            if field is None:
                continue
            if not runs or runs[-1][0] != field.row():
                runs.append((field.row(), {}))
            runs[-1][1][version] = field
        for _, run in runs:
            out.append(Row(path + [name], run, all_versions))
    return out


class Message:
    def __init__(self, name, releases, unstable):
        newest = next(r for r in reversed(releases) if r)
        self.name = name
        self.kind = newest["type"]
        self.key = newest.get("apiKey", -1)
        merged = merge(name, [layouts(r, self.key in skip)
                              for r, skip in zip(releases, unstable) if r])
        self.versions = sorted(merged)
        flexible = [versions(r["flexibleVersions"])[0] for r in releases
                    if r and "flexibleVersions" in r]
        if len(set(flexible)) > 1:
            fail(f"{name}: first flexible version differs between releases")
        self.flexible_since = flexible[0] if flexible else NEVER
        if not merged:
            return
        if self.versions != list(range(self.versions[0],
                                       self.versions[-1] + 1)):
            fail(f"{name}: its versions have a hole: {self.versions}")
        self.rows = rows([name], merged, self.versions)
        for version, fields in merged.items():
            self.prove(version, fields)

    def prove(self, version, fields):
        """The rows give back each version's layout, field for field."""
        def form(f):
            return (f.name, f.type, f.array, f.nullable, f.tag,
                    [form(x) for x in f.fields])
        if rows_at(self.rows, version) != [form(f) for f in fields]:
            fail(f"{self.name} v{version}: the rows do not give its layout")


def pair_up(messages):
    """Request and response of an API have the same versions."""
    by_key = {}
    for m in messages:
        if m.key != -1:
            by_key.setdefault(m.key, set()).add(
                (m.versions[0], m.versions[-1], m.flexible_since))
    for key, ranges in by_key.items():
        if len(ranges) > 1:
            fail(f"key {key}: request and response differ: {ranges}")


def read(jars):
    """The messages of all jars.  One that was renamed keeps its newest name."""
    releases = [load(jar) for jar in jars]
    found = {}
    for at, release in enumerate(releases):
        for definition in release.values():
            if definition["type"] == "header":
                continue
            key = (definition["type"],
                   definition.get("apiKey", definition["name"]))
            slot = found.setdefault(key, [None] * len(releases))
            slot[at] = definition
    # only the request of an API says that its last version is unstable
    unstable = [{d["apiKey"] for d in release.values()
                 if d.get("latestVersionUnstable")}
                for release in releases[:-1]] + [set()]
    out = []
    for slot in found.values():
        name = next(d["name"] for d in reversed(slot) if d)
        message = Message(name, slot, unstable)
        if message.versions:
            out.append(message)
    return sorted(out, key=lambda m: (m.kind, m.key, m.name))


# ---- C

HEAD = """\
/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
/* %s
 * Written by tools/dev/messages.py (`make messages`) from the definitions in
 * %s.
 * Not to be edited. */
"""


def constant(words):
    """["FetchResponse", "throttleTimeMs"] as FETCH_RESPONSE_THROTTLE_TIME_MS"""
    parts = [re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", w)
             for w in words]
    return "_".join(parts).upper().replace("K_RAFT", "KRAFT")


def camel(name):
    """Kafka's name of a field in JSON."""
    return name[0].lower() + name[1:]


def paths(some_rows):
    for row in some_rows:
        yield row.path
        yield from paths(row.rows)


def number(version):
    return "NEVER" if version == NEVER else str(version)


def quoted(text):
    return "NULL" if text is None else json.dumps(text)


def row_line(row):
    id_ = constant(row.path)
    sub = id_.lower() if row.rows else "NULL"
    until = "ON" if row.until == NEVER else str(row.until)
    null_until = "ON" if row.null[1] == NEVER else str(row.null[1])
    tag = "NO_TAG" if row.tag is None else str(row.tag)
    return (f'\t{{ "{camel(row.name)}", {sub}, {quoted(row.default)}, '
            f"{row.since}, {until}, {number(row.null[0])}, {null_until}, "
            f"{tag}, {number(row.tagged_since)},\n"
            f"\t  {id_}, FIELD_{TYPES.get(row.type, 'STRUCT')}, "
            f"{'true' if row.array else 'false'} }},\n")


def struct_tables(name, some_rows):
    """The row tables of a struct, inner ones first."""
    text = "".join(struct_tables(constant(r.path).lower(), r.rows)
                   for r in some_rows if r.rows)
    text += f"static const struct field {name}[] = {{\n"
    text += "".join(row_line(r) for r in some_rows)
    return text + "\tLAST\n};\n\n"


def message_line(m):
    return (f'\t{{ "{m.name}", {constant([m.name]).lower()}, {m.key}, '
            f"{m.versions[0]}, {m.versions[-1]}, {number(m.flexible_since)}, "
            f"MESSAGE_{m.kind.upper()} }},\n")


def message_table(name, messages):
    """Requests and responses are indexed by their key."""
    text = f"const struct message {name}[] = {{\n"
    for at, message in enumerate(messages):
        if message.key not in (at, -1):
            fail(f"no message for key {at}, the table would have a hole")
        text += message_line(message)
    return text + "};\n"


def source(messages, origin):
    text = HEAD % ("messages.c - Kafka's messages as rows.", origin)
    text += '#include "codec/message.h"\n\n#include <stddef.h>\n\n'
    text += ("enum { NEVER = VERSION_NEVER, ON = VERSION_NEVER };\n\n"
             "#define LAST { NULL, NULL, NULL, 0, 0, 0, 0, NO_TAG, NEVER, "
             "FIELD_NONE, FIELD_END, false }\n\n"
             "/* name, rows of a struct, default,\n"
             " * since, until, nullable since and until, tag, tagged since,\n"
             " * id, type, array */\n")
    for m in messages:
        text += f"/* {m.name} {m.versions[0]}-{m.versions[-1]} */\n"
        text += struct_tables(constant([m.name]).lower(), m.rows)
    for kind in ("request", "response", "data"):
        text += message_table(f"{kind}_messages",
                              [m for m in messages if m.kind == kind]) + "\n"
    text += "const char *const api_names[] = {\n"
    text += "".join(f'\t"{m.name.removesuffix("Request")}",\n'
                    for m in messages if m.kind == "request")
    return text + "};\n"


def header(messages, origin):
    requests = [m for m in messages if m.kind == "request"]
    data = [m for m in messages if m.kind == "data"]
    text = HEAD % ("messages.h - names for Kafka's APIs and fields.", origin)
    text += "#ifndef CODEC_MESSAGES_H\n#define CODEC_MESSAGES_H\n\n"
    text += "enum api_key {\n"
    for m in requests:
        api = constant([m.name.removesuffix("Request")])
        text += f"\tAPI_{api} = {m.key},\n"
    text += (f"\tAPI_COUNT = {len(requests)},\n}};\n\n"
             f"enum {{ DATA_MESSAGE_COUNT = {len(data)} }};\n\n"
             "/* Message and path of a field; FIELD_NONE belongs to none. */\n"
             "enum message_field {\n\tFIELD_NONE,\n")
    seen = {}
    for m in messages:
        for path in paths(m.rows):
            id_ = constant(path)
            if seen.setdefault(id_, path) != path:
                fail(f"{path} and {seen[id_]} have one name")
            if f"\t{id_},\n" not in text:
                text += f"\t{id_},\n"
    if len(seen) > 0xffff:
        fail("more fields than struct field's id can count")
    return text + "\tMESSAGE_FIELD_COUNT,\n};\n\n#endif\n"


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder, jars = sys.argv[1], sys.argv[2:]
    messages = read(jars)
    pair_up(messages)
    origin = " and ".join(os.path.basename(j) for j in jars)
    for name, text in (("messages.h", header(messages, origin)),
                       ("messages.c", source(messages, origin))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)


if __name__ == "__main__":
    main()

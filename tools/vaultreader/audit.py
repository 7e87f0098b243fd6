"""Section 11: the audit trail. Records, segments, and what can be found by holding them against each other."""

import hashlib
import json
import re
from typing import NamedTuple

from .errors import Damaged
from .vault import AUDIT

RECORD_LIMIT, SEGMENT_LIMIT, NOTHING = 64 << 10, 1 << 20, "0" * 64

_HEX = {"vault": 32, "writer": 32, "previous": 64, "snapshot": 64}
_TEXT = ("user", "host", "program", "time", "action", "outcome")
_OPTIONAL = ("begun", "snapshot", "providers", "counts", "details", "seen")
_WORD = re.compile(r"[a-z][a-z0-9-]{0,39}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.(?!000)[0-9]{3})?Z")
_SEEN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{64}")


class Record(NamedTuple):
    """A record with the line that tells it."""

    fields: dict
    line: bytes

    @property
    def number(self):
        return self.fields["number"]

    @property
    def hash(self):
        return hashlib.sha256(self.line).hexdigest()


def canonical(fields):
    """The form of RFC 8785, for names in ASCII and numbers that are integers."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def parse(line, vault):
    """The record that a line tells; `vault` is the vault's id in hex."""
    if len(line) > RECORD_LIMIT:
        raise Damaged("an audit record is longer than 64 KiB")
    try:
        fields = json.loads(line.decode("utf-8"))
        same = isinstance(fields, dict) and canonical(fields) == line
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or halves of characters
        raise Damaged("an audit record is not JSON") from None
    if not same:
        raise Damaged("an audit record is not in its canonical form")
    required = set(_HEX) - {"snapshot"} | set(_TEXT) | {"format", "number"}
    if not required <= set(fields) or not set(fields) <= required | set(_OPTIONAL):
        raise Damaged("an audit record lacks a field, or has an unknown one")
    if not all(_valid(name, value) for name, value in fields.items()):
        raise Damaged("an audit record has a field that is not of its form")
    if fields["vault"] != vault:
        raise Damaged("an audit record is that of another vault")
    if fields["number"] == 1 and fields["previous"] != NOTHING:
        raise Damaged("the first audit record follows another one")
    return Record(fields, line)


def _valid(name, value):
    if name in _HEX:
        return isinstance(value, str) and re.fullmatch("[0-9a-f]{%d}" % _HEX[name], value) is not None
    if name in ("action", "outcome"):
        return isinstance(value, str) and _WORD.fullmatch(value) is not None
    if name == "time":
        return isinstance(value, str) and _TIME.fullmatch(value) is not None
    if name == "format":
        return value == 1 and type(value) is int
    if name in ("number", "begun"):
        return type(value) is int and 1 <= value < 1 << 32
    if name == "providers":
        return isinstance(value, list) and value != [] and all(isinstance(item, str) for item in value)
    if name in ("counts", "details", "seen"):
        return isinstance(value, dict) and value != {} and all(_entry(name, *item) for item in value.items())
    return isinstance(value, str)


def _entry(name, key, value):
    if name == "seen":
        return bool(re.fullmatch("[0-9a-f]{32}", key)) and isinstance(value, str) and bool(_SEEN.fullmatch(value))
    right = type(value) is int and 0 <= value < 1 << 53 if name == "counts" else isinstance(value, str)
    return right and _WORD.fullmatch(key) is not None


def segment(plain, vault):
    """The records of a segment's plaintext."""
    if not plain.endswith(b"\n") or len(plain) > SEGMENT_LIMIT:
        raise Damaged("an audit segment is not lines of at most 1 MiB")
    records = [parse(line, vault) for line in plain[:-1].split(b"\n")]
    for before, record in zip(records, records[1:]):
        if (record.fields["writer"], record.number) != (before.fields["writer"], before.number + 1):
            raise Damaged("records of an audit segment are not those of one writer in their order")
        if record.fields["previous"] != before.hash:
            raise Damaged("record %d does not follow record %d" % (record.number, before.number))
    return records


def load(vault, name):
    """The records in one segment of a vault."""
    records = segment(vault.open(name, AUDIT).all(), vault.header.vault.hex())
    _, writer, rest = name.split("/")
    if (records[-1].fields["writer"], "%08x" % records[-1].number) != (writer, rest[:8]):
        raise Damaged("it does not hold the records that its name says")
    return records


def chains(vault, problem):
    """The records of each writer by their numbers; what is wrong is given to `problem(where, sentence)`."""
    writers, seen = {}, {}
    for name in vault.named("audit"):
        try:
            records = load(vault, name)
        except Damaged as damage:
            problem(name, str(damage))
            continue
        chain = writers.setdefault(records[0].fields["writer"], {})
        for record in records:
            if chain.setdefault(record.number, record).line != record.line:
                problem(name, "it has another record %d than a segment before: a fork" % record.number)
            for writer, newest in record.fields.get("seen", {}).items():
                seen.setdefault("audit/%s/%s" % (writer, newest), record)
    for writer, chain in sorted(writers.items()):
        _check(writer, chain, problem)
    for name, record in sorted(seen.items()):
        if name not in vault.names:
            problem(name, "it is gone: record %d of writer %s has seen it" % (record.number, record.fields["writer"]))
    return writers


def _check(writer, chain, problem):
    where = "audit/" + writer
    for number in range(1, max(chain) + 1):
        if number not in chain:
            if number == 1 or number - 1 in chain:  # once for each gap
                problem(where, "records are missing from number %d on" % number)
        elif number > 1 and number - 1 in chain and chain[number].fields["previous"] != chain[number - 1].hash:
            problem(where, "record %d does not follow record %d" % (number, number - 1))

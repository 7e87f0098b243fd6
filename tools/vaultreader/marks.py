"""Section 10: tombstones and holds, and which snapshots are forgotten by them."""

from typing import NamedTuple, Optional

from . import cbor
from .errors import Damaged
from .vault import HOLD, TOMBSTONE

_KINDS = {0: int, 1: int, 2: str, 3: str, 4: str, 5: bytes, 6: bytes, 7: str}


class Mark(NamedTuple):
    """A tombstone, a hold, or (with `ended`) the end of a hold; its time in nanoseconds since 1970."""

    time: int
    host: str
    user: str
    reason: str
    snapshot: bytes
    ended: Optional[bytes]
    program: str


def parse(plaintext):
    """A mark from its plaintext."""
    fields = cbor.decode(plaintext)
    if not isinstance(fields, dict) or set(fields) | {6} != set(_KINDS):
        raise Damaged("a mark lacks a field or has an unknown one")
    for key, value in fields.items():
        if type(value) is not _KINDS[key]:
            raise Damaged("the field %d of a mark has a wrong type" % key)
    if not 0 <= fields[1] <= 999999999 or len(fields[5]) != 32 or len(fields.get(6, bytes(32))) != 32:
        raise Damaged("a mark has a field with a wrong value")
    return Mark(fields[0] * 10**9 + fields[1], fields[2], fields[3], fields[4], fields[5], fields.get(6), fields[7])


def load(vault, name):
    """One mark by the name of its object."""
    is_tombstone = name.startswith("forgotten/")
    mark = parse(vault.open(name, TOMBSTONE if is_tombstone else HOLD).all())
    if mark.snapshot.hex() != _snapshot(name):
        raise Damaged("%s is about another snapshot than its name" % name)
    if is_tombstone and mark.ended is not None:
        raise Damaged("%s is a tombstone and ends a hold" % name)
    return mark


def _snapshot(name):
    return name.split("/")[1][:64]


def _load_or_tell(vault, name, problem):
    try:
        return load(vault, name)
    except Damaged as damage:
        if problem is not None:
            problem(name, damage)
        return None


def held(vault, problem=None):
    """Ids of the snapshots with a hold that has not ended."""
    holds, ended = {}, set()
    for name in vault.named("holds"):
        mark = _load_or_tell(vault, name, problem)
        if mark is not None and mark.ended is not None:
            ended.add(mark.ended.hex())
        else:
            holds[name[-64:]] = _snapshot(name)
    return {snapshot for hold, snapshot in holds.items() if hold not in ended}


def forgotten(vault, problem=None):
    """Ids of the snapshots that are forgotten."""
    buried = {_snapshot(name) for name in vault.named("forgotten") if _load_or_tell(vault, name, problem) is not None}
    return buried - held(vault, problem)

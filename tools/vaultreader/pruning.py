"""Section 12: sessions and fences, and what is condemned or swept by them."""

from typing import NamedTuple, Optional

from . import cbor
from .errors import Damaged
from .vault import CONDEMNED, FENCE, SESSION, SWEPT

FOLDERS = {"sessions": SESSION, "condemned": CONDEMNED, "swept": SWEPT, "fences": FENCE}
_KINDS = {0: int, 1: int, 2: str, 3: str, 4: str, 5: bytes, 6: bytes, 7: str}


class Mark(NamedTuple):
    """A session, or what a pruner wrote down; its time in nanoseconds since 1970, objects as hex digits."""

    time: int
    host: str
    user: str
    what: str
    session: Optional[bytes]
    objects: Optional[list]
    program: str


def parse(plaintext):
    """A mark from its plaintext."""
    fields = cbor.decode(plaintext)
    if not isinstance(fields, dict) or set(fields) | {5, 6} != set(_KINDS):
        raise Damaged("a mark of a pruning lacks a field or has an unknown one")
    for key, value in fields.items():
        if type(value) is not _KINDS[key]:
            raise Damaged("the field %d of a mark of a pruning has a wrong type" % key)
    joined = fields.get(6)
    if not 0 <= fields[1] <= 999999999 or len(fields.get(5, bytes(32))) != 32 or len(joined or b"") % 32:
        raise Damaged("a mark of a pruning has a field with a wrong value")
    objects = None if joined is None else [joined[i:i + 32].hex() for i in range(0, len(joined), 32)]
    return Mark(fields[0] * 10**9 + fields[1], fields[2], fields[3], fields[4], fields.get(5), objects, fields[7])


def load(vault, name):
    """One mark by the name of its object."""
    folder, rest = name.split("/")
    mark = parse(vault.open(name, FOLDERS[folder]).all())
    session = None if mark.session is None else mark.session.hex()
    right = {"sessions": session is None and mark.objects is None,
             "condemned": session is not None and mark.objects is not None,
             "swept": session is not None and mark.objects == [rest[:64]],
             "fences": session == rest[:64]}
    if not right[folder]:
        raise Damaged("%s is about something else than its name, or about nothing" % name)
    return mark


def _loaded(vault, folder, problem):
    for name in vault.named(folder):
        try:
            yield name, load(vault, name)
        except Damaged as damage:
            if problem is not None:
                problem(name, damage)


def admitted(vault, problem=None):
    """By session that was fenced, what of it all of its fences admit; intents are passed over."""
    found = {}
    for _, mark in _loaded(vault, "fences", problem):
        if mark.objects is not None:
            session = mark.session.hex()
            found[session] = found.get(session, set(mark.objects)) & set(mark.objects)
    return found


def is_void(fences, session, ident):
    """Whether what a session wrote counts for nothing."""
    return session is not None and session.hex() in fences and ident not in fences[session.hex()]


def swept(vault, problem=None):
    """Hashes of the objects that count as absent."""
    fences = admitted(vault)
    return {mark.objects[0] for name, mark in _loaded(vault, "swept", problem)
            if not is_void(fences, mark.session, name[-64:])}

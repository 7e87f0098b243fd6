"""Sections 8 and 9: snapshots, and the entries of their trees."""

from typing import Any, List, NamedTuple, Optional

from . import cbor, marks, pruning
from .errors import Damaged, Usage
from .vault import DATA_PACK, SNAPSHOT, TREE_PACK

FILE, DIRECTORY, SYMLINK, FIFO, CHARACTER, BLOCK, SOCKET = range(7)
NESTING = 4096
PATH = 65536
ITEMS = 65536

_I, _T, _B, _L = int, str, bytes, list
# key: (name, type, least, most); what is not in _OPTIONAL must be there.
FIELDS = {
    0: ("name", _B), 1: ("kind", _I, 1, 6), 2: ("mode", _I, 0, 0o7777), 3: ("uid", _I, 0, None), 4: ("gid", _I, 0, None),
    5: ("user", _T), 6: ("group", _T), 7: ("modified", _I, None, None), 8: ("modifiedNanos", _I, 1, 999999999),
    9: ("changed", _I, None, None), 10: ("changedNanos", _I, 1, 999999999), 11: ("size", _I, 1, None),
    12: ("device", _I, 0, None), 13: ("inode", _I, 0, None), 14: ("links", _I, 2, None),
    15: ("deviceNumber", _I, 1, None), 16: ("target", _B), 17: ("xattrs", _L), 18: ("content", _B),
    19: ("extents", _L), 20: ("extentList", _B)}
_REQUIRED = (0, 2, 3, 4, 7, 9, 12, 13)
_ONLY_OF = {11: (FILE,), 15: (CHARACTER, BLOCK), 16: (SYMLINK,), 18: (FILE, DIRECTORY), 19: (FILE,), 20: (FILE,)}


class Extent(NamedTuple):
    offset: int
    length: int
    ids: List[bytes]


class Entry(NamedTuple):
    """One entry; times in nanoseconds since 1970, ids in the order of the content."""

    name: bytes
    kind: int
    mode: int
    uid: int
    gid: int
    user: str
    group: str
    modified: int
    size: int
    file_id: Any  # (device, inode) of a file with several links, else None
    device_number: int
    target: bytes
    xattrs: list
    ids: List[bytes]
    extents: Optional[List[Extent]]
    extent_list: List[bytes]
    fields: dict


class Snapshot(NamedTuple):
    id: str
    time: int
    host: str
    user: str
    roots: list
    labels: list
    parent: Optional[bytes]
    root: Entry
    totals: list
    skipped: int
    stores: list
    program: str
    session: Optional[bytes]


def _ids(data):
    if len(data) % 32 or not data:
        raise Damaged("a list of ids is empty or not a multiple of 32 bytes")
    return [data[i:i + 32] for i in range(0, len(data), 32)]


def _check_field(key, value, kind):
    if key not in FIELDS:
        raise Damaged("an entry has the unknown field %d" % key)
    name, of, *bounds = FIELDS[key]
    if type(value) is not of:
        raise Damaged("the field %s of an entry has a wrong type" % name)
    if bounds and (bounds[0] is not None and value < bounds[0] or bounds[1] is not None and value > bounds[1]):
        raise Damaged("the field %s of an entry is out of range: %d" % (name, value))
    if key >= 5 and key != 19 and of is not int and not value:
        raise Damaged("the field %s of an entry is empty and should be left out" % name)
    if kind not in _ONLY_OF.get(key, (kind,)):
        raise Damaged("an entry of kind %d has the field %s" % (kind, name))


def parse_entry(fields):
    """An entry from its decoded map; for the root as well as for what is in a listing."""
    if not isinstance(fields, dict):
        raise Damaged("a listing holds something that is no entry")
    kind = fields.get(1, FILE)
    for key, value in fields.items():
        _check_field(key, value, kind)
    for key in _REQUIRED + ((16,) if kind == SYMLINK else ()):
        if key not in fields:
            raise Damaged("an entry lacks the field %s" % FIELDS[key][0])
    if (18 in fields) + (19 in fields) + (20 in fields) > 1:
        raise Damaged("an entry has its content twice")
    xattrs = fields.get(17, [])
    if max(len(xattrs), len(fields.get(19, []))) > ITEMS:
        raise Damaged("an entry has more than %d attributes or extents" % ITEMS)
    for item in xattrs:
        if not isinstance(item, list) or [type(part) for part in item] != [bytes, bytes]:
            raise Damaged("an extended attribute is not [name, value]")
    if any(a[0] >= b[0] for a, b in zip(xattrs, xattrs[1:])):
        raise Damaged("extended attributes do not ascend")
    size = fields.get(11, 0)
    extents = parse_extents(fields[19], size) if 19 in fields else None
    shared = (fields[12], fields[13]) if fields.get(14, 1) > 1 and kind != DIRECTORY else None
    return Entry(fields[0], kind, fields[2], fields[3], fields[4], fields.get(5, ""), fields.get(6, ""),
                 fields[7] * 10**9 + fields.get(8, 0), size, shared, fields.get(15, 0), fields.get(16, b""), xattrs,
                 _ids(fields[18]) if 18 in fields else [], extents,
                 _ids(fields[20]) if 20 in fields else [], fields)


def parse_extents(items, size):
    """Extents that ascend, do not overlap and lie within a file of `size` bytes."""
    extents, end = [], 0
    for item in items:
        if not isinstance(item, list) or [type(part) for part in item] != [int, int, bytes]:
            raise Damaged("an extent is not [offset, length, ids]")
        extent = Extent(item[0], item[1], _ids(item[2]))
        if extent.offset < end or extent.length < 1:
            raise Damaged("extents overlap, do not ascend or are empty")
        end = extent.offset + extent.length
        extents.append(extent)
    if end > size:
        raise Damaged("an extent lies behind the end of its file")
    return extents


def check_name(name):
    if not 1 <= len(name) <= 4096 or name in (b".", b"..") or b"/" in name or b"\0" in name:
        raise Damaged("a listing holds the impossible name %r" % name)


def listing(vault, directory):
    """The entries of a directory, checked to ascend. Joins chunk by chunk: a cut is always between entries."""
    last = b""
    for chunk in directory.ids:
        for fields in cbor.sequence(vault.chunk(TREE_PACK, chunk)):
            entry = parse_entry(fields)
            check_name(entry.name)
            if entry.name <= last:
                raise Damaged("a listing does not ascend at %r" % entry.name)
            last = entry.name
            yield entry


def extents(vault, entry):
    """The extents of a file; a file without holes is one extent. Lengths agree with those of the chunks."""
    if entry.kind != FILE:
        return []
    if entry.extents is not None:
        result = entry.extents
    elif entry.extent_list:
        joined = b"".join(vault.chunk(TREE_PACK, chunk) for chunk in entry.extent_list)
        result = parse_extents(list(cbor.sequence(joined)), entry.size)
    elif entry.ids:
        result = [Extent(0, entry.size, entry.ids)]
    else:
        return []
    for extent in result:
        if sum(vault.chunk_length(DATA_PACK, chunk) for chunk in extent.ids) != extent.length:
            raise Damaged("the chunks of %r do not have the length they should" % entry.name)
    return result


def content(vault, entry):
    """(offset, bytes) of each chunk of a file."""
    for extent in extents(vault, entry):
        offset = extent.offset
        for chunk in extent.ids:
            plain = vault.chunk(DATA_PACK, chunk)
            yield offset, plain
            offset += len(plain)


def is_complete(entry):
    """Whether a file has content for its size: only one with extents may lack some."""
    return entry.kind != FILE or not entry.size or bool(entry.ids or entry.extent_list or entry.extents is not None)


def walk(vault, root, problem=None):
    """(path, entry) of everything below the root, depth first, a directory before what is in it.

    Damage is raised, or given to `problem(path, damage)`, which leaves out the rest of that directory.
    """
    stack = [(b"", listing(vault, root))]
    while stack:
        path, entries = stack[-1]
        try:
            entry = next(entries, None)
        except Damaged as damage:
            if problem is None:
                raise
            problem(path or b"/", damage)
            entry = None
        if entry is None:
            stack.pop()
            continue
        where = path + b"/" + entry.name
        yield where, entry
        if entry.kind == DIRECTORY:
            if len(stack) == NESTING or len(where) > PATH:
                raise Damaged("directories are nested more than %d deep, or %d bytes" % (NESTING, PATH))
            stack.append((where, listing(vault, entry)))


def load_snapshot(vault, name):
    """One snapshot by the name of its object."""
    fields = cbor.decode(vault.open(name, SNAPSHOT).all())
    kinds = {0: int, 1: int, 2: str, 3: str, 4: list, 5: list, 6: bytes, 7: dict, 8: list, 9: int, 10: list, 11: str,
             12: bytes}
    if not isinstance(fields, dict) or set(fields) | {6, 12} != set(kinds):
        raise Damaged("%s lacks a field or has an unknown one" % name)
    for key, value in fields.items():
        if type(value) is not kinds[key]:
            raise Damaged("%s: the field %d has a wrong type" % (name, key))
    if max(len(fields[4]), len(fields[5]), len(fields[10])) > ITEMS:
        raise Damaged("%s has more than %d roots, labels or stores" % (name, ITEMS))
    texts = fields[4] + fields[10] + [part for label in fields[5] for part in label]
    labels = [label[0].encode("utf-8") for label in fields[5] if len(label) == 2]
    root = parse_entry(fields[7])
    if (not 0 <= fields[1] <= 999999999 or any(type(text) is not str for text in texts)
            or len(labels) != len(fields[5]) or labels != sorted(set(labels))
            or len(fields.get(6, bytes(32))) != 32 or len(fields.get(12, bytes(32))) != 32
            or [type(n) for n in fields[8]] != [int] * 4 or min(fields[8] + [fields[9]]) < 0
            or root.kind != DIRECTORY or root.name):
        raise Damaged("%s has a field with a wrong value" % name)
    return Snapshot(name.split("/")[1], fields[0] * 10**9 + fields[1], fields[2], fields[3], fields[4], fields[5],
                    fields.get(6), root, fields[8], fields[9], fields[10], fields[11], fields.get(12))


def _present(vault, problem):
    """Names of the snapshots that are neither forgotten nor void."""
    gone = marks.forgotten(vault, problem) if vault.named("forgotten") else ()
    fences = pruning.admitted(vault, problem) if vault.named("fences") else {}
    return [name for name in vault.named("snapshots")
            if name.split("/")[1] not in gone and not (fences and _is_void(vault, name, fences))]


def _is_void(vault, name, fences):
    try:
        return pruning.is_void(fences, load_snapshot(vault, name).session, name.split("/")[1])
    except Damaged:
        return False  # Whoever reads it is told.


def snapshots(vault, problem=None):
    """All snapshots that are neither forgotten nor void, oldest first."""
    found = []
    for name in _present(vault, problem):
        try:
            found.append(load_snapshot(vault, name))
        except Damaged as damage:
            if problem is None:
                raise
            problem(name, damage)
    return sorted(found, key=lambda snapshot: (snapshot.time, snapshot.id))


def find_snapshot(vault, reference, problem=None):
    """A snapshot by `latest` or by the first four or more digits of its id."""
    if reference == "latest":
        found = snapshots(vault, problem)[-1:]
    else:
        names = [name for name in _present(vault, problem) if name.split("/")[1].startswith(reference)]
        if len(names) > 1 or len(reference) < 4:
            raise Usage("%r may be any of several snapshots; give more of its digits." % reference)
        found = [load_snapshot(vault, name) for name in names]
    if not found:
        raise Usage("The vault has no snapshot %r." % reference)
    return found[0]

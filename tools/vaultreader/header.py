"""Sections 2 and 3: the header, its key slots, and the root key they wrap."""

import base64
import binascii
import hashlib
import json
import re
from typing import NamedTuple

from . import cbor, primitives
from .errors import Damaged, Usage

LIMIT = 64 * 1024
FORMAT = 1
SUITE = "tink-aes256gcm-hkdf-v1"
_SYMBOLS = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAIL = re.compile(rb'  "checksum": "([0-9a-f]{64})"\n}\n\Z')
_LABEL = re.compile(r'[ !#-\[\]-~]{1,64}')
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")


class Kdf(NamedTuple):
    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes


class Slot(NamedTuple):
    id: bytes
    type: str
    kdf: Kdf  # None for a key file and a recovery code
    wrapped: bytes
    label: str = ""


class Header(NamedTuple):
    vault: bytes
    revision: int
    created: str
    chunking: tuple
    slots: list
    json: dict

    def associated(self, slot):
        """The associated data that binds a slot to this vault."""
        kdf = [] if slot.kdf is None else [
            "argon2id", slot.kdf.memory_kib, slot.kdf.iterations, slot.kdf.lanes, slot.kdf.salt]
        label = [slot.label] if slot.label else []
        return cbor.encode(["keepsake slot", FORMAT, self.vault, SUITE, *self.chunking, slot.id, slot.type, kdf, *label])


def parse(data):
    """Checks checksum, version and form, in this order, as the page asks."""
    if len(data) > LIMIT:
        raise Damaged("keepsake.json is longer than 64 KiB")
    tail = _TAIL.search(data)
    if tail is None:
        raise Damaged("keepsake.json does not end with its checksum")
    if hashlib.sha256(data[:tail.start()]).hexdigest() != tail.group(1).decode():
        raise Damaged("keepsake.json does not match its checksum")
    try:
        document = json.loads(data.decode("utf-8"))
    except ValueError:
        raise Damaged("keepsake.json is not JSON") from None
    version = document.get("format")
    if not isinstance(version, int) or version < 1:
        raise Damaged("keepsake.json does not say which format it has")
    if version > FORMAT:
        raise Usage("A newer Keepsake wrote this vault: its format is %d, this reader knows %d." % (version, FORMAT))
    if json.dumps(document, indent=2, ensure_ascii=False).encode("utf-8") + b"\n" != data:
        raise Damaged("keepsake.json is not laid out as the format asks")
    try:
        return _header(document)
    except (KeyError, TypeError, ValueError, binascii.Error) as problem:
        raise Damaged("keepsake.json has a wrong or missing field (%s: %s)"
                      % (type(problem).__name__, problem)) from None


def _header(document):
    _fields(document, "format", "vault", "revision", "created", "suite", "chunking", "slots", "checksum")
    if document["suite"] != SUITE:
        raise Usage("This reader does not know the suite %r." % document["suite"])
    chunking = document["chunking"]
    _fields(chunking, "minimum", "average", "maximum")
    sizes = tuple(chunking.values())
    if not (64 <= sizes[0] <= sizes[1] <= sizes[2] <= 8 << 20) or any(size & (size - 1) for size in sizes):
        raise ValueError("chunking")
    if document["revision"] < 1 or not _TIME.fullmatch(document["created"]):
        raise ValueError("revision or created")
    slots = [_slot(slot) for slot in document["slots"]]
    if not 1 <= len(slots) <= 32:
        raise ValueError("slots")
    return Header(_id(document["vault"]), document["revision"], document["created"], sizes, slots, document)


def _slot(slot):
    kdf = None
    label = ("label",) if "label" in slot else ()
    if label and not _LABEL.fullmatch(slot["label"]):
        raise ValueError("label")
    if slot["type"] == "passphrase":
        _fields(slot, "id", "type", "created", *label, "kdf", "wrapped")
        _fields(slot["kdf"], "algorithm", "memoryKibibytes", "iterations", "lanes", "salt")
        if slot["kdf"]["algorithm"] != "argon2id":
            raise ValueError("kdf")
        kdf = Kdf(slot["kdf"]["memoryKibibytes"], slot["kdf"]["iterations"], slot["kdf"]["lanes"],
                  base64.b64decode(slot["kdf"]["salt"], validate=True))
        # What a hostile store may ask of this machine is bounded.
        if not (1 <= kdf.lanes <= 16 and 1 <= kdf.iterations <= 64 and 8 * kdf.lanes <= kdf.memory_kib <= 1 << 20
                and 16 <= len(kdf.salt) <= 64):
            raise ValueError("kdf parameters out of bounds")
    elif slot["type"] in ("key-file", "recovery-code"):
        _fields(slot, "id", "type", "created", *label, "wrapped")
    else:
        raise ValueError("a slot of type %r" % slot["type"])
    wrapped = base64.b64decode(slot["wrapped"], validate=True)
    if len(wrapped) != 60 or not _TIME.fullmatch(slot["created"]):
        raise ValueError("wrapped or created")
    return Slot(_id(slot["id"]), slot["type"], kdf, wrapped, slot.get("label", ""))


def _fields(found, *names):
    if tuple(found) != names:
        raise ValueError("fields %s instead of %s" % (", ".join(found), ", ".join(names)))


def _id(text):
    if not re.fullmatch("[0-9a-f]{32}", text):
        raise ValueError("an id that is not 32 hex digits")
    return bytes.fromhex(text)


def recovery_code(typed):
    """The 40 symbols of what was typed (bytes), or None; and the numbers of the groups with mistakes, from 1."""
    symbols = typed.replace(b"-", b"").replace(b" ", b"").upper().translate(bytes.maketrans(b"OIL", b"011"))
    if len(symbols) != 40 or min(symbols) < 33:
        return None, []
    values = [_SYMBOLS.find(bytes([symbol])) for symbol in symbols]
    wrong = []
    for group in range(8):
        total = group
        for value in values[5 * group:5 * group + 5]:
            total = total << 1 ^ (0x25 if total & 16 else 0) ^ max(value, 0)
        if total or min(values[5 * group:5 * group + 5]) < 0:
            wrong.append(group + 1)
    return (None, wrong) if wrong else (symbols, [])


def root_key(header, passphrase=None, key_file=None):
    """The root key from the first slot that the given passphrase (bytes) or key file content (bytes) opens.

    A recovery code may be given as the passphrase.
    """
    code, wrong = (None, []) if passphrase is None else recovery_code(passphrase)
    for slot in header.slots:
        if slot.type == "passphrase" and passphrase is not None:
            kdf = slot.kdf
            key = primitives.argon2id(passphrase, kdf.salt, kdf.memory_kib, kdf.iterations, kdf.lanes)
        elif slot.type == "key-file" and key_file is not None:
            key = primitives.hkdf(key_file, b"keepsake v1 key file")
        elif slot.type == "recovery-code" and code is not None:
            key = primitives.hkdf(code, b"keepsake v1 recovery code")
        else:
            continue
        root = primitives.unwrap(key, slot.wrapped, header.associated(slot))
        if root is not None:
            return root
    if wrong and any(slot.type == "recovery-code" for slot in header.slots):
        raise Usage("The recovery code has a mistake in group %s of 8." % ", ".join(map(str, wrong)))
    given = "passphrase" if passphrase is not None else "key file"
    raise Usage("The %s opens none of the vault's %d key slots." % (given, len(header.slots)))

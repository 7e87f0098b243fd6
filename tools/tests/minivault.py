"""A vault made by hand for the tests of the reader: just enough of docs/format/README.md, with chosen faults."""

import base64
import hashlib
import json
import os
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vaultreader import primitives

KEY_FILE = b"thirty-two bytes of a test's key"
SEGMENT = 1 << 20


def cbor(value):
    """Deterministic CBOR, with negative integers and maps, apart from the reader's own encoder."""
    def head(major, number):
        for limit, info, size in ((24, 0, 0), (1 << 8, 24, 1), (1 << 16, 25, 2), (1 << 32, 26, 4), (1 << 64, 27, 8)):
            if number < limit:
                extra = number.to_bytes(size, "big") if size else b""
                return bytes([major << 5 | (info or number)]) + extra
        raise AssertionError(number)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(k) + cbor(value[k]) for k in sorted(value))


class MiniVault:
    """Writes objects into a directory."""

    def __init__(self, directory, passphrase=None):
        self.directory = str(directory)
        self.vault, self.root, self.data_key = os.urandom(16), os.urandom(32), os.urandom(32)
        self.packs = []
        slot = os.urandom(16)
        entry = {"id": slot.hex(), "type": "key-file", "created": "2026-11-23T12:00:00Z"}
        key, kdf = primitives.hkdf(KEY_FILE, b"keepsake v1 key file"), []
        if passphrase:
            salt = os.urandom(16)
            key, kdf = primitives.argon2id(passphrase, salt, 64, 1, 1), ["argon2id", 64, 1, 1, salt]
            entry["type"] = "passphrase"
            entry["kdf"] = {"algorithm": "argon2id", "memoryKibibytes": 64, "iterations": 1, "lanes": 1,
                            "salt": base64.b64encode(salt).decode()}
        bound = cbor(["keepsake slot", 1, self.vault, "tink-aes256gcm-hkdf-v1", 64, 256, 1024, slot, entry["type"], kdf])
        entry["wrapped"] = base64.b64encode(self.wrap(key, self.root, bound)).decode()
        self.header([entry])
        self.epoch(self.data_key)

    def header(self, slots):
        document = {"format": 1, "vault": self.vault.hex(), "revision": 1, "created": "2026-11-23T12:00:00Z",
                    "suite": "tink-aes256gcm-hkdf-v1",
                    "chunking": {"minimum": 64, "average": 256, "maximum": 1024}, "slots": slots}
        text = json.dumps(document, indent=2)[:-2].encode() + b",\n"
        end = b'  "checksum": "' + hashlib.sha256(text).hexdigest().encode() + b'"\n}\n'
        os.makedirs(self.directory, exist_ok=True)
        with open(os.path.join(self.directory, "keepsake.json"), "wb") as file:
            file.write(text + end)

    def epoch(self, data_key):
        head = self.head(5)
        wrapped = self.wrap(primitives.hkdf(self.root, b"keepsake v1 epoch"), data_key, head + self.vault)
        self.put("keys/00000001-", head + wrapped)

    @staticmethod
    def wrap(key, plain, bound):
        nonce = os.urandom(12)
        return nonce + AESGCM(key).encrypt(nonce, plain, bound)

    @staticmethod
    def head(kind):
        return b"KPSK" + struct.pack(">BBHI", 1, kind, 0, 1)

    def put(self, prefix, data):
        digits = hashlib.sha256(data).hexdigest()
        path = os.path.join(self.directory, prefix.replace("??", digits[:2]) + digits)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        return bytes.fromhex(digits)

    def sealed(self, kind, plain):
        salt, prefix, head = os.urandom(32), os.urandom(7), self.head(kind)
        cipher = AESGCM(primitives.hkdf(self.data_key, head + self.vault, salt))
        first = SEGMENT - 40 - 16
        pieces = [plain[:first]] + [plain[i:i + SEGMENT - 16] for i in range(first, len(plain), SEGMENT - 16)]
        out = head + b"\x28" + salt + prefix
        for i, piece in enumerate(pieces):
            out += cipher.encrypt(prefix + struct.pack(">IB", i, i == len(pieces) - 1), piece, None)
        return out

    def audit(self, writer, first, previous, count=1, **changes):
        """Writes a segment of so many records, from that number on; returns its name and the last record's hash."""
        lines = []
        for number in range(first, first + count):
            fields = {"action": "backup", "format": 1, "host": "h", "number": number, "outcome": "done",
                      "previous": previous, "program": "p", "time": "2026-11-26T09:00:00Z", "user": "u",
                      "vault": self.vault.hex(), "writer": writer, **changes}
            lines.append(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode())
            previous = hashlib.sha256(lines[-1]).hexdigest()
        prefix = "audit/%s/%08x-" % (writer, first + count - 1)
        digits = self.put(prefix, self.sealed(7, b"".join(line + b"\n" for line in lines))).hex()
        return prefix + digits, previous

    def pack(self, kind, chunks, codec=0, store=bytes):
        """Writes a pack of one block; returns the chunks' ids."""
        label = {1: b"keepsake v1 data id", 2: b"keepsake v1 tree id"}[kind]
        ids = [primitives.hmac(primitives.hkdf(self.root, label), chunk) for chunk in chunks]
        block = store(b"".join(chunks))
        directory = [[codec, len(block), b"".join(ids), [len(chunk) for chunk in chunks]]]
        tail = cbor(directory)
        data = self.sealed(kind, block + tail + struct.pack(">I", len(tail)))
        self.packs.append([self.put("packs/??/", data), kind, len(data), directory])
        return ids

    def tree(self, entries):
        """The ids of a listing, cut behind its first entry."""
        encoded = [cbor(entry) for entry in sorted(entries, key=lambda entry: entry[0])]
        chunks = [piece for piece in (b"".join(encoded[:1]), b"".join(encoded[1:])) if piece]
        return b"".join(self.pack(2, chunks))

    def index(self):
        self.put("index/", self.sealed(3, cbor(self.packs)))

    def snapshot(self, root, **changes):
        fields = {0: 1795435200, 1: 5, 2: "host", 3: "user", 4: ["/data"], 5: [["why", "test"]], 7: root,
                  8: [1, 1, 0, 9], 9: 0, 10: ["local"], 11: "test"}
        fields.update({int(key[1:]): value for key, value in changes.items()})
        return self.put("snapshots/", self.sealed(4, cbor(fields))).hex()


    def mark(self, folder, snapshot, **changes):
        """A tombstone or a hold; answers the hash in its name."""
        fields = {0: 1795435200, 1: 0, 2: "host", 3: "user", 4: "why", 5: bytes.fromhex(snapshot), 7: "test"}
        fields.update({int(key[1:]): value for key, value in changes.items()})
        kind = 8 if folder == "forgotten" else 9
        return self.put("%s/%s-" % (folder, snapshot), self.sealed(kind, cbor(fields))).hex()


    def prune_mark(self, folder, subject="", **changes):
        """A session, or what a pruner writes down; answers the hash in its name."""
        fields = {0: 1795435200, 1: 0, 2: "host", 3: "user", 4: "backup", 7: "test"}
        fields.update({int(key[1:]): value for key, value in changes.items()})
        kind = {"sessions": 6, "condemned": 10, "swept": 11, "fences": 12}[folder]
        prefix = "%s/%s" % (folder, subject + "-" if subject else "")
        return self.put(prefix, self.sealed(kind, cbor(fields))).hex()


def entry(name, kind=0, **more):
    """A minimal entry; further fields as f<key>=value."""
    fields = {0: name, 2: 0o640, 3: os.getuid(), 4: os.getgid(), 7: 1600000000, 9: 1600000001, 12: 1, 13: 2}
    if kind:
        fields[1] = kind
    if kind == 1:
        fields[2] = 0o750
    fields.update({int(key[1:]): value for key, value in more.items()})
    return fields

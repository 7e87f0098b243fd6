#!/usr/bin/env python3
"""Writes docs/format/vectors/vectors.json: the format's primitives on fixed inputs, from the page alone.

Run once for a version of the format; later runs must change nothing. Keys and nonces count upwards: they are
published and protect nothing.
"""

import hashlib
import json
import os
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), HERE]

from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: E402

import fastcdc  # noqa: E402
from minivault import SEGMENT, cbor  # noqa: E402
from vaultreader import primitives  # noqa: E402

TARGET = os.path.join(HERE, "..", "..", "docs", "format", "vectors", "vectors.json")
SUITE = "tink-aes256gcm-hkdf-v1"


def counting(first, length):
    return bytes((first + i) & 255 for i in range(length))


def stream(length):
    """The deterministic input: SHA-256 of "keepsake" and the block's number in 4 bytes, block after block."""
    blocks = (hashlib.sha256(b"keepsake" + struct.pack(">I", i)).digest() for i in range(-(-length // 32)))
    return b"".join(blocks)[:length]


def wrap(key, nonce, plain, bound):
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def sealed(data_key, vault, head, salt, prefix, plain):
    cipher = AESGCM(primitives.hkdf(data_key, head + vault, salt))
    first = SEGMENT - 40 - 16
    pieces = [plain[:first]] + [plain[i:i + SEGMENT - 16] for i in range(first, len(plain), SEGMENT - 16)]
    out = head + b"\x28" + salt + prefix
    for i, piece in enumerate(pieces):
        out += cipher.encrypt(prefix + struct.pack(">IB", i, i == len(pieces) - 1), piece, None)
    return out


def main():
    root, vault, data_key = counting(0, 32), counting(0x40, 16), counting(0x80, 32)
    labels = ["keepsake v1 " + use for use in ("data id", "tree id", "chunker", "epoch")]
    keys = {label: primitives.hkdf(root, label.encode()) for label in labels}
    gear = fastcdc.gear_table(keys["keepsake v1 chunker"])
    result = {
        "rootKey": root.hex(), "vault": vault.hex(), "dataKey": data_key.hex(),
        "derived": {label: key.hex() for label, key in keys.items()},
        "chunkIds": {"plaintext": b"Keepsake".hex(),
                     "data": primitives.hmac(keys[labels[0]], b"Keepsake").hex(),
                     "tree": primitives.hmac(keys[labels[1]], b"Keepsake").hex()},
        "gear": {"first": ["%016x" % value for value in gear[:8]],
                 "sha256": hashlib.sha256(b"".join(struct.pack(">Q", v) for v in gear)).hexdigest()},
        "chunks": [chunks(gear, 16384, (64, 256, 1024)), chunks(gear, 16384, (256, 256, 256)),
                   chunks(gear, 12 << 20, (512 << 10, 1 << 20, 4 << 20)), chunks(gear, 63, (64, 256, 1024))],
        "slots": [passphrase_slot(root, vault), key_file_slot(root, vault), recovery_code_slot(root, vault)],
        "epochKey": epoch_key(keys["keepsake v1 epoch"], vault, data_key),
        "sealed": [seal(data_key, vault, 4, length) for length in (0, 5)]
        + [seal(data_key, vault, 1, length) for length in (SEGMENT - 56, SEGMENT - 55, 2 * SEGMENT - 72, 2500000)],
        "pruning": pruning(data_key, vault),
        "marks": marks(data_key, vault),
        "audit": audit(data_key, vault),
    }
    with open(TARGET, "w", encoding="ascii") as file:
        json.dump(result, file, indent=2)
        file.write("\n")


def chunks(gear, length, sizes):
    cuts = fastcdc.lengths(stream(length), gear, *sizes)
    return {"input": length, "minimum": sizes[0], "average": sizes[1], "maximum": sizes[2], "lengths": cuts}


def passphrase_slot(root, vault):
    salt, slot, passphrase = counting(0xC0, 16), counting(0x50, 16), "Gl\u00fcck und Liebe"
    key = primitives.argon2id(passphrase.encode(), salt, 64, 2, 2)
    bound = cbor(["keepsake slot", 1, vault, SUITE, 524288, 1048576, 4194304, slot, "passphrase",
                  ["argon2id", 64, 2, 2, salt]])
    return {"type": "passphrase", "id": slot.hex(), "passphrase": passphrase, "memoryKibibytes": 64, "iterations": 2,
            "lanes": 2, "salt": salt.hex(), "key": key.hex(), "associatedData": bound.hex(),
            "wrapped": wrap(key, counting(1, 12), root, bound).hex()}


def key_file_slot(root, vault):
    slot, content = counting(0x60, 16), counting(7, 48)
    key = primitives.hkdf(content, b"keepsake v1 key file")
    bound = cbor(["keepsake slot", 1, vault, SUITE, 524288, 1048576, 4194304, slot, "key-file", []])
    return {"type": "key-file", "id": slot.hex(), "content": content.hex(), "key": key.hex(),
            "associatedData": bound.hex(), "wrapped": wrap(key, counting(2, 12), root, bound).hex()}


def recovery_code_slot(root, vault):
    slot, label = counting(0x30, 16), "safe at the bank"
    groups = []
    for number in range(8):
        data = [(7 * number + 11 * i + 3) % 32 for i in range(4)]
        check = times_x(number, 5)
        for i, value in enumerate(data):
            check ^= times_x(value, 4 - i)
        groups.append("".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[value] for value in data + [check]))
    key = primitives.hkdf("".join(groups).encode(), b"keepsake v1 recovery code")
    bound = cbor(["keepsake slot", 1, vault, SUITE, 524288, 1048576, 4194304, slot, "recovery-code", [], label])
    return {"type": "recovery-code", "id": slot.hex(), "code": "-".join(groups), "label": label, "key": key.hex(),
            "associatedData": bound.hex(), "wrapped": wrap(key, counting(4, 12), root, bound).hex()}


def times_x(value, power):
    """In GF(32)."""
    for _ in range(power):
        value = value << 1 ^ (0x25 if value & 16 else 0)
    return value


def epoch_key(key, vault, data_key):
    head = b"KPSK" + struct.pack(">BBHI", 1, 5, 0, 1)
    data = head + wrap(key, counting(3, 12), data_key, head + vault)
    return {"epoch": 1, "name": "keys/00000001-" + hashlib.sha256(data).hexdigest(), "object": data.hex()}


def audit(data_key, vault):
    """A chain of three records, made as text and not by an encoder, and the segment that holds them."""
    writer, other = counting(0x90, 16).hex(), counting(0xB0, 16).hex()
    tail = ',"time":"2026-11-26T09:00:0%s","user":"%s","vault":"' + vault.hex() + '","writer":"' + writer + '"}'
    bodies = [
        '{"action":"init","format":1,"host":"studio","number":1,"outcome":"done","previous":"%s","program":"keepsake 0.1.0",'
        '"providers":["nas","usb"]' + tail % ("0Z", "ada"),
        '{"action":"backup","details":{"roots":"/home/ada/Gl\u00fcck \\"2026\\"\\n\\u001f\U0001f48d"},"format":1,"host":"studio",'
        '"number":2,"outcome":"begun","previous":"%s","program":"keepsake 0.1.0"' + tail % ("1.250Z", "ada"),
        '{"action":"backup","begun":2,"counts":{"bytes":9007199254740991,"files":0},"format":1,"host":"","number":3,'
        '"outcome":"done","previous":"%s","program":"","providers":["usb"],"seen":{"' + other + '":"00000007-' + "ab" * 32
        + '"},"snapshot":"' + "cd" * 32 + '"' + tail % ("2Z", "")]
    lines, previous = [], "0" * 64
    for body in bodies:
        lines.append((body % previous).encode())
        previous = hashlib.sha256(lines[-1]).hexdigest()
    plain = b"".join(line + b"\n" for line in lines)
    head, salt, prefix = b"KPSK" + struct.pack(">BBHI", 1, 7, 0, 1), counting(0x21, 32), counting(0x71, 7)
    data = sealed(data_key, vault, head, salt, prefix, plain)
    return {"writer": writer, "records": [line.hex() for line in lines],
            "hashes": [hashlib.sha256(line).hexdigest() for line in lines],
            "name": "audit/%s/00000003-%s" % (writer, hashlib.sha256(data).hexdigest()),
            "associatedData": (head + vault).hex(), "object": data.hex()}


def seal(data_key, vault, kind, length):
    """Short objects whole; of long ones the hash, for whoever rebuilds them from the page and the deterministic input."""
    head, salt, prefix = b"KPSK" + struct.pack(">BBHI", 1, kind, 0, 1), counting(0x20, 32), counting(0x70, 7)
    data = sealed(data_key, vault, head, salt, prefix, stream(length))
    entry = {"type": kind, "epoch": 1, "plaintextLength": length, "salt": salt.hex(), "noncePrefix": prefix.hex(),
             "associatedData": (head + vault).hex(), "length": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    if len(data) < 1000:
        entry["object"] = data.hex()
    return entry


def marks(data_key, vault):
    """A tombstone, a hold on the same snapshot, and the end of that hold."""
    snapshot = counting(0xA0, 32)
    tombstone = mark(data_key, vault, "forgotten", 8, {2: "studio", 4: "policy", 5: snapshot})
    hold = mark(data_key, vault, "holds", 9, {2: "caf\u00e9", 4: "dispute", 5: snapshot})
    end = mark(data_key, vault, "holds", 9, {2: "studio", 4: "settled", 5: snapshot, 6: bytes.fromhex(hold["name"][-64:])})
    return [tombstone, hold, end]


def mark(data_key, vault, folder, kind, fields):
    plain = cbor({0: 1795435200, 1: 5, 3: "ada", 7: "keepsake 1", **fields})
    head = b"KPSK" + struct.pack(">BBHI", 1, kind, 0, 1)
    data = sealed(data_key, vault, head, counting(0x20, 32), counting(0x70, 7), plain)
    return {"name": "%s/%s-%s" % (folder, fields[5].hex(), hashlib.sha256(data).hexdigest()), "type": kind,
            "host": fields[2], "user": "ada", "reason": fields[4], "program": "keepsake 1", "seconds": 1795435200,
            "nanoseconds": 5, "snapshot": fields[5].hex(), "ends": fields.get(6, b"").hex(), "plaintext": plain.hex(),
            "object": data.hex()}


def pruning(data_key, vault):
    """A pruner's session, what it condemned and swept; a backup's session, the intent to end it, and its fence."""
    pack = counting(0xB0, 32)
    pruner = prune_mark(data_key, vault, "sessions", 6, {4: "prune"})
    condemned = prune_mark(data_key, vault, "condemned", 10, {4: "prune", 5: ident(pruner), 6: pack + counting(0xD0, 32)})
    swept = prune_mark(data_key, vault, "swept", 11, {4: "prune", 5: ident(pruner), 6: pack}, pack)
    writer = prune_mark(data_key, vault, "sessions", 6, {4: "backup"})
    intent = prune_mark(data_key, vault, "fences", 12, {4: "backup", 5: ident(writer)}, ident(writer))
    fence = prune_mark(data_key, vault, "fences", 12, {4: "backup", 5: ident(writer), 6: b""}, ident(writer))
    return [pruner, condemned, swept, writer, intent, fence]


def ident(entry):
    return bytes.fromhex(entry["name"][-64:])


def prune_mark(data_key, vault, folder, kind, fields, subject=None):
    plain = cbor({0: 1795435200, 1: 5, 2: "studio", 3: "ada", 7: "keepsake 1", **fields})
    head = b"KPSK" + struct.pack(">BBHI", 1, kind, 0, 1)
    data = sealed(data_key, vault, head, counting(0x20, 32), counting(0x70, 7), plain)
    about = "" if subject is None else subject.hex() + "-"
    return {"name": "%s/%s%s" % (folder, about, hashlib.sha256(data).hexdigest()), "type": kind, "host": "studio",
            "user": "ada", "what": fields[4], "program": "keepsake 1", "seconds": 1795435200, "nanoseconds": 5,
            "session": fields.get(5, b"").hex(), "objects": fields[6].hex() if 6 in fields else "none",
            "plaintext": plain.hex(), "object": data.hex()}


if __name__ == "__main__":
    main()

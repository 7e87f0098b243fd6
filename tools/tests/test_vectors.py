"""Holds the reader against docs/format/vectors, which never change."""

import hashlib
import json
import os
import sys
import unittest

TOOLS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VECTORS = os.path.join(TOOLS, "..", "docs", "format", "vectors")
sys.path[:0] = [TOOLS, os.path.join(TOOLS, "tests")]

try:
    import cryptography  # noqa: F401
except ImportError:
    raise unittest.SkipTest("SKIPPED: the Python package cryptography is missing, so the vectors are not tested.")

import fastcdc  # noqa: E402
import make_vectors  # noqa: E402
from vaultreader import audit, header, marks, primitives, pruning, vault  # noqa: E402
from vaultreader.errors import Damaged, MissingLibrary  # noqa: E402

with open(os.path.join(VECTORS, "vectors.json"), encoding="ascii") as file:
    V = json.load(file)


def unhex(*path):
    value = V
    for step in path:
        value = value[step]
    return bytes.fromhex(value)


class VectorsTest(unittest.TestCase):
    def test_keys_and_ids(self):
        for label, key in V["derived"].items():
            self.assertEqual(primitives.hkdf(unhex("rootKey"), label.encode()).hex(), key)
        for kind in ("data", "tree"):
            key = unhex("derived", "keepsake v1 %s id" % kind)
            self.assertEqual(primitives.hmac(key, unhex("chunkIds", "plaintext")).hex(), V["chunkIds"][kind])

    def test_chunks(self):
        gear = fastcdc.gear_table(unhex("derived", "keepsake v1 chunker"))
        self.assertEqual(["%016x" % value for value in gear[:8]], V["gear"]["first"])
        for case in V["chunks"]:
            data = make_vectors.stream(case["input"])
            self.assertEqual(fastcdc.lengths(data, gear, case["minimum"], case["average"], case["maximum"]), case["lengths"])

    def test_slots(self):
        passphrase, key_file, code = V["slots"]
        salt = bytes.fromhex(passphrase["salt"])
        kdf = header.Kdf(passphrase["memoryKibibytes"], passphrase["iterations"], passphrase["lanes"], salt)
        slots = [header.Slot(bytes.fromhex(s["id"]), s["type"], k, bytes.fromhex(s["wrapped"]), s.get("label", ""))
                 for s, k in ((passphrase, kdf), (key_file, None), (code, None))]
        opened = header.Header(unhex("vault"), 1, "", (524288, 1048576, 4194304), slots, {})
        for slot, stated in zip(slots, V["slots"]):
            self.assertEqual(opened.associated(slot).hex(), stated["associatedData"])
        self.assertEqual(header.root_key(opened, key_file=bytes.fromhex(key_file["content"])), unhex("rootKey"))
        codes = header.Header(unhex("vault"), 1, "", (524288, 1048576, 4194304), slots[1:], {})
        for typed in (code["code"], code["code"].lower().replace("-", " "), code["code"].replace("0", "O")):
            self.assertEqual(header.root_key(codes, typed.encode()), unhex("rootKey"))
        for at, symbol in enumerate(code["code"]):
            if symbol != "-":
                wrong = code["code"][:at] + ("X" if symbol != "X" else "Y") + code["code"][at + 1:]
                self.assertEqual(header.recovery_code(wrong.encode()), (None, [at // 6 + 1]))
        try:
            self.assertEqual(header.root_key(opened, passphrase["passphrase"].encode()), unhex("rootKey"))
        except MissingLibrary as missing:
            self.skipTest("SKIPPED: %s" % missing)

    def test_epoch_key(self):
        data = unhex("epochKey", "object")
        head = vault.parse_head(data)
        key = primitives.unwrap(unhex("derived", "keepsake v1 epoch"), data[12:], head.bytes + unhex("vault"))
        self.assertEqual((head.type, head.epoch, key), (5, 1, unhex("dataKey")))

    def test_sealed_objects(self):
        head = {}
        for case in V["sealed"]:
            head[case["type"]] = bytes.fromhex(case["associatedData"])[:12]
            data = make_vectors.sealed(unhex("dataKey"), unhex("vault"), head[case["type"]], bytes.fromhex(case["salt"]),
                                       bytes.fromhex(case["noncePrefix"]), make_vectors.stream(case["plaintextLength"]))
            self.assertEqual(make_vectors.hashlib.sha256(data).hexdigest(), case["sha256"])
            self.assertEqual(Sealed(data).all(), make_vectors.stream(case["plaintextLength"]))
            with self.assertRaises(Damaged):
                Sealed(data[:-1]).all()


    def test_audit_records(self):
        plain = Sealed(unhex("audit", "object")).all()
        records = audit.segment(plain, V["vault"])
        self.assertEqual([record.line.hex() for record in records], V["audit"]["records"])
        self.assertEqual([record.hash for record in records], V["audit"]["hashes"])
        self.assertEqual(records[2].fields["counts"], {"bytes": 2**53 - 1, "files": 0})
        self.assertEqual(V["audit"]["name"], "audit/%s/%08x-%s" % (
            V["audit"]["writer"], records[-1].number, hashlib.sha256(unhex("audit", "object")).hexdigest()))
        for place in range(plain.rindex(b"\n", 0, -1)):  # the last record is held by the seal and by the name
            with self.subTest(place), self.assertRaises(Damaged):
                changed = bytearray(plain)
                changed[place] ^= 1
                audit.segment(bytes(changed), V["vault"])

    def test_marks(self):
        for case in V["marks"]:
            opened = Sealed(bytes.fromhex(case["object"]))
            self.assertEqual((opened.head.type, opened.all().hex()), (case["type"], case["plaintext"]))
            self.assertTrue(case["name"].endswith(make_vectors.hashlib.sha256(bytes.fromhex(case["object"])).hexdigest()))
            mark = marks.parse(opened.all())
            self.assertEqual(mark, (case["seconds"] * 10**9 + case["nanoseconds"], case["host"], case["user"],
                                    case["reason"], bytes.fromhex(case["snapshot"]), bytes.fromhex(case["ends"]) or None,
                                    case["program"]))
            with self.assertRaises(Damaged):
                marks.parse(opened.all()[:-1])

    def test_pruning(self):
        for case in V["pruning"]:
            opened = Sealed(bytes.fromhex(case["object"]))
            self.assertEqual((opened.head.type, opened.all().hex()), (case["type"], case["plaintext"]))
            mark = pruning.parse(opened.all())
            objects = None if mark.objects is None else "".join(mark.objects)
            self.assertEqual((mark.what, (mark.session or b"").hex(), "none" if objects is None else objects),
                             (case["what"], case["session"], case["objects"]))
            with self.assertRaises(Damaged):
                pruning.parse(opened.all()[:-1])


class Sealed(vault.Sealed):
    """A sealed object that is in no vault's directory."""

    def __init__(self, data):
        import tempfile
        import types
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            store = types.SimpleNamespace(path=lambda name: file.name, size=lambda name: len(data))
            super().__init__(types.SimpleNamespace(
                store=store, header=types.SimpleNamespace(vault=unhex("vault")),
                data_keys=lambda: {1: unhex("dataKey")}), "a vector")
            self.plain = [self.segment(number) for number in range(self.count)]

    def all(self):
        return b"".join(self.plain)


if __name__ == "__main__":
    unittest.main()

"""Tests of the independent reader. Run: python3 -m unittest discover -s tools/tests"""

import contextlib
import io
import json
import os
import stat
import sys
import tempfile
import unittest

TOOLS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [TOOLS, os.path.join(TOOLS, "tests")]

try:
    import cryptography  # noqa: F401
except ImportError:
    raise unittest.SkipTest("SKIPPED: the Python package cryptography is missing, so the reader is not tested.")

import importlib.util  # noqa: E402

from minivault import KEY_FILE, MiniVault, cbor, entry  # noqa: E402
from vaultreader import cbor as strict  # noqa: E402
from vaultreader.errors import Damaged, MissingLibrary  # noqa: E402

spec = importlib.util.spec_from_file_location("keepsake_reader", os.path.join(TOOLS, "keepsake_reader.py"))
program = importlib.util.module_from_spec(spec)
spec.loader.exec_module(program)

BIG = bytes(range(256)) * 10240  # 2.5 MiB: several segments of a sealed stream


class CborTest(unittest.TestCase):
    def test_reads_what_is_deterministic(self):
        for value in (0, 23, 24, 255, 256, 65536, 1 << 32, -1, -25, b"", b"x" * 300, "\u00e9", [1, [b"a"]], {0: 1, 24: []}):
            self.assertEqual(strict.decode(cbor(value)), value)
            if not isinstance(value, dict) and not (isinstance(value, int) and value < 0):
                self.assertEqual(strict.encode(value), cbor(value))

    def test_refuses_the_rest(self):
        for wrong in ("", "1800", "1817", "190001", "1a00000001", "1b0000000000000001", "5801ff", "9fff", "5f41ff",
                      "a201000000", "a200000000", "a16161f5", "f4", "f90000", "c000", "1c", "61ff", "42ff", "0000",
                      "81" * 17 + "00"):
            with self.subTest(wrong), self.assertRaises(Damaged):
                strict.decode(bytes.fromhex(wrong))
        self.assertEqual(strict.decode(bytes.fromhex("81" * 16 + "00"))[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0], 0)


class ReaderTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.vault = os.path.join(self.folder, "vault")
        self.key = os.path.join(self.folder, "key")
        with open(self.key, "wb") as file:
            file.write(KEY_FILE)

    def run_reader(self, command, *arguments):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = program.main([command, self.vault, *arguments, "--key-file", self.key])
        return status, out.getvalue(), err.getvalue()

    def sample(self):
        mini = MiniVault(self.vault)
        small = mini.pack(1, [b"hello ", b"world"])
        big = mini.pack(1, [BIG])
        extents = [[4096, 11, b"".join(small)], [1 << 20, 6, small[0]]]
        listed = b"".join(mini.pack(2, [b"".join(cbor(extent) for extent in extents)]))
        content = b"".join(small)
        inner = mini.tree([entry(b"deep", f11=len(BIG), f18=b"".join(big))])
        below = mini.tree([
            entry(b"a", f11=11, f18=content, f14=2, f13=77), entry(b"b", f11=11, f18=content, f14=2, f13=77),
            entry(b"dir", 1, f18=inner, f7=-5, f8=7), entry(b"empty", f2=0o400), entry(b"emptydir", 1),
            entry(b"fifo", 3), entry(b"link", 2, f16=b"../../outside"), entry(b"n\xff\n", f11=6, f18=small[0]),
            entry(b"sparse", f11=3 << 20, f19=extents), entry(b"sparse2", f11=3 << 20, f20=listed),
            entry(b"hole", f11=5 << 20, f19=[])])
        root = mini.tree([entry(b"data", 1, f18=below)])
        mini.index()
        return mini, mini.snapshot(entry(b"", 1, f18=root))

    def test_restores_every_kind(self):
        _, snapshot = self.sample()
        self.assertEqual(self.run_reader("check")[::2], (0, ""))
        status, out, _ = self.run_reader("list")
        self.assertIn(snapshot[:12], out)
        target = os.path.join(self.folder, "out")
        self.assertEqual(self.run_reader("restore", "latest", "--target", target)[::2], (0, ""))
        data = os.path.join(target, "data")
        with open(os.path.join(data, "dir", "deep"), "rb") as file:
            self.assertEqual(file.read(), BIG)
        self.assertTrue(os.path.samefile(os.path.join(data, "a"), os.path.join(data, "b")))
        self.assertEqual(os.stat(os.path.join(data, "dir")).st_mtime_ns, -5 * 10**9 + 7)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(data, "empty")).st_mode), 0o400)
        self.assertEqual(os.readlink(os.path.join(data, "link")), "../../outside")
        self.assertTrue(stat.S_ISFIFO(os.stat(os.path.join(data, "fifo")).st_mode))
        self.assertTrue(os.path.exists(os.fsencode(data) + b"/n\xff\n"))
        for name in ("sparse", "sparse2"):
            with open(os.path.join(data, name), "rb") as file:
                content = file.read()
            self.assertEqual(content, bytes(4096) + b"hello world" + bytes((1 << 20) - 4107) + b"hello "
                             + bytes((2 << 20) - 6))
        self.assertEqual(os.stat(os.path.join(data, "hole")).st_size, 5 << 20)
        self.assertEqual(os.stat(os.path.join(data, "hole")).st_blocks, 0)

    def test_rebuilds_the_index_from_packs(self):
        self.sample()
        for name in os.listdir(os.path.join(self.vault, "index")):
            os.unlink(os.path.join(self.vault, "index", name))
        self.assertEqual(self.run_reader("ls", "latest")[0], 1)
        status, out, err = self.run_reader("ls", "latest", "--from-packs")
        self.assertEqual((status, err, len(out.splitlines())), (0, "", 13))

    def test_leaves_out_what_is_forgotten_and_not_held(self):
        mini, snapshot = self.sample()
        mini.mark("forgotten", snapshot)
        self.assertEqual(self.run_reader("list"), (0, "", ""))
        self.assertEqual(self.run_reader("ls", snapshot[:8])[0], 2)
        hold = mini.mark("holds", snapshot)
        self.assertIn(snapshot[:12], self.run_reader("list")[1])
        mini.mark("holds", snapshot, f6=bytes.fromhex(hold))
        self.assertEqual(self.run_reader("list"), (0, "", ""))
        status, out, err = self.run_reader("check")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("3 marks", out)

    def test_a_tombstone_that_was_made_up_does_not_count(self):
        mini, snapshot = self.sample()
        other = mini.mark("forgotten", "ab" * 32)
        mini.mark("holds", snapshot, f6=bytes.fromhex(other))
        with open(os.path.join(self.vault, "forgotten", "ab" * 32 + "-" + other), "rb") as file:
            mini.put("forgotten/%s-" % snapshot, file.read())
        status, out, err = self.run_reader("list")
        self.assertEqual(status, 1)
        self.assertIn(snapshot[:12], out)
        self.assertIn("another snapshot", err)
        self.assertEqual(self.run_reader("check")[0], 1)

    def test_a_hold_that_cannot_be_opened_holds(self):
        mini, snapshot = self.sample()
        mini.mark("forgotten", snapshot)
        mini.put("holds/%s-" % snapshot, b"nothing that opens")
        self.assertIn(snapshot[:12], self.run_reader("list")[1])

    def test_leaves_out_what_a_fence_does_not_admit(self):
        mini, plain = self.sample()
        with open(os.path.join(self.vault, "snapshots", plain), "rb") as file:
            self.assertTrue(file.read())
        session = bytes.fromhex(mini.prune_mark("sessions"))
        snapshot = mini.snapshot(entry(b"", 1), f12=session)
        mini.prune_mark("fences", session.hex(), f5=session)  # an intent ends nothing
        self.assertIn(snapshot[:12], self.run_reader("list")[1])
        mini.prune_mark("fences", session.hex(), f5=session, f6=bytes.fromhex(snapshot))
        self.assertIn(snapshot[:12], self.run_reader("list")[1])
        mini.prune_mark("fences", session.hex(), f5=session, f6=b"")
        self.assertNotIn(snapshot[:12], self.run_reader("list")[1])
        self.assertIn(plain[:12], self.run_reader("list")[1])
        self.assertEqual(self.run_reader("check")[0], 0)

    def test_what_is_swept_is_not_missing(self):
        mini, _ = self.sample()
        pack = os.urandom(32)
        mini.packs = [[pack, 1, 100, [[0, 1, bytes(32), [1]]]]]
        mini.index()
        self.assertEqual(self.run_reader("check")[0], 1)
        session = bytes.fromhex(mini.prune_mark("sessions", f4="prune"))
        mini.prune_mark("swept", pack.hex(), f4="prune", f5=session, f6=pack)
        self.assertEqual(self.run_reader("check")[0], 0)
        mini.prune_mark("fences", session.hex(), f4="prune", f5=session, f6=b"")
        self.assertEqual(self.run_reader("check")[0], 1)

    def test_dumps_each_object(self):
        mini, snapshot = self.sample()
        session = bytes.fromhex(mini.prune_mark("sessions"))
        mini.prune_mark("fences", session.hex(), f5=session)
        mini.mark("forgotten", "ab" * 32)
        mini.mark("holds", snapshot)
        count = 0
        for folder, _, files in os.walk(self.vault):
            for name in files:
                status, out, err = self.run_reader("dump", os.path.relpath(os.path.join(folder, name), self.vault))
                self.assertEqual((status, err), (0, ""))
                json.loads(out)
                count += 1
        self.assertGreater(count, 6)

    def test_finds_any_flipped_bit(self):
        self.sample()
        for folder, _, files in os.walk(self.vault):
            for name in files:
                path = os.path.join(folder, name)
                for place in (0, 20, os.path.getsize(path) // 2, os.path.getsize(path) - 2):
                    with open(path, "r+b") as file:
                        file.seek(place)
                        old = file.read(1)
                        file.seek(place)
                        file.write(bytes([old[0] ^ 1]))
                    with self.subTest(name, place=place):
                        self.assertNotEqual(self.run_reader("check")[0], 0)
                    with open(path, "r+b") as file:
                        file.seek(place)
                        file.write(old)
        self.assertEqual(self.run_reader("check")[0], 0)

    def test_refuses_names_that_leave_the_target(self):
        for name in (b"..", b".", b"a/b", b"", b"a\0b"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                self.vault = os.path.join(folder, "vault")
                mini = MiniVault(self.vault)
                root = mini.tree([entry(name, 1, f18=mini.tree([entry(b"evil")]))])
                mini.index()
                mini.snapshot(entry(b"", 1, f18=root))
                status, _, err = self.run_reader("restore", "latest", "--target", os.path.join(folder, "out"))
                self.assertEqual(status, 1)
                self.assertIn("impossible name", err)
                self.assertEqual(os.listdir(os.path.join(folder, "out")), [])

    def test_a_damaged_file_does_not_stop_the_rest(self):
        mini = MiniVault(self.vault)
        good = mini.pack(1, [b"good"])[0]
        root = mini.tree([entry(b"bad", f11=4, f18=bytes(32)), entry(b"good", f11=4, f18=good)])
        mini.index()
        mini.snapshot(entry(b"", 1, f18=root))
        target = os.path.join(self.folder, "out")
        status, _, err = self.run_reader("restore", "latest", "--target", target)
        self.assertEqual((status, os.listdir(target)), (1, ["good"]))
        self.assertIn("/bad: not restored", err)

    def test_refuses_entries_of_a_wrong_form(self):
        wrong = (entry(b"x", f11=0), entry(b"x", f21=1), entry(b"x", f5=""), entry(b"x", f2=0o10000), entry(b"x", 7),
                 entry(b"x", f8=0), entry(b"x", 2), entry(b"x", f11=4), entry(b"x", f14=1), entry(b"x", f16=b"t"),
                 entry(b"x", f17=[[b"b", b""], [b"a", b""]]), entry(b"x", f11=9, f19=[[0, 4, bytes(32)], [3, 4, bytes(32)]]))
        for fields in wrong:
            with self.subTest(str(fields)), tempfile.TemporaryDirectory() as folder:
                self.vault = os.path.join(folder, "vault")
                mini = MiniVault(self.vault)
                mini.tree([])
                root = mini.tree([fields])
                mini.index()
                mini.snapshot(entry(b"", 1, f18=root))
                self.assertEqual(self.run_reader("check")[0], 1)

    def test_splits_device_numbers(self):
        from vaultreader.restore import _device
        for number, major, minor in ((0x103, 1, 3), (286338160, 300, 70000), (1 << 44, 4096, 0)):
            self.assertEqual(_device(number), os.makedev(major, minor))

    def test_refuses_two_keys_of_an_epoch(self):
        mini, _ = self.sample()
        mini.epoch(os.urandom(32))
        self.assertEqual(self.run_reader("list")[0], 1)
        status, _, err = self.run_reader("check")
        self.assertEqual(status, 1)
        self.assertIn("two keys of epoch 1", err)

    def test_prints_and_checks_the_audit_trail(self):
        mini, _ = self.sample()
        writer, other = "1" * 32, "2" * 32
        first, end = mini.audit(writer, 1, "0" * 64, 3)
        last, end = mini.audit(writer, 4, end, outcome="degraded")
        mini.audit(other, 1, "0" * 64, seen={writer: last.split("/")[2]})
        status, out, err = self.run_reader("audit")
        self.assertEqual((status, err, len(out.splitlines())), (0, "", 5))
        self.assertEqual(self.run_reader("check")[::2], (0, ""))
        os.unlink(os.path.join(self.vault, last))
        status, _, err = self.run_reader("audit")
        self.assertEqual((status, err), (1, "%s: it is gone: record 1 of writer %s has seen it\n" % (last, other)))
        last, end = mini.audit(writer, 5, end)
        self.assertIn("records are missing from number 4 on", self.run_reader("check")[2])
        mini.audit(writer, 3, "f" * 64)
        self.assertIn("it has another record 3 than a segment before: a fork", self.run_reader("check")[2])

    def test_refuses_audit_records_of_a_wrong_form(self):
        for wrong in (({"number": 0}, {"more": 1}, {"time": "now"}, {"action": "Big"}, {"counts": {}},
                                        {"counts": {"a": -1}}, {"counts": {"a": 1.0}}, {"format": 2},
                                        {"vault": "0" * 32}, {"host": 1}, {"seen": {"x": "y"}}, {"providers": "a"},
                                        {"number": True}, {"begun": 1 << 32})):
            with self.subTest(str(wrong)), tempfile.TemporaryDirectory() as folder:
                self.vault = os.path.join(folder, "vault")
                MiniVault(self.vault).audit("1" * 32, 1, "0" * 64, **wrong)
                self.assertEqual(self.run_reader("audit")[0], 1)

    def test_refuses_a_wrong_key(self):
        self.sample()
        with open(self.key, "wb") as file:
            file.write(b"another key of thirty-two bytes!")
        self.assertEqual(self.run_reader("list")[0], 2)

    def test_compressed_blocks_and_passphrases(self):
        # One zstd frame with a raw block, made by hand: magic, single segment, 1-byte size, last raw block.
        def raw_frame(data):
            return bytes.fromhex("28b52ffd20") + bytes([len(data)]) + (len(data) << 3 | 1).to_bytes(3, "little") + data
        try:
            mini = MiniVault(self.vault, passphrase="geheim\u00fc".encode())
            chunk = mini.pack(1, [b"packed"], 1, raw_frame)[0]
            mini.pack(1, [b"longer"], 1, lambda data: raw_frame(data + b"!"))
            mini.pack(1, [b"twice!"], 1, lambda data: raw_frame(data) * 2)
            root = mini.tree([entry(b"f", f11=6, f18=chunk)])
            mini.index()
            mini.snapshot(entry(b"", 1, f18=root))
            with open(self.key, "wb") as file:
                file.write("geheim\u00fc\n".encode())
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = program.main(["check", self.vault, "--passphrase-file", self.key])
        except MissingLibrary as missing:
            self.skipTest("SKIPPED: %s" % missing)
        if status == 3:
            self.skipTest("SKIPPED: %s" % err.getvalue())
        self.assertEqual((status, len(err.getvalue().splitlines())), (1, 2), err.getvalue())
        self.assertIn("zstd frame", err.getvalue())


if __name__ == "__main__":
    unittest.main()

"""The reader opens and restores the published vaults in docs/format/vectors."""

import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
READER = os.path.join(HERE, "..", "keepsake_reader.py")
VECTORS = os.path.join(HERE, "..", "..", "docs", "format", "vectors")
sys.path[:0] = [HERE]

import fixture_tree  # noqa: E402

PASSPHRASE = "Something borrowed, something blue"


def read(vault, command, *arguments):
    answer = subprocess.run([sys.executable, READER, command, os.path.join(VECTORS, vault), *arguments], text=True,
                            env={**os.environ, "KEEPSAKE_PASSPHRASE": PASSPHRASE}, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)
    if answer.returncode == 3:
        raise unittest.SkipTest("SKIPPED: " + answer.stderr)
    return answer


class PublishedVaultTest(unittest.TestCase):
    def test_is_sound(self):
        answer = read("vault", "check")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertIn("2 snapshots", answer.stdout)

    def test_restores_each_snapshot(self):
        ids = [line.split()[0] for line in read("vault", "list").stdout.splitlines()]
        self.assertEqual(len(ids), 2)
        for number, snapshot in enumerate(ids, 1):
            with tempfile.TemporaryDirectory() as folder:
                target = os.path.join(folder, "out")
                answer = read("vault", "restore", snapshot, "--target", target)
                found = fixture_tree.describe(os.path.join(target, "tmp/keepsake-vectors/wedding"))
                with open(os.path.join(VECTORS, "snapshot-%d.tsv" % number), encoding="utf-8", newline="\n") as file:
                    expected = file.read().splitlines()
                if os.geteuid() == 0:
                    self.assertEqual((answer.returncode, answer.stderr), (0, ""))
                else:
                    expected = [line for line in expected if "DEVICE" not in line.split("\t")[0]]
                self.assertEqual(found, expected)

    def test_opens_with_a_key_file(self):
        answer = read("vault-key-file", "check", "--key-file", os.path.join(VECTORS, "key-file"))
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))

    def test_refuses_another_key(self):
        answer = read("vault-key-file", "list")
        self.assertEqual(answer.returncode, 2)


if __name__ == "__main__":
    unittest.main()

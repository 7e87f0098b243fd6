"""An independent reader of Keepsake vaults, written from docs/format/README.md alone.

Each module follows one part of that page: cbor (its conventions), primitives (hashes, ciphers,
codecs), header (sections 2 and 3), vault (4 to 7), tree (8 and 9); restore and check use them.
"""

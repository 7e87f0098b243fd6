"""Hashes and key derivation from the standard library; AES-GCM, Argon2id and zstd from where this machine has them."""

import ctypes
import hashlib
import hmac as _hmac

from .errors import Damaged, MissingLibrary


def hmac(key, data):
    return _hmac.new(key, data, hashlib.sha256).digest()


def hkdf(key, info, salt=b""):
    """HKDF-SHA-256 with a 32-byte result: one round of the expansion."""
    extracted = hmac(salt or bytes(32), key)
    return hmac(extracted, info + b"\x01")


def open_gcm(key, nonce, ciphertext, associated=None):
    """AES-256-GCM with the tag behind the ciphertext; None if it does not authenticate."""
    try:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        raise MissingLibrary("The Python package `cryptography` is missing (Debian: python3-cryptography).") from None
    try:
        return AESGCM(key).decrypt(nonce, bytes(ciphertext), associated)
    except (InvalidTag, ValueError):
        return None


def unwrap(key, wrapped, associated):
    """The inverse of the page's `wrap`: nonce, ciphertext, tag. None if the key is not the right one."""
    return open_gcm(key, wrapped[:12], wrapped[12:], associated)


def _library(name):
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def argon2id(passphrase, salt, memory_kib, iterations, lanes):
    """Argon2id, version 0x13, 32 bytes."""
    library = _library("libargon2.so.1")
    if library is not None:
        result = ctypes.create_string_buffer(32)
        code = library.argon2id_hash_raw(
            ctypes.c_uint32(iterations), ctypes.c_uint32(memory_kib), ctypes.c_uint32(lanes),
            passphrase, ctypes.c_size_t(len(passphrase)), salt, ctypes.c_size_t(len(salt)), result, ctypes.c_size_t(32))
        if code != 0:
            raise Damaged("Argon2id refuses the slot's parameters (libargon2 code %d)" % code)
        return result.raw
    try:
        from argon2.low_level import Type, hash_secret_raw
        return hash_secret_raw(passphrase, salt, iterations, memory_kib, lanes, 32, Type.ID)
    except ImportError:
        pass
    try:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    except ImportError:
        raise MissingLibrary("Argon2id is missing: install libargon2 (Debian: libargon2-1), "
                             "argon2-cffi or cryptography 44 or newer.") from None
    return Argon2id(salt=salt, length=32, iterations=iterations, lanes=lanes, memory_cost=memory_kib).derive(passphrase)


def unzstd(frame, length):
    """The `length` bytes that one zstd frame holds; refuses any other number, trailing bytes, and dictionaries."""
    plain = _unzstd()(bytes(frame), length)
    if len(plain) != length:
        raise Damaged("a zstd frame holds %d bytes, not the %d of its chunks" % (len(plain), length))
    return plain


def _unzstd():
    library = _library("libzstd.so.1")
    if library is not None:
        return lambda frame, length: _unzstd_ctypes(library, frame, length)
    try:
        from compression import zstd
        return lambda frame, length: _unzstd_object(zstd.ZstdDecompressor(), zstd.ZstdError, frame, length + 1)
    except ImportError:
        pass
    try:
        import zstandard
    except ImportError:
        raise MissingLibrary("zstd is missing: install libzstd (Debian: libzstd1), the Python package zstandard, "
                             "or Python 3.14 or newer.") from None
    # zstandard's own streaming object has no bound, so the frame's stated size is checked first.
    return lambda frame, length: _unzstd_zstandard(zstandard, frame, length)


def _unzstd_ctypes(library, frame, length):
    for function in ("ZSTD_findFrameCompressedSize", "ZSTD_decompress"):
        getattr(library, function).restype = ctypes.c_size_t
    size = library.ZSTD_findFrameCompressedSize(frame, ctypes.c_size_t(len(frame)))
    if size != len(frame):
        raise Damaged("a block is not exactly one zstd frame")
    result = ctypes.create_string_buffer(max(length, 1))
    count = library.ZSTD_decompress(result, ctypes.c_size_t(length), frame, ctypes.c_size_t(len(frame)))
    if library.ZSTD_isError(ctypes.c_size_t(count)):
        raise Damaged("a zstd frame is damaged or longer than its chunks")
    return ctypes.string_at(result, count)


def _unzstd_object(decompressor, error, frame, most):
    try:
        plain = decompressor.decompress(frame, most)
    except error:
        raise Damaged("a zstd frame is damaged") from None
    if decompressor.unused_data or not decompressor.eof:
        raise Damaged("a block is not exactly one zstd frame of its chunks' length")
    return plain


def _unzstd_zstandard(zstandard, frame, length):
    try:
        stated = zstandard.frame_content_size(frame)
        if stated not in (-1, length):
            raise Damaged("a zstd frame holds %d bytes, not the %d of its chunks" % (stated, length))
        decompressor = zstandard.ZstdDecompressor().decompressobj()
        plain = decompressor.decompress(frame)
    except zstandard.ZstdError:
        raise Damaged("a zstd frame is damaged") from None
    if decompressor.unused_data or not decompressor.eof:
        raise Damaged("a block is not exactly one zstd frame")
    return plain

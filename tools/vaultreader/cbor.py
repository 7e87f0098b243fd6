"""CBOR as the format uses it: RFC 8949, core deterministic encoding, and nothing more.

Decodes unsigned and negative integers, byte strings, text, arrays and maps with unsigned keys. All else (floats,
tags, booleans, indefinite lengths, longer forms than needed, unsorted keys) is refused.
"""

from .errors import Damaged

NESTING = 16


class _Decoder:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, count):
        end = self.at + count
        if end > len(self.data):
            raise Damaged("CBOR ends in the middle of a value")
        piece = self.data[self.at:end]
        self.at = end
        return piece

    def head(self):
        """The major type and the argument of the next value."""
        first = self.take(1)[0]
        major, info = first >> 5, first & 31
        if info < 24:
            return major, info
        if info > 27:
            raise Damaged("CBOR of indefinite length or with a reserved head")
        width = 1 << (info - 24)
        argument = int.from_bytes(self.take(width), "big")
        least = 24 if width == 1 else 1 << (4 * width)
        if argument < least:
            raise Damaged("CBOR integer or length that is not in its shortest form")
        return major, argument

    def value(self, depth=0):
        major, argument = self.head()
        if major == 0:
            return argument
        if major == 1:
            return -1 - argument
        if major == 2:
            return bytes(self.take(argument))
        if major == 3:
            try:
                return str(self.take(argument), "utf-8")
            except UnicodeDecodeError:
                raise Damaged("CBOR text that is not UTF-8") from None
        if depth == NESTING:
            raise Damaged("CBOR nested more than %d deep" % NESTING)
        if major == 4:
            return [self.value(depth + 1) for _ in range(argument)]
        if major == 5:
            return self.map(argument, depth)
        raise Damaged("CBOR tag, float or simple value, which the format does not use")

    def map(self, count, depth):
        result, last = {}, -1
        for _ in range(count):
            major, key = self.head()
            if major != 0:
                raise Damaged("CBOR map with a key that is not an unsigned integer")
            if key <= last:
                raise Damaged("CBOR map whose keys do not ascend")
            last = key
            result[key] = self.value(depth + 1)
        return result


def decode(data):
    """The one value that `data` holds, whole."""
    decoder = _Decoder(data)
    value = decoder.value()
    if decoder.at != len(data):
        raise Damaged("%d bytes behind the CBOR value" % (len(data) - decoder.at))
    return value


def sequence(data):
    """Every value of a CBOR sequence (RFC 8742)."""
    decoder = _Decoder(data)
    while decoder.at < len(data):
        yield decoder.value()


def encode(value):
    """The deterministic encoding of integers >= 0, bytes, text and lists of them."""
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        text = value.encode("utf-8")
        return _head(3, len(text)) + text
    return _head(4, len(value)) + b"".join(encode(item) for item in value)


def _head(major, argument):
    if argument < 24:
        return bytes([major << 5 | argument])
    for info, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 1 << (8 * width):
            return bytes([major << 5 | info]) + argument.to_bytes(width, "big")
    raise ValueError("too large for CBOR: %d" % argument)

"""Section 5 of the format page: where a file is cut. For tests; a reader does not need it."""

import struct

from vaultreader import primitives


def gear_table(chunker_key):
    return [value for i in range(64) for value in struct.unpack(">4Q", primitives.hmac(chunker_key, struct.pack(">I", i)))]


def lengths(data, gear, minimum, average, maximum):
    """The lengths of the chunks of one extent."""
    bits = average.bit_length() - 1
    strict, loose = 64 - (bits + 2), 64 - (bits - 2)
    result, start = [], 0
    while start < len(data):
        end = min(start + maximum, len(data))
        position, h = min(start + minimum, end), 0
        while position < end:
            # Not ruled by `average` are the bytes from the average-th of the chunk on.
            shift = strict if position - start < average else loose
            h = ((h << 1) + gear[data[position]]) & 0xFFFFFFFFFFFFFFFF
            position += 1
            if h >> shift == 0:
                break
        result.append(position - start)
        start = position
    return result

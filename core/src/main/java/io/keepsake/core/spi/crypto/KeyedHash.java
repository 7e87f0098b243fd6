package io.keepsake.core.spi.crypto;

/** A keyed hash with 32-byte results. Not safe for use by several threads: take one each. */
public interface KeyedHash {

  /** Number of bytes of every result. */
  int BYTES = 32;

  /** The hash of part of an array, in a new array. */
  byte[] hash(byte[] data, int offset, int length);
}

package io.keepsake.testkit.crypto;

import io.keepsake.core.spi.crypto.StreamCipher;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Random;

/** Seals and opens whole arrays. */
final class Sealing {

  private Sealing() {}

  static byte[] seal(StreamCipher cipher, byte[] plaintext, byte[] associatedData)
      throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try (OutputStream out = cipher.seal(sink, associatedData)) {
      out.write(plaintext);
    }
    return sink.toByteArray();
  }

  /** Reads to the end that the channel itself reports. */
  static byte[] open(StreamCipher cipher, byte[] sealed, byte[] associatedData) throws IOException {
    try (SeekableByteChannel channel = cipher.open(new ArrayChannel(sealed), associatedData)) {
      ByteArrayOutputStream result = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(70_000);
      while (channel.read(buffer) >= 0) {
        result.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      return result.toByteArray();
    }
  }

  static byte[] readAt(SeekableByteChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    channel.position(position);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("The end came " + buffer.remaining() + " bytes early");
      }
    }
    return buffer.array();
  }

  /** The same bytes for the same length and seed. */
  static byte[] sample(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}

package org.example.shoebox;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An object as a file: two bytes with the length of its name, its name in UTF-8, its bytes. The
 * file is called by the SHA-256 of the name, because a name may be longer than a file's may, differ
 * from another in case only, or continue another behind a slash.
 */
final class ShoeboxFile {

  private static final int LENGTH_BYTES = 2;
  private static final int PIECE = 256 << 10;

  private ShoeboxFile() {}

  static Path path(Path directory, ObjectName name) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(utf8(name));
      return directory.resolve(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Where the object's bytes begin. */
  static long start(ObjectName name) {
    return LENGTH_BYTES + utf8(name).length;
  }

  /** Writes a new file and forces it to the disk. */
  static void write(Path file, ObjectName name, ObjectContent content, ShoeboxUse use)
      throws IOException {
    FileChannel channel =
        use.add(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    try (channel) {
      byte[] utf8 = utf8(name);
      ByteBuffer head = ByteBuffer.allocate(LENGTH_BYTES + utf8.length);
      writeAll(head.putShort((short) utf8.length).put(utf8).flip(), channel);
      long count = copy(name, content, channel, use);
      if (count != content.length()) {
        throw use.failure(
            Kind.INVALID,
            "store " + name,
            "%d bytes were announced and %d came".formatted(content.length(), count));
      }
      channel.force(true);
    } finally {
      use.close(channel);
    }
  }

  /** Whose object a file is; its name is read from it. */
  static ObjectStat stat(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);
      readAll(length, channel);
      ByteBuffer utf8 = ByteBuffer.allocate(length.flip().getShort());
      readAll(utf8, channel);
      ObjectName name = new ObjectName(StandardCharsets.UTF_8.decode(utf8.flip()).toString());
      return new ObjectStat(
          name,
          channel.size() - channel.position(),
          Optional.of(Files.getLastModifiedTime(file).toInstant()));
    }
  }

  private static long copy(
      ObjectName name, ObjectContent content, FileChannel channel, ShoeboxUse use)
      throws IOException {
    long total = 0;
    byte[] piece = new byte[PIECE];
    try (InputStream in = content.open()) {
      for (int count = read(in, piece, name, use); count > 0; count = read(in, piece, name, use)) {
        writeAll(ByteBuffer.wrap(piece, 0, count), channel);
        total += count;
      }
    }
    return total;
  }

  /** If the bytes to store cannot be read, that is not the store's fault: no use to try again. */
  private static int read(InputStream in, byte[] piece, ObjectName name, ShoeboxUse use)
      throws StoreException {
    try {
      return in.readNBytes(piece, 0, piece.length);
    } catch (InterruptedIOException e) {
      throw use.failure("store " + name, e);
    } catch (IOException e) {
      throw use.failure(
          Kind.INVALID, "store " + name, "its bytes cannot be read: " + e.getMessage());
    }
  }

  private static void writeAll(ByteBuffer bytes, FileChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void readAll(ByteBuffer bytes, FileChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("a file that is not from a shoebox lies in the directory");
      }
    }
  }

  private static byte[] utf8(ObjectName name) {
    return name.value().getBytes(StandardCharsets.UTF_8);
  }
}

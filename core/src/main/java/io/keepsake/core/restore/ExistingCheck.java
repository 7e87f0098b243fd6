package io.keepsake.core.restore;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.FileChunks;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.target.ExistingFile;
import java.io.IOException;
import java.util.Arrays;

/** Whether a file that is there has the content to restore, told by hashing its chunks. */
final class ExistingCheck {

  private final FileChunks chunks;
  private final KeyedHash hash;
  private byte[] buffer = new byte[1 << 20];

  /** Ends a visit as soon as a difference is found. */
  private static final class DifferentException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  ExistingCheck(FileChunks chunks, KeyedHash hash) {
    this.chunks = chunks;
    this.hash = hash;
  }

  /** Compares. Not safe for several threads. */
  boolean isSame(TreeEntry file, ExistingFile existing) throws IOException {
    if (existing.attributes().size() != file.attributes().size()) {
      return false;
    }
    long[] end = {0};
    try {
      chunks.visit(
          file,
          (location, id, offset) -> {
            requireZeros(existing, end[0], offset);
            int length = location.length();
            read(existing, offset, length);
            if (!Hash.of(hash.hash(buffer, 0, length)).equals(id)) {
              throw new DifferentException();
            }
            end[0] = offset + length;
          });
      requireZeros(existing, end[0], existing.attributes().size());
      return true;
    } catch (DifferentException e) {
      return false;
    }
  }

  private void requireZeros(ExistingFile existing, long from, long to) throws IOException {
    long position = from;
    while (position < to) {
      int length = (int) Math.min(1 << 20, to - position);
      read(existing, position, length);
      if (Arrays.mismatch(buffer, 0, length, new byte[length], 0, length) >= 0) {
        throw new DifferentException();
      }
      position += length;
    }
  }

  private void read(ExistingFile existing, long offset, int length) throws IOException {
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    int done = 0;
    while (done < length) {
      int count = existing.read(offset + done, buffer, done, length - done);
      if (count <= 0) {
        throw new DifferentException();
      }
      done += count;
    }
  }
}

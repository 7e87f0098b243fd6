package io.keepsake.core.target;

import io.keepsake.core.posix.FileCalls;
import io.keepsake.core.posix.NativeBuffers;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.spi.source.EntryAttributes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/** An existing file, read through its descriptor. */
final class NativeExistingFile implements ExistingFile {

  private final int descriptor;
  private final EntryAttributes attributes;
  private final Object path;
  private final AtomicBoolean closed = new AtomicBoolean();

  NativeExistingFile(int descriptor, EntryAttributes attributes, Object path) {
    this.descriptor = descriptor;
    this.attributes = attributes;
    this.path = path;
  }

  @Override
  public EntryAttributes attributes() {
    return attributes;
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    if (closed.get()) {
      throw new IOException("Closed: " + path);
    }
    MemorySegment buffer = NativeBuffers.take();
    try {
      long n = FileCalls.read(descriptor, position, buffer, target, offset, length);
      return PosixException.check(n, path) == 0 ? -1 : (int) n;
    } finally {
      NativeBuffers.give(buffer);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      FileCalls.close(descriptor);
    }
  }
}

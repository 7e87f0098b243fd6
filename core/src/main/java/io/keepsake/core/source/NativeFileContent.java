package io.keepsake.core.source;

import io.keepsake.core.posix.Errno;
import io.keepsake.core.posix.FileCalls;
import io.keepsake.core.posix.FileStatus;
import io.keepsake.core.posix.NativeBuffers;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.posix.StatusCalls;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.Extent;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SourceContent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The content of an open regular file. */
final class NativeFileContent implements SourceContent {

  private static final List<Extent> ALL = List.of(new Extent(0, Long.MAX_VALUE));
  private static final int BLOCK = 512;

  private final int descriptor;
  private final FileStatus opened;
  private final PathNode node;
  private final MemorySegment buffer = NativeBuffers.take();
  private long position;
  private boolean shortRead;
  private boolean closed;

  NativeFileContent(int descriptor, FileStatus opened, PathNode node) {
    this.descriptor = descriptor;
    this.opened = opened;
    this.node = node;
  }

  @Override
  public List<Extent> extents() throws IOException {
    requireOpen();
    // Fewer blocks than bytes: holes, or a file system that stores small files elsewhere.
    return opened.blocks() * BLOCK < opened.size() ? holesLeftOut() : ALL;
  }

  private List<Extent> holesLeftOut() throws IOException {
    List<Extent> extents = new ArrayList<>();
    long at = 0;
    while (true) {
      long data = FileCalls.seekData(descriptor, at);
      if (data == -Errno.ENXIO) {
        return List.copyOf(extents);
      }
      if (data == -Errno.EINVAL || data == -Errno.EOPNOTSUPP) {
        return ALL;
      }
      PosixException.check(data, node);
      at = FileCalls.seekHole(descriptor, data);
      if (at == -Errno.ENXIO) {
        return List.copyOf(extents); // Cut short just now.
      }
      PosixException.check(at, node);
      extents.add(new Extent(data, at - data));
    }
  }

  @Override
  public void seek(long offset) throws IOException {
    requireOpen();
    if (offset < position) {
      throw new IllegalArgumentException("Backwards from " + position + " to " + offset);
    }
    position = offset;
    shortRead = false;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    requireOpen();
    if (shortRead && position == opened.size()) {
      return -1; // Spares asking again at the end; growth shows in attributesNow.
    }
    long n = FileCalls.read(descriptor, position, buffer, target, offset, length);
    PosixException.check(n, node);
    position += n;
    shortRead = n < Math.min(length, buffer.byteSize());
    return n == 0 ? -1 : (int) n;
  }

  @Override
  public EntryAttributes attributesNow() throws IOException {
    requireOpen();
    return StatusCalls.of(descriptor, node).attributes(node.name(), RawName.EMPTY);
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("Closed: " + node);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      NativeBuffers.give(buffer);
      FileCalls.close(descriptor);
    }
  }
}

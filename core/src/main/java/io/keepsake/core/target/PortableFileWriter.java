package io.keepsake.core.target;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file being written through a channel. */
final class PortableFileWriter implements FileWriter {

  private final PortableRestoreTarget target;
  private final Path temporary;
  private final Path path;
  private final String display;
  private final FileChannel channel;
  private final AtomicBoolean ended = new AtomicBoolean();

  PortableFileWriter(PortableRestoreTarget target, Path temporary, Path path, String display)
      throws IOException {
    this.target = target;
    this.temporary = temporary;
    this.path = path;
    this.display = display;
    this.channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE,
            LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void write(long offset, byte[] data, int from, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(data, from, length);
    long at = offset;
    while (rest.hasRemaining()) {
      at += channel.write(rest, at);
    }
  }

  @Override
  public List<RestoreProblem> commit(EntryAttributes attributes, List<ExtendedAttribute> extended)
      throws IOException {
    if (!ended.compareAndSet(false, true)) {
      throw new IOException("Ended before: " + display);
    }
    boolean settled = false;
    try {
      fit(attributes.size());
      channel.close();
      var problems = target.metadata().apply(temporary, attributes, extended, display);
      target.settle(temporary, path);
      settled = true;
      return problems;
    } finally {
      channel.close();
      if (!settled) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /** A hole at the end is made by its last byte; java.nio cannot extend a file otherwise. */
  private void fit(long size) throws IOException {
    if (channel.size() > size) {
      channel.truncate(size);
    } else if (channel.size() < size) {
      write(size - 1, new byte[1], 0, 1);
    }
  }

  @Override
  public void abort() {
    if (ended.compareAndSet(false, true)) {
      try (channel) {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // The next restore into this directory clears it away.
        return;
      }
    }
  }
}

package io.keepsake.core.source;

import io.keepsake.core.posix.PortableAttributes;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.Extent;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SourceContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The content of a file through a channel; holes read as zeros. */
final class PortableFileContent implements SourceContent {

  private final FileChannel channel;
  private final Path path;
  private final RawName name;

  PortableFileContent(FileChannel channel, Path path, RawName name) {
    this.channel = channel;
    this.path = path;
    this.name = name;
  }

  @Override
  public List<Extent> extents() {
    return List.of(new Extent(0, Long.MAX_VALUE));
  }

  @Override
  public void seek(long offset) throws IOException {
    if (offset < channel.position()) {
      throw new IllegalArgumentException("Backwards from " + channel.position() + " to " + offset);
    }
    channel.position(offset);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, length));
  }

  /** What now has the file's path; java.nio cannot ask an open file. */
  @Override
  public EntryAttributes attributesNow() throws IOException {
    return PortableAttributes.read(path, name, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

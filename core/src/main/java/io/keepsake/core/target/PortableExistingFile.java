package io.keepsake.core.target;

import io.keepsake.core.spi.source.EntryAttributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An existing file, read through a channel. */
record PortableExistingFile(FileChannel channel, EntryAttributes attributes)
    implements ExistingFile {

  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, length), position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Cuts content into parts: slices of what is in memory, or one buffer filled over and over. */
final class S3Parts implements AutoCloseable {

  private final ByteBuffer whole;
  private final InputStream in;
  private final byte[] room;
  private final int size;

  private S3Parts(ByteBuffer whole, InputStream in, byte[] room, int size) {
    this.whole = whole;
    this.in = in;
    this.room = room;
    this.size = size;
  }

  static S3Parts of(ObjectContent content, int size, S3Call.Progress progress) throws IOException {
    Optional<ByteBuffer> whole = content.buffer();
    if (whole.isPresent()) {
      return new S3Parts(whole.get(), InputStream.nullInputStream(), new byte[0], size);
    }
    InputStream in = new S3Body(content, progress).open();
    return new S3Parts(ByteBuffer.allocate(0), in, new byte[size], size);
  }

  /** The next part, valid until the one after; empty after the last. */
  ByteBuffer next() throws IOException {
    if (room.length > 0) {
      return ByteBuffer.wrap(room, 0, in.readNBytes(room, 0, size));
    }
    ByteBuffer part = whole.slice(whole.position(), Math.min(size, whole.remaining()));
    whole.position(whole.position() + part.remaining());
    return part;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package io.keepsake.core.spi.source;

import java.io.IOException;
import java.util.List;

/** The content of one regular file or stream, read front to back by one thread. */
public interface SourceContent extends AutoCloseable {

  /**
   * The parts that hold data, ascending and apart; between them are holes that read as zeros. One
   * extent over everything where the source knows no holes; the length {@link Long#MAX_VALUE} means
   * until the end of the stream.
   */
  List<Extent> extents() throws IOException;

  /** Moves to the start of an extent; never backwards. */
  void seek(long offset) throws IOException;

  /**
   * Reads up to {@code length} bytes, as many as come at once.
   *
   * @return the number read, at least 1, or -1 at the end of the content
   */
  int read(byte[] target, int offset, int length) throws IOException;

  /**
   * The attributes as they are now, after reading: if times or size differ from those seen when it
   * was opened, the content may mix two versions.
   */
  EntryAttributes attributesNow() throws IOException;

  @Override
  void close() throws IOException;
}

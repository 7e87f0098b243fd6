package io.keepsake.core.target;

import io.keepsake.core.spi.source.EntryAttributes;
import java.io.IOException;

/** A regular file that was in the target already, open for comparing it. */
public sealed interface ExistingFile extends AutoCloseable
    permits NativeExistingFile, PortableExistingFile {

  /** What it was when it was opened. */
  EntryAttributes attributes();

  /**
   * Reads at a position.
   *
   * @return the number of bytes read, at least 1, or -1 at the end
   */
  int read(long position, byte[] target, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;
}

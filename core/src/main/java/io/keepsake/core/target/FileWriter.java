package io.keepsake.core.target;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import java.io.IOException;
import java.util.List;

/**
 * A regular file being restored, under a temporary name until {@link #commit}. End it with either
 * {@link #commit} or {@link #abort}.
 */
public sealed interface FileWriter permits NativeFileWriter, PortableFileWriter {

  /**
   * Writes a part. Parts may come in any order and from several threads; what is never written is a
   * hole.
   *
   * @throws IOException if it cannot be written, such as on a full disk; the file can only be
   *     aborted then
   */
  void write(long offset, byte[] data, int from, int length) throws IOException;

  /**
   * Gives the file its size, owner, permissions, attributes, times and at last its name. All writes
   * must have returned. If it throws, nothing of the file is left.
   *
   * @return what could not be put back
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken and must not be replaced
   * @throws IOException if the system fails
   */
  List<RestoreProblem> commit(EntryAttributes attributes, List<ExtendedAttribute> extended)
      throws IOException;

  /** Removes the file; does nothing after a commit. */
  void abort();
}

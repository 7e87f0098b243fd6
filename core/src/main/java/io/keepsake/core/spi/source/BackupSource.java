package io.keepsake.core.spi.source;

import java.io.IOException;
import java.util.List;

/**
 * Something to back up, seen as a tree. A source is walked once and then closed.
 *
 * <p>The tree begins at an unnamed root. A source over several directories puts each at its
 * absolute path below that root, so that {@code /home/ada} appears as the directories {@code home}
 * and {@code ada}.
 */
public interface BackupSource extends AutoCloseable {

  /** What is backed up, for people and for the snapshot: for files the absolute paths. */
  List<String> roots();

  /**
   * Walks the whole tree depth first on the calling thread, entries of a directory in ascending
   * order of their names' unsigned bytes. The visitor may block; the walk then waits. An entry that
   * cannot be read is reported to {@link SourceVisitor#skipped} and the walk goes on.
   *
   * @throws IOException if a root itself cannot be read, or the visitor threw
   */
  void walk(SourceVisitor visitor) throws IOException;

  /** Releases what the walk holds. */
  @Override
  void close();
}

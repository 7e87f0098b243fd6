package io.keepsake.core.spi.source;

import java.io.IOException;
import java.util.List;

/** One entry of a walk. Attributes are known; the rest is read on demand, from any thread. */
public interface SourceItem {

  /** Where it is, for messages; bytes that are no text are shown escaped. */
  String displayPath();

  /** Name, kind, mode, owner, times and so on, as the walk found them. */
  EntryAttributes attributes();

  /**
   * Extended attributes, ACLs among them, in ascending order of their names; empty where the file
   * system has none.
   */
  List<ExtendedAttribute> extendedAttributes() throws IOException;

  /**
   * Opens the content of a regular file. The caller closes it.
   *
   * @throws java.nio.file.NoSuchFileException if it vanished
   * @throws java.nio.file.AccessDeniedException if it may not be read
   */
  SourceContent open() throws IOException;
}

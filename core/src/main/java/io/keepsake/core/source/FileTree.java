package io.keepsake.core.source;

import io.keepsake.core.posix.FileAccess;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SourceContent;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** How files are reached. Calls come from any thread; nothing stays open but contents. */
sealed interface FileTree permits NativeFileTree, PortableFileTree {

  /** How many entries are looked at together with a listing. */
  int WINDOW = 256;

  /** The way for this machine. */
  static FileTree here() {
    return switch (FileAccess.choose()) {
      case NATIVE -> new NativeFileTree();
      case PORTABLE -> new PortableFileTree();
    };
  }

  /** What an entry is; {@link PathNode#links()} says whether a symbolic link is followed. */
  EntryAttributes attributes(PathNode node) throws IOException;

  /** Lists a directory and looks at its first entries. */
  Listing list(PathNode directory, Predicate<RawName> wanted) throws IOException;

  /** Looks at entries of a directory; if it is gone, none of them is found. */
  List<Found> look(PathNode directory, List<RawName> names);

  /** The extended attributes of an entry, ascending by name. */
  List<ExtendedAttribute> extendedAttributes(PathNode node) throws IOException;

  /**
   * Opens a regular file.
   *
   * @throws ReplacedException if it is something else now
   */
  SourceContent open(PathNode node, EntryAttributes seen) throws IOException;
}

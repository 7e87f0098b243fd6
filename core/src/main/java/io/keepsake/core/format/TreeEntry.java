package io.keepsake.core.format;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import java.util.List;

/**
 * One entry of a directory's listing.
 *
 * @param attributes what it is
 * @param extendedAttributes in ascending order of their names
 * @param content of a file or directory; {@link Content#EMPTY} for everything else
 */
public record TreeEntry(
    EntryAttributes attributes, List<ExtendedAttribute> extendedAttributes, Content content) {

  /** Copies the list. */
  public TreeEntry {
    extendedAttributes = List.copyOf(extendedAttributes);
  }
}

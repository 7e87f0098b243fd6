package io.keepsake.core.source;

import io.keepsake.core.spi.source.EntryAttributes;
import java.io.IOException;

/** What became of a name in a directory when it was looked at. */
sealed interface Found {

  /** It is there. */
  record Entry(EntryAttributes attributes) implements Found {}

  /** It could not be looked at. */
  record Lost(IOException cause) implements Found {}
}

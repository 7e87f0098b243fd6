package io.keepsake.core.source;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Extent;
import io.keepsake.core.spi.source.SourceContent;
import io.keepsake.core.spi.source.SourceItem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The file of a stream, or the directory it is in. */
record StreamItem(String displayPath, EntryAttributes attributes, InputStream stream)
    implements SourceItem {

  @Override
  public List<ExtendedAttribute> extendedAttributes() {
    return List.of();
  }

  @Override
  public SourceContent open() {
    return new Content(attributes, stream);
  }

  /** Reads the stream on; the source closes it. */
  private record Content(EntryAttributes attributesNow, InputStream stream)
      implements SourceContent {

    @Override
    public List<Extent> extents() {
      return List.of(new Extent(0, Long.MAX_VALUE));
    }

    @Override
    public void seek(long offset) {
      if (offset != 0) {
        throw new IllegalArgumentException("A stream has one extent, from 0; not " + offset);
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return stream.read(target, offset, length);
    }

    @Override
    public void close() {
      // The source closes the stream.
    }
  }
}

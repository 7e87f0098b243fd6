package io.keepsake.core.audit;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.Optional;

/**
 * The parts of a segment's name.
 *
 * @param writer whose records it holds
 * @param last the number of the last of them
 * @param hash of its stored bytes
 */
public record SegmentName(String writer, long last, Hash hash) {

  private static final int WRITER = ObjectNames.AUDIT.length();
  private static final int LAST = WRITER + 32 + 1;

  /** The parts of a name; empty if it is not that of a segment. */
  public static Optional<SegmentName> of(ObjectName name) {
    if (!name.value().startsWith(ObjectNames.AUDIT)) {
      return Optional.empty();
    }
    return ObjectNames.hashOf(name)
        .map(
            hash ->
                new SegmentName(
                    name.value().substring(WRITER, LAST - 1),
                    Long.parseLong(name.value().substring(LAST, LAST + 8), 16),
                    hash));
  }

  /** What it says, as records tell it that have seen it. */
  public String seen() {
    return "%08x-".formatted(last) + hash.hex();
  }

  /** The name of a segment that was seen. */
  public static ObjectName named(String writer, String seen) {
    return new ObjectName(ObjectNames.AUDIT + writer + "/" + seen);
  }
}

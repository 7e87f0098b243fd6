package io.keepsake.core.target;

import io.keepsake.core.spi.source.RawName;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Temporary names of one restore, told from those of an earlier one by a random part. */
final class PartialNames {

  private static final String PREFIX = ".keepsake-";
  private static final String SUFFIX = ".partial";

  private final String own;
  private final AtomicLong count = new AtomicLong();

  PartialNames() {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    own = PREFIX + HexFormat.of().formatHex(random) + "-";
  }

  RawName next() {
    return RawName.of(own + count.incrementAndGet() + SUFFIX);
  }

  /** Whether a name is left over from another restore. */
  boolean isLeftOver(RawName name) {
    String text = new String(name.bytes(), StandardCharsets.ISO_8859_1);
    return text.startsWith(PREFIX) && text.endsWith(SUFFIX) && !text.startsWith(own);
  }
}

package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectChecksum;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A store need not tell checksums; those that it tells are those of the bytes. */
public interface ChecksumCases extends StoreCases {

  /** Of objects of all sizes, those that are uploaded in parts as well. */
  @Test
  default void toldChecksumsAreThoseOfTheBytes() throws IOException {
    for (int length : new int[] {0, 1, 1_000, (8 << 20) + 3}) {
      byte[] bytes = bytes(length, length);
      put("packs/" + length, bytes);
      assertTold("packs/" + length, bytes);
    }
  }

  /** Of an object that has taken the place of another, its own. */
  @Test
  default void aReplacementHasItsOwnChecksum() throws IOException {
    put("packs/a", bytes(1_000, 1));
    assertTold("packs/a", bytes(1_000, 1));
    put("packs/a", bytes(1_000, 2));
    assertTold("packs/a", bytes(1_000, 2));
  }

  private void assertTold(String name, byte[] bytes) throws IOException {
    ObjectStat stat = store().stat(name(name), Purpose.REPAIR).orElseThrow();
    for (ObjectChecksum told : stat.checksums()) {
      assertEquals(ObjectChecksum.of(told.algorithm(), ByteBuffer.wrap(bytes)), told, name);
    }
  }
}

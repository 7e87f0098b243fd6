package io.keepsake.testkit.network;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.NetworkFault;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bits that flip on the way, where the store claims to notice. */
public interface CorruptionCases extends NetworkCases {

  /** A bit that flips in an upload is found out, and nothing is there. */
  @Test
  default void aBitFlippedInAnUploadIsRefused() throws IOException {
    assumeChecksums();
    put("packs/first", bytes(1, 1));
    proxy().inject(Direction.UPLOAD, new NetworkFault.Flips(2 << 20));
    assertFailsForNow("put", () -> put("packs/a", bytes(4 << 20, 1)));
    proxy().heal();
    assertEquals(Optional.empty(), another().stat(name("packs/a"), Purpose.VERIFY));
    put("packs/a", bytes(4 << 20, 1));
    assertArrayEquals(bytes(4 << 20, 1), read("packs/a"));
  }

  /** A bit that flips in a download of a whole object is found out by its end. */
  @Test
  default void aBitFlippedInADownloadIsNoticed() throws IOException {
    assumeChecksums();
    put("packs/a", bytes(4 << 20, 1));
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Flips(2 << 20));
    assertFailsForNow("get", () -> assertEquals(4 << 20, read("packs/a").length));
    proxy().heal();
    assertArrayEquals(bytes(4 << 20, 1), read("packs/a"));
  }

  private void assumeChecksums() {
    assumeTrue(
        store().capabilities().contains(Capability.SERVER_CHECKSUM),
        "SKIPPED: this store does not claim SERVER_CHECKSUM");
  }
}

package io.keepsake.provider.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.testkit.storage.LongListing;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A listing as long as that of a large vault. */
@Timeout(120)
final class LocalLongListingTest {

  @TempDir private Path root;

  @Test
  void aHundredThousandObjectsTakeNoMemory() throws Exception {
    for (String name : LongListing.names(LongListing.OBJECTS).toList()) {
      Path file = root.resolve(name);
      if (Files.notExists(file.getParent())) {
        Files.createDirectories(file.getParent());
      }
      Files.createFile(file);
    }
    try (ObjectStore store = LocalStore.open(new LocalConfig("disk", root))) {
      assertEquals(
          LongListing.pages(LongListing.OBJECTS), LongListing.check(store, LongListing.OBJECTS));
    }
  }
}

package io.keepsake.provider.local.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.testkit.smb.SambaServer;
import io.keepsake.testkit.storage.LongListing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A listing as long as that of a large vault. */
@Timeout(180)
final class SmbLongListingTest {

  @TempDir private Path directory;

  @Test
  void aHundredThousandObjectsTakeNoMemory() throws Exception {
    try (SambaServer server = SambaServer.start(directory)) {
      Path root = Files.createDirectory(server.files().resolve("vault"));
      for (String name : LongListing.names(LongListing.OBJECTS).toList()) {
        Path file = root.resolve(name);
        if (Files.notExists(file.getParent())) {
          Files.createDirectories(file.getParent());
        }
        Files.createFile(file);
      }
      try (ObjectStore store =
          new SmbStoreProvider().open(SmbContractTest.settings(server.port(), "vault", Map.of()))) {
        assertEquals(
            LongListing.pages(LongListing.OBJECTS), LongListing.check(store, LongListing.OBJECTS));
      }
    }
  }
}

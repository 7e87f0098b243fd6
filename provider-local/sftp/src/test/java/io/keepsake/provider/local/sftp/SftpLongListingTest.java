package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.ssh.OpenSshServer;
import io.keepsake.testkit.storage.LongListing;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A listing as long as that of a large vault. */
@Timeout(120)
final class SftpLongListingTest {

  @TempDir private Path directory;
  @TempDir private Path root;

  @Test
  void aHundredThousandObjectsTakeNoMemory() throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory)) {
      for (String name : LongListing.names(LongListing.OBJECTS).toList()) {
        Path file = root.resolve(name);
        if (Files.notExists(file.getParent())) {
          Files.createDirectories(file.getParent());
        }
        Files.createFile(file);
      }
      URI url = URI.create("sftp://127.0.0.1:%d%s".formatted(server.port(), root));
      Map<String, String> options =
          Map.of(
              "private-key-file", server.userKey().toString(),
              "known-hosts-file", server.knownHosts().toString());
      try (ObjectStore store =
          new SftpStoreProvider().open(new StoreSettings("nas", url, options))) {
        assertEquals(
            LongListing.pages(LongListing.OBJECTS), LongListing.check(store, LongListing.OBJECTS));
      }
    }
  }
}

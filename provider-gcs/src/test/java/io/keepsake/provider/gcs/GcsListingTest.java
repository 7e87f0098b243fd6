package io.keepsake.provider.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.testkit.gcs.GcsServer;
import io.keepsake.testkit.storage.LongListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listing as long as that of a large vault. */
@Timeout(120)
final class GcsListingTest {

  @Test
  void aHundredThousandObjectsTakeAHundredRequestsAndNoMemory() throws Exception {
    try (GcsServer server = GcsServer.start()) {
      server.createBucket(Gcs.BUCKET);
      server.fill(Gcs.BUCKET, LongListing.names(LongListing.OBJECTS).map(name -> "vault/" + name));
      try (ObjectStore store = Gcs.open("vault", Gcs.options(server))) {
        assertEquals(
            LongListing.pages(LongListing.OBJECTS), LongListing.check(store, LongListing.OBJECTS));
      }
      int first = 1; // asked for one object before the listing proper
      assertEquals(LongListing.OBJECTS / LongListing.PAGE + first, server.requests().size());
    }
  }
}

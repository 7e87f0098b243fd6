package io.keepsake.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.testkit.storage.LongListing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Listings as long as that of a large vault. Azurite has to be given its blobs one by one, so it
 * lists some thousands, and a server of the test's own all.
 */
@Timeout(120)
class AzureListingTest {

  private static final Pattern MARKER = Pattern.compile("[?&]marker=(\\d+)");
  private static final Pattern LIMIT = Pattern.compile("maxresults=(\\d+)");

  @Test
  void aHundredThousandObjectsTakeAHundredRequestsAndNoMemory() throws Exception {
    List<String> names = LongListing.names(LongListing.OBJECTS).map(name -> "p/" + name).toList();
    try (StubService service =
            new StubService((request, out) -> out.write(page(names, request.target())));
        AzureStore store = new AzureStore(service.config(Duration.ofSeconds(30)))) {
      assertEquals(
          LongListing.pages(LongListing.OBJECTS), LongListing.check(store, LongListing.OBJECTS));
      int first = 1; // asked for one object before the listing proper
      assertEquals(LongListing.OBJECTS / LongListing.PAGE + first, service.requests().size());
    }
  }

  @Test
  void someThousandsOnAzurite() throws Exception {
    int count = Integer.getInteger("keepsake.listing.objects", 3_000);
    AzureConfig config = Azurite.running().newContainer();
    try (ObjectStore store = new AzureStore(config);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> puts = new ArrayList<>();
      LongListing.names(count).forEach(name -> puts.add(() -> put(store, name)));
      for (Future<Boolean> each : threads.invokeAll(puts)) {
        assertTrue(each.get());
      }
      assertEquals(LongListing.pages(count), LongListing.check(store, count));
    }
  }

  /** The marker is the number of the page's first blob. */
  private static byte[] page(List<String> names, String target) {
    Matcher marker = MARKER.matcher(target);
    Matcher limit = LIMIT.matcher(target);
    int from = marker.find() ? Integer.parseInt(marker.group(1)) : 0;
    int to = Math.min(names.size(), from + (limit.find() ? Integer.parseInt(limit.group(1)) : 0));
    return StubService.page(
        names.subList(from, to).stream(), to < names.size() ? String.valueOf(to) : "");
  }

  private static boolean put(ObjectStore store, String name) throws Exception {
    store.put(
        new ObjectName(name), ObjectContent.of(new byte[0]), PutCondition.ANY, Purpose.BACKUP);
    return true;
  }
}

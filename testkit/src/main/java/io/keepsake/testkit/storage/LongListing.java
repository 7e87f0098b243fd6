package io.keepsake.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A listing of many objects, page by page: each once, in order, and in memory that does not grow
 * with their number. The objects are for the test to make, best behind the server's back, because a
 * hundred thousand uploads take long.
 *
 * <p>Half of the names lie in one directory, where a store on a file system has most to sort, and
 * half in 256, as packs do.
 */
public final class LongListing {

  /** As many as a store has to list. */
  public static final int OBJECTS = 100_000;

  /** Objects asked for at once. */
  public static final int PAGE = 1_000;

  /** All objects together take about twice as much. */
  private static final long MOST_HEAP = 12L << 20;

  private static final int MOST_KEPT = 3;
  private static final String FILL = "0123456789abcdef".repeat(3);

  private final int count;
  private final List<WeakReference<ObjectStat>> seen = new ArrayList<>();
  private int listed;
  private int pages;
  private long grown;

  private LongListing(int count) {
    this.count = count;
  }

  /** The names of so many objects, in the order of their bytes. */
  public static Stream<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> name(i, count));
  }

  /** As few pages as hold so many objects. */
  public static int pages(int count) {
    return (count + PAGE - 1) / PAGE;
  }

  private static String name(int i, int count) {
    int flat = count / 2;
    return i < flat
        ? "flat/%08d-%s".formatted(i, FILL)
        : "packs/%02x/%08d-%s".formatted((i - flat) * 256L / (count - flat), i, FILL);
  }

  /**
   * Lists a store and fails unless it holds exactly {@link #names}, and keeps nothing of the pages
   * that went before.
   *
   * @return the pages that it took
   */
  public static int check(ObjectStore store, int count) throws StoreException {
    LongListing listing = new LongListing(count);
    store.list("", Optional.empty(), 1, Purpose.VERIFY); // what is loaded once is not counted
    long before = usedHeap();
    Optional<String> next = Optional.empty();
    do {
      next = listing.page(store, next);
      if (listing.listed + PAGE >= count && listing.grown == 0) {
        listing.grown = Math.max(1, usedHeap() - before);
      }
    } while (next.isPresent());
    listing.requireComplete();
    return listing.pages;
  }

  private Optional<String> page(ObjectStore store, Optional<String> continuation)
      throws StoreException {
    ListPage page = store.list("", continuation, PAGE, Purpose.VERIFY);
    for (ObjectStat object : page.objects()) {
      assertEquals(name(listed, count), object.name().value());
      listed++;
    }
    pages++;
    page.objects().stream().map(WeakReference::new).forEach(seen::add);
    return page.next();
  }

  private void requireComplete() {
    assertEquals(count, listed, "objects");
    usedHeap();
    long kept = seen.stream().filter(each -> each.get() != null).count();
    assertTrue(kept <= MOST_KEPT, kept + " objects of pages long gone are still held");
    assertTrue(grown < MOST_HEAP, "the listing took " + (grown >> 10) + " KiB");
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

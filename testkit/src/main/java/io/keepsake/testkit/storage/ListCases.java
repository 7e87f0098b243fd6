package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Listing and deleting. */
public interface ListCases extends StoreCases {

  /** A place where nothing was ever stored. */
  @Test
  default void listsNothingInAnEmptyStore() throws StoreException {
    ListPage page = page("", Optional.empty(), 10);
    assertEquals(List.of(), page.objects());
    assertFalse(page.next().isPresent(), "nothing follows nothing");
    assertEquals(List.of(), list("packs/"));
  }

  /** Ascending by the bytes of the names, in which {@code -} and {@code .} are below {@code /}. */
  @Test
  default void listsInTheOrderOfBytes() throws StoreException {
    List<String> names =
        putAll("a/x", "a-b", "a.b", "a0", "B", "b", "a/-", "a/0", "a b", "a-b-", "é", "z", "a-/x");
    List<String> sorted =
        names.stream().map(ObjectName::new).sorted().map(ObjectName::value).toList();
    assertEquals(sorted, list(""));
    assertEquals(sorted, list("", 1));
  }

  /** Pages of one object each. */
  @Test
  default void pagesOfOneShowEachObjectOnce() throws StoreException {
    List<String> names = putAll("index/a", "packs/ab/1", "packs/ab/2", "packs/ac/1", "snapshots/a");
    assertEquals(names, list("", 1));
    assertEquals(names.subList(1, 4), list("packs/", 1));
  }

  /** Pages end amid directories, if the store has any. */
  @Test
  default void pagesOfAnySizeShowEachObjectOnce() throws StoreException {
    List<String> names =
        IntStream.range(0, 60).mapToObj(i -> "packs/%02x/%04x".formatted(i / 7, i)).toList();
    putAll(names.toArray(String[]::new));
    for (int limit : new int[] {2, 7, 10, 59, 60, 61, 10_000}) {
      assertEquals(names, list("packs/", limit), "limit " + limit);
    }
  }

  /** A prefix ends anywhere in a name. */
  @Test
  default void aPrefixNeedNotBeAWholeSegment() throws StoreException {
    putAll("packs/ab/1", "packs/ab/2", "packs/abc", "packs/b/1", "packsaddle", "pa");
    assertEquals(List.of("packs/ab/1", "packs/ab/2", "packs/abc"), list("packs/a"));
    assertEquals(List.of("packs/ab/1"), list("packs/ab/1"));
    assertEquals(List.of("packs/ab/1", "packs/ab/2"), list("packs/ab/", 1));
    assertEquals(5, list("packs", 2).size());
    assertEquals(6, list("p", 4).size());
  }

  /** A prefix that no name can have is no error and finds nothing. */
  @Test
  default void aPrefixThatNothingHasFindsNothing() throws StoreException {
    putAll("packs/ab/1");
    for (String prefix :
        List.of(
            "q", "packs/ab/10", "packs/ab/1/", "/", "//", "packs//", "../", "./", "..", "pack\\")) {
      assertEquals(List.of(), list(prefix), "prefix " + prefix);
    }
  }

  /** Going on after more was stored: what was there all the time is shown once. */
  @Test
  default void writingBetweenPagesLosesNothing() throws StoreException {
    List<String> before = putAll("packs/b", "packs/d", "packs/f", "packs/h");
    List<String> seen = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    int round = 0;
    do {
      ListPage page = page("packs/", continuation, 1);
      page.objects().forEach(object -> seen.add(object.name().value()));
      continuation = page.next();
      put("packs/" + (char) ('a' + 2 * round), bytes(3, round));
      put("packs/z" + round++, bytes(3, round));
    } while (continuation.isPresent() && round < 100);
    assertEquals(seen.size(), new HashSet<>(seen).size(), "shown twice: " + seen);
    assertTrue(seen.containsAll(before), () -> "lost in " + seen);
  }

  /** A listing begun anew shows what was stored since an earlier one was left unfinished. */
  @Test
  default void aNewListingOwesNothingToAnOlderOne() throws StoreException {
    putAll("packs/b", "packs/d", "packs/f");
    page("packs/", page("packs/", Optional.empty(), 1).next(), 1);
    putAll("packs/a", "packs/c", "packs/e");
    assertEquals(6, list("packs/", 1).size());
    store().delete(List.of(name("packs/b"), name("packs/e")), Purpose.PRUNE);
    assertEquals(List.of("packs/a", "packs/c", "packs/d", "packs/f"), list("packs/", 1));
  }

  /** Two listings at once do not disturb each other, and a page can be asked for again. */
  @Test
  default void listingsAreIndependent() throws StoreException {
    List<String> names = putAll("a/1", "a/2", "b/1", "b/2");
    ListPage first = page("", Optional.empty(), 2);
    ListPage other = page("b/", Optional.empty(), 1);
    for (int i = 0; i < 2; i++) {
      ListPage second = page("", first.next(), 2);
      assertEquals(
          names.subList(2, 4), second.objects().stream().map(o -> o.name().value()).toList());
    }
    assertEquals("b/2", page("b/", other.next(), 1).objects().getFirst().name().value());
  }

  /** Deleted objects are gone for all calls. */
  @Test
  default void deletesManyAndOnlyThose() throws StoreException {
    putAll("packs/1", "packs/2", "packs/3", "packs/4");
    store().delete(Set.of(name("packs/2"), name("packs/4")), Purpose.PRUNE);
    assertEquals(List.of("packs/1", "packs/3"), list(""));
    assertEquals(Optional.empty(), length("packs/2"));
    assertFails(StoreException.Kind.NOT_FOUND, () -> read("packs/4"));
  }

  /** What is not there counts as deleted. */
  @Test
  default void deletesWhatIsMissing() throws StoreException {
    store().delete(List.of(), Purpose.PRUNE);
    store().delete(List.of(name("none"), name("packs/none")), Purpose.PRUNE);
    putAll("packs/1");
    store().delete(List.of(name("packs"), name("packs/1/x"), name("none")), Purpose.PRUNE);
    assertEquals(List.of("packs/1"), list(""));
    store().delete(List.of(name("packs/1"), name("packs/1")), Purpose.PRUNE);
    assertEquals(List.of(), list(""));
  }

  /** More names than services take in one request, most of them of nothing. */
  @Test
  default void deletesMoreThanABatch() throws StoreException {
    putAll("packs/0000", "packs/1200", "packs/2499", "packs/stays");
    store()
        .delete(
            IntStream.range(0, 2_500).mapToObj(i -> name("packs/%04d".formatted(i))).toList(),
            Purpose.PRUNE);
    assertEquals(List.of("packs/stays"), list(""));
  }

  /** Each put and each deletion shows in the very next listing, the other store's too. */
  @Test
  default void listingsAreUpToDate() throws IOException {
    for (int i = 0; i < 5; i++) {
      String name = "packs/" + i;
      put(name, bytes(i, i));
      assertEquals(List.of(name), namesAtOnce());
      store().delete(List.of(name(name)), Purpose.PRUNE);
      assertEquals(List.of(), namesAtOnce());
    }
  }

  /** Lengths in listings are those of the objects, also after a replacement. */
  @Test
  default void listsTheLengthsOfObjects() throws StoreException {
    put("a", bytes(1_000, 1));
    put("b", new byte[0]);
    put("a", bytes(10, 2));
    assertEquals(
        List.of(10L, 0L),
        page("", Optional.empty(), 10).objects().stream().map(ObjectStat::length).toList());
  }

  private List<String> namesAtOnce() throws StoreException {
    return another().list("", Optional.empty(), 10, Purpose.VERIFY).objects().stream()
        .map(object -> object.name().value())
        .toList();
  }

  private List<String> putAll(String... names) throws StoreException {
    for (String name : names) {
      put(name, bytes(name.length(), 1));
    }
    return Stream.of(names).toList();
  }
}

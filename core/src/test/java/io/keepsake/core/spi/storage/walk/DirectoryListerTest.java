package io.keepsake.core.spi.storage.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listings whatever the size of windows and pages, and whether a walk is kept or begun anew. */
final class DirectoryListerTest {

  /** Directories made of names; those that end with a slash are empty directories. */
  private static final class Tree implements Directories {
    private final TreeSet<String> names = new TreeSet<>();
    private final List<String> read = new ArrayList<>();

    @Override
    public void read(String path, Entries entries) {
      read.add(path);
      Set<String> told = new TreeSet<>();
      for (String name : names.descendingSet()) { // no order to rely on
        if (name.startsWith(path) && !name.equals(path)) {
          String rest = name.substring(path.length());
          int slash = rest.indexOf('/');
          String last = slash < 0 ? rest : rest.substring(0, slash);
          if (told.add(last) && entries.wants(last)) {
            tell(last, slash, entries);
          }
        }
      }
    }

    private static void tell(String last, int slash, Entries entries) {
      if (slash < 0) {
        entries.file(last, last.length(), Optional.of(Instant.EPOCH));
      } else {
        entries.directory(last);
      }
    }
  }

  private final Tree tree = new Tree();
  private final List<String> names = new ArrayList<>();

  @BeforeEach
  void makeFiles() {
    SplittableRandom random = new SplittableRandom(11);
    String[] parts = {"a", "a-", "a.", "b", "ab", "a0", "é", "B", "c"};
    for (int i = 0; i < 300; i++) {
      StringBuilder name = new StringBuilder();
      for (int depth = random.nextInt(3); depth >= 0; depth--) {
        name.append(parts[random.nextInt(parts.length)]).append("-d/");
      }
      name.append(parts[random.nextInt(parts.length)]).append(random.nextInt(20));
      if (tree.names.add(name.toString())) {
        names.add(name.toString());
      }
    }
    tree.names.add("a-d/empty/empty/");
    names.sort(ObjectName::compareBytes);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,7", "2,3", "5,5", "7,1000", "1000,1", "1000,7"})
  void listsAllOnce(int window, int limit) throws Exception {
    for (String prefix : List.of("", "a", "a-", "a-d/", "a-d/b", "b-d/é", "é-d/é-d/", "none/")) {
      List<String> expected = names.stream().filter(name -> name.startsWith(prefix)).toList();
      assertEquals(expected, list(prefix, window, limit, Walks.KEPT), prefix);
      assertEquals(expected, list(prefix, window, limit, Walks.LOST), prefix);
    }
  }

  @Test
  void whatCannotBeAnObjectIsNotListed() throws Exception {
    tree.names.add("a-d/back\\slash");
    assertEquals(names, list("", 1_000, 1_000, Walks.KEPT));
    assertEquals(List.of(), list("a-d//", 1_000, 1_000, Walks.KEPT));
  }

  @Test
  void aPrefixReadsOnlyItsDirectories() throws Exception {
    list("b-d/c", 1_000, 1_000, Walks.KEPT);
    assertTrue(tree.read.contains("b-d/"), tree.read::toString);
    for (String directory : tree.read) {
      assertTrue(directory.startsWith("b-d/"), directory);
    }
  }

  @Test
  void goingOnReadsNothingAgain() throws Exception {
    list("", 1_000, 7, Walks.KEPT);
    assertEquals(new TreeSet<>(tree.read).size(), tree.read.size(), tree.read::toString);
  }

  private enum Walks {
    KEPT,
    LOST
  }

  private List<String> list(String prefix, int window, int limit, Walks walks)
      throws StoreException {
    DirectoryLister lister = new DirectoryLister(tree, window);
    List<String> found = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      if (walks == Walks.LOST) {
        lister = new DirectoryLister(tree, window);
      }
      ListPage page = lister.list(prefix, continuation, limit);
      page.objects().forEach(object -> found.add(object.name().value()));
      continuation = page.next();
    } while (continuation.isPresent());
    return found;
  }
}

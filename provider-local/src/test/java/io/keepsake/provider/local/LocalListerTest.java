package io.keepsake.provider.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listings whatever the size of windows and pages, and whether a walk is kept or begun anew. */
final class LocalListerTest {

  @TempDir Path root;
  private final List<String> names = new ArrayList<>();

  @BeforeEach
  void makeFiles() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    String[] parts = {"a", "a-", "a.", "b", "ab", "a0", "é", "B", "c"};
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder name = new StringBuilder();
      for (int depth = random.nextInt(3); depth >= 0; depth--) {
        name.append(parts[random.nextInt(parts.length)]).append("-d/");
      }
      name.append(parts[random.nextInt(parts.length)]).append(random.nextInt(20));
      if (taken.add(name.toString())) {
        Path file = root.resolve(name.toString());
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        names.add(name.toString());
      }
    }
    Files.createDirectories(root.resolve("a-d/empty/empty"));
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
  void foreignFilesAreNotListed() throws Exception {
    Files.createFile(root.resolve("a-d/back\\slash"));
    Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nowhere"));
    assertEquals(names, list("", 1_000, 1_000, Walks.KEPT));
  }

  private enum Walks {
    KEPT,
    LOST
  }

  private List<String> list(String prefix, int window, int limit, Walks walks) throws Exception {
    LocalLister lister = lister(window);
    List<String> found = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      if (walks == Walks.LOST) {
        lister = lister(window);
      }
      ListPage page = lister.list(prefix, continuation, limit);
      page.objects().forEach(object -> found.add(object.name().value()));
      continuation = page.next();
    } while (continuation.isPresent());
    return found;
  }

  private LocalLister lister(int window) throws Exception {
    LocalConfig config = new LocalConfig("disk", root);
    LocalErrors errors = new LocalErrors(config);
    return new LocalLister(LocalRoot.open(config, errors), errors, window);
  }
}

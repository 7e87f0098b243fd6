package io.keepsake.provider.local.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listings whatever the size of windows and pages, and whether a walk is kept or begun anew. */
final class RemoteListerTest {

  private final TreeFiles files = new TreeFiles();
  private final List<String> names = new ArrayList<>();

  @BeforeEach
  void makeFiles() {
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
        files.add("/root/" + name, FileType.FILE);
        names.add(name.toString());
      }
    }
    files.add("/root/a-d/empty/empty", FileType.DIRECTORY);
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
    files.add("/root/a-d/back\\slash", FileType.FILE);
    files.add("/root/socket", FileType.OTHER);
    files.add("/root/.keepsake-tmp/half", FileType.FILE);
    assertEquals(names, list("", 1_000, 1_000, Walks.KEPT));
    assertEquals(List.of(), list(".keepsake-tmp/", 1_000, 1_000, Walks.KEPT));
  }

  @Test
  void aPrefixReadsOnlyItsDirectories() throws Exception {
    files.takeRead();
    list("b-d/c", 1_000, 1_000, Walks.KEPT);
    for (String directory : files.takeRead()) {
      assertEquals(0, directory.indexOf("/root/b-d"), directory);
    }
  }

  private enum Walks {
    KEPT,
    LOST
  }

  private List<String> list(String prefix, int window, int limit, Walks walks)
      throws StoreException {
    RemoteLister lister = lister(window);
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

  private RemoteLister lister(int window) throws StoreException {
    RemoteErrors errors = new RemoteErrors("nas", "sftp://nas/root");
    return new RemoteLister(files, RemoteRoot.open(files, errors, "/root"), errors, window);
  }
}

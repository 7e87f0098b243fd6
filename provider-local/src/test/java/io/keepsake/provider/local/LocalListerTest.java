package io.keepsake.provider.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a store's directory and no object. */
final class LocalListerTest {

  @TempDir Path root;

  @Test
  void foreignFilesAreNotListed() throws Exception {
    Files.createDirectories(root.resolve("a/empty"));
    Files.createDirectories(root.resolve(LocalRoot.TEMPORARY));
    Files.createFile(root.resolve(LocalRoot.TEMPORARY).resolve("half"));
    Files.createFile(root.resolve("a/b"));
    Files.createFile(root.resolve("a/back\\slash"));
    Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nowhere"));
    assertEquals(List.of("a/b"), list(""));
    assertEquals(List.of("a/b"), list("a/b"));
    assertEquals(List.of(), list(LocalRoot.TEMPORARY + "/"));
    assertEquals(List.of(), list("dangling/"));
    assertEquals(List.of(), list("a/b/"));
  }

  private List<String> list(String prefix) throws Exception {
    LocalConfig config = new LocalConfig("disk", root);
    LocalErrors errors = new LocalErrors(config);
    return new LocalLister(LocalRoot.open(config, errors), errors)
        .list(prefix, Optional.empty(), 1_000).objects().stream()
            .map(object -> object.name().value())
            .toList();
  }
}

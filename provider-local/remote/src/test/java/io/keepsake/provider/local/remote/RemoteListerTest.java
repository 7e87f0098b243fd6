package io.keepsake.provider.local.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in a store's directory and no object. */
final class RemoteListerTest {

  private final TreeFiles files = new TreeFiles();

  @Test
  void foreignFilesAreNotListed() throws Exception {
    files.add("/root/a/empty", FileType.DIRECTORY);
    files.add("/root/a/b", FileType.FILE);
    files.add("/root/a/back\\slash", FileType.FILE);
    files.add("/root/socket", FileType.OTHER);
    files.add("/root/.keepsake-tmp/half", FileType.FILE);
    assertEquals(List.of("a/b"), list(""));
    assertEquals(List.of("a/b"), list("a/b"));
    assertEquals(List.of(), list(".keepsake-tmp/"));
    assertEquals(List.of(), list("a/b/"));
  }

  private List<String> list(String prefix) throws StoreException {
    RemoteErrors errors = new RemoteErrors("nas", "sftp://nas/root");
    return new RemoteLister(files, RemoteRoot.open(files, errors, "/root"), errors)
        .list(prefix, Optional.empty(), 1_000).objects().stream()
            .map(object -> object.name().value())
            .toList();
  }
}

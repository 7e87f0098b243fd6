package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.walk.Directories;
import io.keepsake.core.spi.storage.walk.DirectoryLister;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import java.util.List;
import java.util.Optional;

/** Lists objects page by page, and reads directories for that. */
final class RemoteLister implements Directories {

  private final RemoteFiles files;
  private final RemoteRoot root;
  private final RemoteErrors errors;
  private final DirectoryLister lister = new DirectoryLister(this);

  RemoteLister(RemoteFiles files, RemoteRoot root, RemoteErrors errors) {
    this.files = files;
    this.root = root;
    this.errors = errors;
  }

  ListPage list(String prefix, Optional<String> continuation, int limit) throws StoreException {
    if (limit < 1 || limit > 10_000) {
      throw errors.of(
          Kind.INVALID, "list '" + prefix + "'", "a page has 1 to 10,000 objects, not " + limit);
    }
    if (!root.exists()) {
      return new ListPage(List.of(), Optional.empty());
    }
    ListPage page = lister.list(prefix, continuation, limit);
    root.exists(); // a root lost meanwhile looks like empty directories
    return page;
  }

  @Override
  public void read(String path, Entries entries) throws StoreException {
    String directory = path.isEmpty() ? root.path() : root.path() + "/" + path.replaceAll("/$", "");
    try {
      files.list(
          directory,
          (name, facts) -> {
            if (!RemoteRoot.isReserved(path + name) && entries.wants(name)) {
              take(name, facts, entries);
            }
          });
    } catch (RemoteException e) {
      boolean gone = e.reason() == Reason.MISSING; // removed since its parent was read
      boolean foreign = e.reason() == Reason.DENIED && path.equals("lost+found/");
      if (!gone && !foreign) {
        throw errors.of("list '" + path + "'", e);
      }
    }
  }

  private static void take(String name, Facts facts, Entries entries) {
    switch (facts.type()) {
      case DIRECTORY -> entries.directory(name);
      case FILE -> entries.file(name, facts.length(), facts.modified());
      case OTHER -> {} // no part of a store
    }
  }
}

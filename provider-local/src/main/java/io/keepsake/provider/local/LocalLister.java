package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.walk.Directories;
import io.keepsake.core.spi.storage.walk.DirectoryLister;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** Lists objects page by page, and reads directories for that. */
final class LocalLister implements Directories {

  private final LocalRoot root;
  private final LocalErrors errors;
  private final DirectoryLister lister = new DirectoryLister(this);

  LocalLister(LocalRoot root, LocalErrors errors) {
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
    root.exists(); // a disk lost meanwhile looks like empty directories
    return page;
  }

  @Override
  public void read(String path, Entries entries) throws StoreException {
    String asked = "list '" + path + "'";
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.path().resolve(path))) {
      for (Path file : files) {
        if (Thread.currentThread().isInterrupted()) {
          throw errors.of(Kind.INTERRUPTED, asked, "it was interrupted");
        }
        String name = file.getFileName().toString();
        if (!LocalRoot.isReserved(path + name) && entries.wants(name)) {
          look(file, name, entries);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw errors.of(asked, e.getCause());
    } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
      return; // removed since its parent was read, or there can be none
    } catch (AccessDeniedException e) {
      if (!path.equals("lost+found/")) { // the file system's own, not ours
        throw errors.of(asked, e);
      }
    } catch (IOException e) {
      throw errors.of(asked, e);
    }
  }

  private static void look(Path file, String name, Entries entries) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        entries.directory(name);
      } else if (attributes.isRegularFile()) {
        entries.file(
            name, attributes.size(), Optional.of(attributes.lastModifiedTime().toInstant()));
      }
    } catch (NoSuchFileException e) {
      return; // removed meanwhile, or a dead link
    }
  }
}

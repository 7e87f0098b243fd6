package io.keepsake.core.source;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.Globs;
import java.io.IOException;
import java.util.function.Supplier;

/** What stays the same during a walk. */
record WalkContext(FileTree tree, ListingAhead ahead, Globs excludes, MountPoints mountPoints) {

  /** Lists a directory in which no root is, without what is excluded. */
  Listing list(PathNode directory) throws IOException {
    return list(directory, new RootTree());
  }

  /** Lists a directory without what is excluded; what leads to a root is not excluded. */
  Listing list(PathNode directory, RootTree roots) throws IOException {
    if (excludes.isEmpty()) {
      return tree.list(directory, name -> true);
    }
    String prefix = directory.parent().isEmpty() ? "/" : directory.text() + "/";
    return tree.list(
        directory,
        name -> {
          String text = Globs.text(name.bytes());
          Supplier<String> path = () -> prefix + text;
          return roots.child(name).isPresent() || !excludes.match(text, path);
        });
  }

  /** Whether a directory's content belongs to the walk, by the file system it is in. */
  boolean mayEnter(EntryAttributes directory, long device) {
    return mountPoints == MountPoints.CROSS || directory.device() == device;
  }
}

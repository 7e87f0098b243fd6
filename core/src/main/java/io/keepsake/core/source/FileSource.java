package io.keepsake.core.source;

import io.keepsake.core.posix.PathNames;
import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.spi.source.Globs;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SourceVisitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Directories and files of this machine, each at its absolute path. A root that is a symbolic link
 * is kept as one; one on the way to a root is kept as the directory it points to. Roots and what
 * leads to them are never excluded.
 */
public final class FileSource implements BackupSource {

  private final List<String> roots;
  private final RootTree tree = new RootTree();
  private final List<PathNode> nodes;
  private final Globs excludes;
  private final MountPoints mountPoints;

  /**
   * A source over these paths.
   *
   * @throws IllegalArgumentException if there is none, or one is not of this machine
   */
  public FileSource(List<Path> paths, Globs excludes, MountPoints mountPoints) {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("Nothing to back up: no path given");
    }
    for (Path path : paths) {
      tree.add(PathNames.of(path));
    }
    this.nodes = paths.stream().map(FileSource::node).toList();
    this.roots = List.copyOf(new TreeSet<>(nodes.stream().map(PathNode::toString).toList()));
    this.excludes = excludes;
    this.mountPoints = mountPoints;
  }

  private static PathNode node(Path path) {
    List<RawName> names = PathNames.of(path);
    PathNode node = PathNode.ROOT;
    for (int i = 0; i < names.size(); i++) {
      boolean last = i == names.size() - 1;
      node = last ? node.child(names.get(i)) : node.passage(names.get(i));
    }
    return node;
  }

  @Override
  public List<String> roots() {
    return roots;
  }

  @Override
  public void walk(SourceVisitor visitor) throws IOException {
    FileTree files = FileTree.here();
    for (PathNode node : nodes) {
      var _ = files.attributes(node); // A missing root is told before anything is read.
    }
    try (ListingAhead ahead = new ListingAhead()) {
      new TreeWalk(new WalkContext(files, ahead, excludes, mountPoints), visitor).run(tree);
    }
  }

  @Override
  public void close() {
    // A walk holds nothing beyond its end.
  }
}

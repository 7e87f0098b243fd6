package io.keepsake.core.source;

import io.keepsake.core.posix.PathNames;
import io.keepsake.core.posix.PortableAttributes;
import io.keepsake.core.posix.StatusCalls.Links;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SourceContent;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Reaches files by {@code java.nio}, on systems without native access. */
final class PortableFileTree implements FileTree {

  private static final String USER_NAMESPACE = "user.";

  @Override
  public EntryAttributes attributes(PathNode node) throws IOException {
    return node.links() == Links.FOLLOW
        ? PortableAttributes.read(path(node), node.name())
        : PortableAttributes.read(path(node), node.name(), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Listing list(PathNode directory, Predicate<RawName> wanted) throws IOException {
    Path path = path(directory);
    EntryAttributes self = attributes(directory);
    if (self.kind() != EntryKind.DIRECTORY) {
      throw new NotDirectoryException(directory.toString());
    }
    List<RawName> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        RawName name = PathNames.last(entry);
        if (wanted.test(name)) {
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return new Listing(
        self, names, look(directory, names.subList(0, Math.min(WINDOW, names.size()))));
  }

  @Override
  public List<Found> look(PathNode directory, List<RawName> names) {
    Path path = path(directory);
    List<Found> found = new ArrayList<>(names.size());
    for (RawName name : names) {
      try {
        Path entry = PathNames.resolve(path, name);
        found.add(new Found.Entry(PortableAttributes.read(entry, name, LinkOption.NOFOLLOW_LINKS)));
      } catch (IOException e) {
        found.add(new Found.Lost(e));
      }
    }
    return found;
  }

  @Override
  public List<ExtendedAttribute> extendedAttributes(PathNode node) throws IOException {
    Path path = path(node);
    boolean plain =
        Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    UserDefinedFileAttributeView view =
        plain ? Files.getFileAttributeView(path, UserDefinedFileAttributeView.class) : null;
    if (view == null || !Files.getFileStore(path).supportsFileAttributeView("user")) {
      return List.of();
    }
    List<ExtendedAttribute> attributes = new ArrayList<>();
    for (String name : view.list()) {
      ByteBuffer value = ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      attributes.add(new ExtendedAttribute(RawName.of(USER_NAMESPACE + name), value.array()));
    }
    attributes.sort(Comparator.comparing(ExtendedAttribute::name));
    return List.copyOf(attributes);
  }

  @Override
  public SourceContent open(PathNode node, EntryAttributes seen) throws IOException {
    Path path = path(node);
    EntryAttributes now = PortableAttributes.read(path, node.name(), LinkOption.NOFOLLOW_LINKS);
    if (now.kind() != EntryKind.FILE) {
      throw new ReplacedException(node.toString());
    }
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return new PortableFileContent(channel, path, node.name());
  }

  private static Path path(PathNode node) {
    Path path = Path.of("/").toAbsolutePath().getRoot();
    for (PathNode step : node.chain()) {
      String name = step.name().toString();
      boolean drive = name.length() == 2 && name.endsWith(":") && path.getNameCount() == 0;
      path = drive && !isUnix() ? Path.of(name + "\\") : PathNames.resolve(path, step.name());
    }
    return path;
  }

  private static boolean isUnix() {
    return File.separatorChar == '/';
  }
}

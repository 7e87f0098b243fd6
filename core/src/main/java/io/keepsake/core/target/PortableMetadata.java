package io.keepsake.core.target;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Owner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Puts attributes back through java.nio, as far as the platform has them. */
final class PortableMetadata {

  private static final String USER_NAMESPACE = "user.";
  private static final int SET_ID = 06000;

  private final AtomicLong ownersNotRestored = new AtomicLong();

  long ownersNotRestored() {
    return ownersNotRestored.get();
  }

  /** A step that may be refused. */
  private interface Step {
    void run() throws IOException;
  }

  List<RestoreProblem> apply(
      Path path, EntryAttributes wanted, List<ExtendedAttribute> extended, String display) {
    List<RestoreProblem> problems = new ArrayList<>();
    boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    int mode = wanted.mode();
    if (unix && !own(path, wanted.owner())) {
      ownersNotRestored.incrementAndGet();
      mode = wanted.kind() == EntryKind.FILE ? mode & ~SET_ID : mode;
    }
    for (ExtendedAttribute attribute : extended) {
      String what = "The attribute " + attribute.name() + " was not restored";
      attempt(problems, display, what, () -> set(path, attribute));
    }
    if (unix && wanted.kind() != EntryKind.SYMLINK) {
      int permissions = mode;
      attempt(
          problems,
          display,
          "The permissions were not restored",
          () -> Files.setAttribute(path, "unix:mode", permissions, LinkOption.NOFOLLOW_LINKS));
    }
    attempt(
        problems,
        display,
        "The modification time was not restored",
        () ->
            Files.getFileAttributeView(
                    path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(wanted.modified()), null, null));
    return List.copyOf(problems);
  }

  private static boolean own(Path path, Owner owner) {
    try {
      Map<String, Object> now =
          Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
      if (((Integer) now.get("uid")) != (int) owner.uid()) {
        Files.setAttribute(path, "unix:uid", (int) owner.uid(), LinkOption.NOFOLLOW_LINKS);
      }
      if (((Integer) now.get("gid")) != (int) owner.gid()) {
        Files.setAttribute(path, "unix:gid", (int) owner.gid(), LinkOption.NOFOLLOW_LINKS);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void set(Path path, ExtendedAttribute attribute) throws IOException {
    String name = attribute.name().toString();
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null || !name.startsWith(USER_NAMESPACE)) {
      throw new IOException("Only user attributes are supported on this system");
    }
    view.write(name.substring(USER_NAMESPACE.length()), ByteBuffer.wrap(attribute.value()));
  }

  private static void attempt(
      List<RestoreProblem> problems, String display, String what, Step step) {
    try {
      step.run();
    } catch (IOException | UnsupportedOperationException e) {
      problems.add(new RestoreProblem(display, what + ": " + e.getMessage() + "."));
    }
  }
}

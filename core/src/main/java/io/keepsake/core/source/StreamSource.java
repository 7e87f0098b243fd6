package io.keepsake.core.source;

import io.keepsake.core.posix.Accounts;
import io.keepsake.core.posix.FileAccess;
import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SourceVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * A stream as a source of one file, readable once. The file belongs to the user who runs the backup
 * and only that user may read it.
 */
public final class StreamSource implements BackupSource {

  private static final int FILE_MODE = 0600;
  private static final int DIRECTORY_MODE = 0700;

  private final RawName name;
  private final InputStream stream;

  /**
   * A source over a stream, which {@link #close} closes.
   *
   * @throws IllegalArgumentException if the name cannot name a file
   */
  public StreamSource(String name, InputStream stream) {
    this.name = RawName.of(name);
    this.stream = stream;
    if (!this.name.isEntryName()) {
      throw new IllegalArgumentException(
          "A stream is stored as one file; this cannot be its name: '" + name + "'");
    }
  }

  @Override
  public List<String> roots() {
    return List.of("/" + name);
  }

  @Override
  public void walk(SourceVisitor visitor) throws IOException {
    Instant now = Instant.now();
    EntryAttributes root = attributes(RawName.EMPTY, EntryKind.DIRECTORY, DIRECTORY_MODE, now);
    EntryAttributes file = attributes(name, EntryKind.FILE, FILE_MODE, now);
    visitor.enterDirectory(new StreamItem("/", root, stream));
    visitor.leaf(new StreamItem("/" + name, file, stream));
    visitor.leaveDirectory();
  }

  private static EntryAttributes attributes(RawName name, EntryKind kind, int mode, Instant now) {
    return new EntryAttributes(
        name, kind, mode, currentUser(), now, now, 0, 0, 0, 1, 0, RawName.EMPTY);
  }

  private static Owner currentUser() {
    return switch (FileAccess.choose()) {
      case NATIVE -> Accounts.effectiveOwner();
      case PORTABLE -> new Owner(0, 0, System.getProperty("user.name", ""), "");
    };
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.keepsake.core.target;

import io.keepsake.core.posix.DirectoryCalls;
import io.keepsake.core.posix.FileCalls;
import io.keepsake.core.posix.OpenFlags;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A file being written through its descriptor. */
final class NativeFileWriter implements FileWriter {

  private static final int NEW =
      OpenFlags.WRITE_ONLY | OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.NO_FOLLOW;
  private static final int OWNER_ONLY = 0600;

  private final NativeRestoreTarget target;
  private final DirectoryHandle directory;
  private final RawName name;
  private final RawName temporary;
  private final int descriptor;
  private final AtomicLong end = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Makes the file under its temporary name. */
  NativeFileWriter(
      NativeRestoreTarget target,
      DirectoryHandle directory,
      int directoryDescriptor,
      RawName name,
      RawName temporary)
      throws IOException {
    this.target = target;
    this.directory = directory;
    this.name = name;
    this.temporary = temporary;
    long result = FileCalls.open(directoryDescriptor, temporary.bytes(), NEW, OWNER_ONLY);
    descriptor = (int) PosixException.check(result, directory.place(name));
  }

  @Override
  public void write(long offset, byte[] data, int from, int length) throws IOException {
    if (ended.get()) {
      throw new IOException("Written after its end: " + path());
    }
    PosixException.check(FileCalls.writeFully(descriptor, offset, data, from, length), path());
    end.accumulateAndGet(offset + length, Math::max);
  }

  @Override
  public List<RestoreProblem> commit(EntryAttributes attributes, List<ExtendedAttribute> extended)
      throws IOException {
    if (!ended.compareAndSet(false, true)) {
      throw new IOException("Ended before: " + path());
    }
    boolean settled = false;
    EntryPlace path = path();
    try (var parent = target.lease(directory)) {
      if (end.get() != attributes.size()) {
        PosixException.check(FileCalls.truncate(descriptor, attributes.size()), path);
      }
      var problems = target.metadata().apply(descriptor, attributes, extended, path);
      NativeNames.settle(parent.descriptor(), temporary, name, target.replacement(), path);
      settled = true;
      return problems;
    } finally {
      FileCalls.close(descriptor);
      if (!settled) {
        remove();
      }
    }
  }

  @Override
  public void abort() {
    if (ended.compareAndSet(false, true)) {
      FileCalls.close(descriptor);
      remove();
    }
  }

  private void remove() {
    try (var parent = target.lease(directory)) {
      // If it fails the next restore clears it away.
      long _ = DirectoryCalls.remove(parent.descriptor(), temporary.bytes());
    } catch (IOException e) {
      // The directory is gone or was replaced; so is the file.
      return;
    }
  }

  private EntryPlace path() {
    return directory.place(name);
  }
}

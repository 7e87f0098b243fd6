package io.keepsake.core.audit;

import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.FormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The file of a journal, opened by whoever holds its lock. */
final class JournalFile implements AutoCloseable {

  /** Enough for the last line, whatever it is. */
  private static final int WINDOW = 4 * AuditLine.MAX_BYTES;

  private final RandomAccessFile file;

  private JournalFile(RandomAccessFile file) {
    this.file = file;
  }

  /** Opens it; makes it, for its owner only, if there is none. */
  static JournalFile open(Path path) throws IOException {
    if (!Files.exists(path)) {
      try {
        Files.createFile(path, forItsOwner(path));
      } catch (FileAlreadyExistsException e) {
        // somebody else has made it
      }
    }
    return new JournalFile(new RandomAccessFile(path.toFile(), "rw"));
  }

  private static FileAttribute<?>[] forItsOwner(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Cuts off what is behind the last end of a line; answers how many bytes. */
  long mend() throws IOException {
    long length = file.length();
    long end = length;
    int window = WINDOW;
    while (end > 0) {
      int size = (int) Math.min(window, end);
      byte[] piece = read(end - size, size);
      int last = lastEnd(piece);
      if (last >= 0) {
        end = end - size + last + 1;
        break;
      }
      end -= size;
    }
    if (end < length) {
      file.setLength(end);
      file.getFD().sync();
    }
    return length - end;
  }

  private static int lastEnd(byte[] piece) {
    for (int i = piece.length - 1; i >= 0; i--) {
      if (piece[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** The last record; empty if there is none. A line without an end is left out. */
  Optional<AuditLine> last() throws IOException {
    int size = (int) Math.min(WINDOW, file.length());
    byte[] piece = read(file.length() - size, size);
    int end = lastEnd(piece);
    if (end < 0) {
      if (size == WINDOW) {
        throw new FormatException("it ends with a line that is too long");
      }
      return Optional.empty();
    }
    int start = lastEnd(Arrays.copyOf(piece, end)) + 1;
    return Optional.of(AuditLine.parse(Arrays.copyOfRange(piece, start, end)));
  }

  /** The records from a number on; a line without an end is left out. */
  List<AuditLine> from(long number) throws IOException {
    List<AuditLine> lines = new ArrayList<>();
    long end = file.length();
    byte[] rest = new byte[0]; // the beginning of a line whose end was read before
    boolean torn = true;
    while (end > 0) {
      int size = (int) Math.min(WINDOW, end);
      byte[] piece = Arrays.copyOf(read(end - size, size), size + rest.length);
      System.arraycopy(rest, 0, piece, size, rest.length);
      end -= size;
      int to = piece.length;
      for (int i = piece.length - 1; i >= 0; i--) {
        if (piece[i] != '\n') {
          continue;
        }
        if (!torn && add(lines, Arrays.copyOfRange(piece, i + 1, to), number)) {
          return reversed(lines);
        }
        torn = false;
        to = i;
      }
      rest = Arrays.copyOf(piece, to);
    }
    if (!torn) {
      add(lines, rest, number);
    }
    return reversed(lines);
  }

  /** Adds a line unless it comes before that number; whether it does. */
  private static boolean add(List<AuditLine> lines, byte[] bytes, long number) throws IOException {
    AuditLine line = AuditLine.parse(bytes);
    if (line.record().link().number() < number) {
      return true;
    }
    lines.add(line);
    return false;
  }

  private static List<AuditLine> reversed(List<AuditLine> lines) {
    Collections.reverse(lines);
    return lines;
  }

  /** Appends a record and makes it last. */
  void append(AuditLine line) throws IOException {
    file.seek(file.length());
    file.write(AuditJournal.bytes(line));
    file.getFD().sync();
  }

  private byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(position);
    file.readFully(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

package io.keepsake.core.posix;

import io.keepsake.core.spi.source.RawName;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of {@code java.nio} paths as bytes, and back. On Unix a path holds the bytes of the file
 * system, but its text may have lost some; its URI has each byte, percent-encoded, whatever the
 * locale. Elsewhere the URI encodes UTF-8.
 */
public final class PathNames {

  private PathNames() {}

  /**
   * The names of an absolute path from the root down.
   *
   * @throws IllegalArgumentException if the path is not one of this machine's files
   */
  public static List<RawName> of(Path path) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new IllegalArgumentException("No path of this machine's file system: " + path);
    }
    List<RawName> names = new ArrayList<>();
    String encoded = path.toAbsolutePath().normalize().toUri().getRawPath();
    for (String part : encoded.split("/", -1)) {
      if (!part.isEmpty()) {
        names.add(decode(part));
      }
    }
    return names;
  }

  /** An absolute path in bytes, {@code /} for the root. */
  public static byte[] bytes(Path path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (RawName name : of(path)) {
      bytes.write('/');
      bytes.writeBytes(name.bytes());
    }
    if (bytes.size() == 0) {
      bytes.write('/');
    }
    return bytes.toByteArray();
  }

  /** The last name of a path. */
  public static RawName last(Path path) {
    String text = path.getFileName().toString();
    if (isPlain(text)) {
      return RawName.of(text);
    }
    List<RawName> names = of(path);
    return names.get(names.size() - 1);
  }

  /**
   * The text of a path as it is written, such as the target of a symbolic link. A relative path
   * with bytes that are no text keeps them by way of an absolute one.
   */
  public static RawName text(Path path) {
    String text = path.toString();
    if (isPlain(text)) {
      return RawName.of(text);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (path.isAbsolute()) {
      bytes.write('/');
    }
    for (int i = 0; i < path.getNameCount(); i++) {
      if (i > 0) {
        bytes.write('/');
      }
      String part = path.getName(i).toString();
      bytes.writeBytes((isPlain(part) ? RawName.of(part) : last(path.getName(i))).bytes());
    }
    return RawName.of(bytes.toByteArray());
  }

  /** The path that a text stands for, such as the target of a symbolic link; see {@link #text}. */
  public static Path path(RawName text) {
    String plain = new String(text.bytes(), StandardCharsets.ISO_8859_1);
    if (isPlain(plain)) {
      return Path.of(plain);
    }
    Path root = Path.of("/").toAbsolutePath().getRoot();
    Path path = plain.startsWith("/") ? root : Path.of("");
    for (String part : plain.split("/", -1)) {
      if (!part.isEmpty()) {
        RawName name = RawName.of(part.getBytes(StandardCharsets.ISO_8859_1));
        path = path.resolve(isPlain(part) ? Path.of(part) : resolve(root, name).getFileName());
      }
    }
    return path;
  }

  /** The path of an entry in a directory. */
  public static Path resolve(Path directory, RawName name) {
    String text = new String(name.bytes(), StandardCharsets.ISO_8859_1);
    if (isPlain(text)) {
      return directory.resolve(text);
    }
    String base = directory.toAbsolutePath().toUri().toString();
    return Path.of(URI.create(base + (base.endsWith("/") ? "" : "/") + encode(name.bytes())));
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  private static RawName decode(String part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
    for (int at = 0; at < part.length(); at++) {
      if (part.charAt(at) == '%') {
        bytes.write(Integer.parseInt(part, at + 1, at + 3, 16));
        at += 2;
      } else {
        bytes.writeBytes(part.substring(at, at + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return RawName.of(bytes.toByteArray());
  }

  private static String encode(byte[] name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name) {
      if (b > 0 && Character.isLetterOrDigit(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(Character.forDigit((b >> 4) & 15, 16));
        encoded.append(Character.forDigit(b & 15, 16));
      }
    }
    return encoded.toString();
  }
}

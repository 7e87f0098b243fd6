package io.keepsake.cli.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects of a store in a local directory, seen as the files they are. */
record StoreFiles(Path directory) {

  /** The names of all objects, in order. */
  List<String> names() throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** The names that start so. */
  List<String> names(String prefix) throws IOException {
    return names().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** The first object whose name starts so. */
  String first(String prefix) throws IOException {
    return names(prefix).getFirst();
  }

  /** The largest pack: one with content of files, not with trees, where content prevails. */
  String largestPack() throws IOException {
    return largestPackBut("");
  }

  /** The largest of the other packs. */
  String largestPackBut(String name) throws IOException {
    return names("packs/").stream()
        .filter(each -> !each.equals(name))
        .max(Comparator.comparingLong(this::length))
        .orElseThrow(() -> new AssertionError("No pack in " + directory));
  }

  long length(String name) {
    try {
      return Files.size(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  /** Writes an object as it is, past all rules. */
  void write(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }

  void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  void flip(String name, int position) throws IOException {
    byte[] bytes = read(name);
    bytes[position] ^= 0x10;
    write(name, bytes);
  }

  /** The hash of every object by its name. */
  Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String name : names()) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        hashes.put(name, HexFormat.of().formatHex(digest.digest(read(name))));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    return hashes;
  }
}

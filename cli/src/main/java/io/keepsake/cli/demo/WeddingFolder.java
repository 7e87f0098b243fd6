package io.keepsake.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A sample folder of a wedding, the same every time. Photographs and the film are stand-ins: a
 * header of their kind and then noise, which compresses as little as the real thing.
 */
public final class WeddingFolder {

  /** How much room the folder takes, about. */
  public static final long BYTES = 88L << 20;

  private static final int PHOTOS = 54;
  private static final int FILM_BYTES = 48 << 20;
  private static final byte[] JPEG = {
    (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0
  };
  private static final byte[] MP4 = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm'};

  private final SplittableRandom random = new SplittableRandom(20_261_123L);
  private final Path root;

  private WeddingFolder(Path root) {
    this.root = root;
  }

  /** Writes the folder into a new directory. */
  public static void write(Path root) throws IOException {
    WeddingFolder folder = new WeddingFolder(root);
    Files.createDirectories(root);
    folder.photos();
    folder.film();
    folder.papers();
    folder.links();
  }

  private void photos() throws IOException {
    Path ceremony = Files.createDirectories(root.resolve("photos/ceremony"));
    Path party = Files.createDirectories(root.resolve("photos/party"));
    Path portraits =
        Files.createDirectories(name(root.resolve("photos"), "Zoë & André 💍", "Zoe and Andre"));
    for (int i = 1; i <= PHOTOS; i++) {
      Path directory = i <= 24 ? ceremony : i <= 44 ? party : portraits;
      Path photo = directory.resolve(String.format(Locale.ROOT, "IMG_%04d.jpg", i));
      Files.write(photo, noise(JPEG, 400_000 + random.nextInt(600_000)));
    }
    Path album = Files.createDirectories(root.resolve("album"));
    for (int i = 3; i <= 15; i += 3) {
      String file = String.format(Locale.ROOT, "IMG_%04d.jpg", i);
      Files.copy(ceremony.resolve(file), album.resolve(file));
    }
    retouch(ceremony.resolve("IMG_0007.jpg"), album.resolve("IMG_0007 retouched.jpg"));
  }

  /** The same photograph with a different patch in the middle, as after removing a red eye. */
  private void retouch(Path original, Path copy) throws IOException {
    byte[] bytes = Files.readAllBytes(original);
    byte[] patch = noise(new byte[0], 4096);
    System.arraycopy(patch, 0, bytes, bytes.length / 2, patch.length);
    Files.write(copy, bytes);
  }

  private void film() throws IOException {
    Path film = Files.createDirectories(root.resolve("film"));
    Files.write(film.resolve("first dance.mp4"), noise(MP4, FILM_BYTES));
  }

  private void papers() throws IOException {
    Path contracts = Files.createDirectories(root.resolve("contracts"));
    for (String partner : new String[] {"photographer", "caterer", "band", "florist"}) {
      Path contract = contracts.resolve(partner + ".txt");
      Files.writeString(contract, contract(partner), StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(contract, PosixFilePermissions.fromString("rw-------"));
    }
    Files.setPosixFilePermissions(contracts, PosixFilePermissions.fromString("rwx------"));
    Path guests = root.resolve("guests.csv");
    Files.writeString(guests, guests(), StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(guests, PosixFilePermissions.fromString("r--r--r--"));
    Files.createDirectories(root.resolve("wishes (empty so far)"));
    Files.createFile(root.resolve("speech.txt"));
  }

  private void links() throws IOException {
    Files.createSymbolicLink(root.resolve("latest album"), Path.of("album"));
    Files.createLink(root.resolve("cover.jpg"), root.resolve("photos/ceremony/IMG_0001.jpg"));
  }

  private byte[] noise(byte[] header, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    System.arraycopy(header, 0, bytes, 0, header.length);
    return bytes;
  }

  private static String contract(String partner) {
    String[] paragraphs = new String[40];
    Arrays.setAll(
        paragraphs,
        i ->
            "%d. The %s and the couple agree that item %d of the list is done on the day itself,%n"
                    .formatted(i + 1, partner, i + 1)
                + "   and that changes are made in writing no later than two weeks before it.\n");
    return "Contract with the " + partner + " (a sample)\n\n" + String.join("\n", paragraphs);
  }

  private String guests() {
    StringBuilder csv = new StringBuilder("number,name,table,meal\n");
    String[] meals = {"fish", "vegetarian", "beef"};
    for (int i = 1; i <= 160; i++) {
      csv.append(i).append(",Guest ").append(i).append(',').append(1 + random.nextInt(16));
      csv.append(',').append(meals[random.nextInt(meals.length)]).append('\n');
    }
    return csv.toString();
  }

  /** A name with letters that some locales cannot write, or a plain one there. */
  private static Path name(Path parent, String name, String plain) {
    try {
      return parent.resolve(name);
    } catch (InvalidPathException e) {
      return parent.resolve(plain);
    }
  }
}

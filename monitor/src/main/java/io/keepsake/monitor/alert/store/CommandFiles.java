package io.keepsake.monitor.alert.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands as files in a directory: any process that may write there leaves one, the agent carries
 * it out and deletes it. A file gets its name once it is whole.
 */
public final class CommandFiles implements CommandSpool {

  private static final Pattern NAME = Pattern.compile("([0-9]{15}-[0-9a-f]{16})\\.json");
  private static final int MOST_BYTES = 64 * 1024;

  private final Path directory;

  /** In a directory, which need not be there. */
  public CommandFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Leaves a command.
   *
   * @return its id
   */
  public String submit(Command command, Instant now, RandomGenerator random) throws IOException {
    DurableFiles.directory(directory);
    String id =
        "%015d-%s".formatted(now.toEpochMilli(), HexFormat.of().toHexDigits(random.nextLong()));
    Path beside = directory.resolve("." + id + ".new");
    DurableFiles.write(beside, command.toBytes());
    DurableFiles.rename(beside, directory.resolve(id + ".json"));
    DurableFiles.sync(directory);
    return id;
  }

  @Override
  public List<Submitted> waiting() throws IOException {
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          ids.add(name.group(1));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    ids.sort(null);
    List<Submitted> all = new ArrayList<>();
    for (String id : ids) {
      try (InputStream in = Files.newInputStream(file(id))) {
        all.add(new Submitted(id, new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)));
      }
    }
    return all;
  }

  private Path file(String id) {
    return directory.resolve(id + ".json");
  }

  @Override
  public void done(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }
}

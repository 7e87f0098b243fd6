package io.keepsake.monitor.schedule;

import io.keepsake.monitor.schedule.JsonTree.Unexpected;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which is kept what is known of jobs. It is replaced whole, and is on the disk when a
 * call returns. One that cannot be understood is moved aside and told. Nothing about it keeps a job
 * from running.
 */
final class JobStateFile {

  private static final Logger LOG = LoggerFactory.getLogger(JobStateFile.class);

  private static final String NAME = "schedule.json";

  private final Path file;

  JobStateFile(Path directory) {
    this.file = directory.resolve(NAME);
  }

  /**
   * What was kept.
   *
   * @param states by the names of jobs
   * @param problem a sentence for people, if what was kept is lost
   */
  record Loaded(Map<String, JobState> states, Optional<String> problem) {

    Loaded {
      states = Map.copyOf(states);
    }
  }

  /** Reads what was kept; nothing, if there is no file. */
  Loaded load(Instant now) {
    try {
      return Files.exists(file)
          ? new Loaded(JobStateJson.read(Files.readAllBytes(file)), Optional.empty())
          : new Loaded(Map.of(), Optional.empty());
    } catch (Unexpected | IOException e) {
      String problem =
          "When jobs last ran is not known, because %s cannot be used: %s. %s"
              .formatted(file, reason(e), setAside(now));
      LOG.warn("{}", problem);
      return new Loaded(Map.of(), Optional.of(problem));
    }
  }

  private static String reason(Exception e) {
    return e instanceof Unexpected ? e.getMessage() : e.toString();
  }

  private String setAside(Instant now) {
    Path aside = file.resolveSibling(NAME + ".damaged-" + now.getEpochSecond());
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return "It was moved to %s, and jobs run at their next times".formatted(aside.getFileName());
    } catch (IOException e) {
      return "Jobs run at their next times";
    }
  }

  /**
   * Replaces the file. An interrupt does not disturb it.
   *
   * @return what went wrong, as a sentence for people; the old file is whole then
   */
  Optional<String> save(Map<String, JobState> states) {
    boolean interrupted = Thread.interrupted();
    try {
      replace(JobStateJson.write(states));
      return Optional.empty();
    } catch (IOException e) {
      String problem =
          "When jobs ran cannot be kept in %s: %s. After a restart a run may be repeated or left out"
              .formatted(file, e);
      LOG.warn("{}", problem);
      return Optional.of(problem);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void replace(byte[] content) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(NAME + ".new");
    try (FileOutputStream out = new FileOutputStream(next.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel entries = FileChannel.open(directory)) {
      entries.force(true);
    }
  }
}

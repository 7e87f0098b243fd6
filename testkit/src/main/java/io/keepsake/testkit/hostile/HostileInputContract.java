package io.keepsake.testkit.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever the bytes are, a decoder reads them or refuses them as it promises to, soon and with
 * little memory. A module's subclass is its table of decoders. It has a directory of inputs for
 * each in {@code src/test/resources/hostile}; one whose name begins with {@code good} has to be
 * read, so that the corpus stays worth changing when a format changes.
 *
 * <p>The system property {@code keepsake.hostile.inputs} says how many inputs each decoder gets,
 * and {@code keepsake.hostile.seed} which.
 */
public abstract class HostileInputContract implements DecoderTable {

  private static final Path CORPUS = Path.of("src/test/resources/hostile");
  private static final int INPUTS = Integer.getInteger("keepsake.hostile.inputs", 1_000);
  private static final long SEED = Long.getLong("keepsake.hostile.seed", 20_261_126);
  private static final Duration MOST = Duration.ofMinutes(1);

  private static final Logger LOG = Logger.getLogger("io.keepsake");

  private final PrintStream standardError = System.err;

  /** For subclasses. */
  protected HostileInputContract() {}

  /** Thousands of damaged files are thousands of warnings; the JDK's parser of XML has its own. */
  @BeforeEach
  final void beQuiet() {
    LOG.setLevel(Level.OFF);
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
  }

  @AfterEach
  final void speakAgain() {
    LOG.setLevel(null);
    System.setErr(standardError);
  }

  @Test
  final void thereIsACorpusForEachDecoder() throws IOException {
    Set<String> names = decoders().stream().map(Decoder::name).collect(Collectors.toSet());
    assertEquals(decoders().size(), names.size(), "two decoders of one name");
    try (Stream<Path> directories = Files.list(CORPUS)) {
      assertEquals(
          new TreeSet<>(names),
          directories
              .map(directory -> directory.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @TestFactory
  final Stream<DynamicTest> whatWasFoundWorthKeepingIsReadOrRefused() {
    return each(
        decoder -> {
          int good = 0;
          for (Path file : files(decoder)) {
            Decoder.Outcome outcome = read(decoder, Files.readAllBytes(file));
            if (file.getFileName().toString().startsWith("good")) {
              assertEquals(Decoder.Outcome.READ, outcome, file::toString);
              good++;
            }
          }
          assertTrue(good > 0, "no input of the corpus is a good one");
        });
  }

  @TestFactory
  final Stream<DynamicTest> whatIsChangedAtRandomIsReadOrRefused() {
    return each(
        decoder -> {
          Mutations mutations =
              new Mutations(corpus(decoder), new Random(SEED + decoder.name().hashCode()));
          AtomicReference<byte[]> input = new AtomicReference<>(new byte[0]);
          assertTimeoutPreemptively(
              MOST,
              () -> {
                for (int i = 0; i < INPUTS; i++) {
                  input.set(mutations.next());
                  read(decoder, input.get());
                }
              },
              () -> "reading has no end: " + Base64.getEncoder().encodeToString(input.get()));
        });
  }

  /** What is done with each decoder. */
  @FunctionalInterface
  private interface Trial {
    void run(Decoder decoder) throws Exception;
  }

  private Stream<DynamicTest> each(Trial trial) {
    return decoders().stream()
        .map(decoder -> DynamicTest.dynamicTest(decoder.name(), () -> trial.run(decoder)));
  }

  private static Decoder.Outcome read(Decoder decoder, byte[] input) {
    try {
      return Frugality.read(decoder, input);
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s; the input in Base64: %s"
              .formatted(e.getMessage(), Base64.getEncoder().encodeToString(input)),
          e);
    }
  }

  private static List<Path> files(Decoder decoder) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(decoder.name()))) {
      return files.sorted().toList();
    }
  }

  private static List<byte[]> corpus(Decoder decoder) throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    for (Path file : files(decoder)) {
      corpus.add(Files.readAllBytes(file));
    }
    return corpus;
  }
}

package io.keepsake.core.probe;

import io.keepsake.core.probe.Check.Finding;
import io.keepsake.core.probe.Check.Needs;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Many calls at once, clocks and figures. */
final class UseChecks {

  private static final int PARALLEL = 8;
  private static final int CALLS = 32;
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Scratch scratch;

  UseChecks(Scratch scratch) {
    this.scratch = scratch;
  }

  List<Check> all() {
    return List.of(
        new Check("many at once", Needs.STORED_OBJECT, this::manyAtOnce),
        new Check("clock", Needs.STORED_OBJECT, this::clock),
        new Check("usage", Needs.NOTHING, this::usage),
        new Check("checksums", Needs.NOTHING, this::checksums));
  }

  private Finding manyAtOnce() throws IOException, InterruptedException {
    AtomicInteger wrong = new AtomicInteger();
    Parallel.run(
        CALLS,
        PARALLEL,
        number -> {
          byte[] bytes = Scratch.bytes(30_000 + number, number);
          scratch.put("many/" + number, bytes);
          if (!Arrays.equals(bytes, scratch.get("many/" + number))) {
            wrong.incrementAndGet();
          }
        });
    return Finding.require(
        wrong.get() == 0,
        "%d calls at once are served.".formatted(PARALLEL),
        "Of %d objects stored at once, %d came back with other bytes."
            .formatted(CALLS, wrong.get()));
  }

  private Finding clock() throws StoreException {
    scratch.put("clock", new byte[1]);
    Optional<Instant> stored = scratch.stat("clock").flatMap(ObjectStat::modified);
    if (stored.isEmpty()) {
      return Finding.limited("The store does not tell when an object was stored.");
    }
    Duration off = Duration.between(Instant.now(), stored.get());
    return off.abs().compareTo(TOLERANCE) <= 0
        ? Finding.works("The store's clock and this machine's agree.")
        : Finding.limited(
            "The store's clock and this machine's differ by %d s. Set the clock; signatures fail"
                    .formatted(off.toSeconds())
                + " where it is too far off.");
  }

  private Finding usage() throws StoreException {
    StoreUsage usage = scratch.store().usage(Purpose.PROBE);
    if (usage.availableBytes().isPresent() && usage.availableBytes().getAsLong() < 1 << 30) {
      return Finding.limited(
          "Only %,d bytes can still be written.".formatted(usage.availableBytes().getAsLong()));
    }
    List<String> told =
        List.of(
            usage.usedBytes().isPresent() ? "how much is used" : "not how much is used",
            usage.availableBytes().isPresent() ? "how much room is left" : "not what room is left");
    return Finding.works("The store tells " + String.join(" and ", told) + ".");
  }

  private Finding checksums() {
    return scratch.store().capabilities().contains(Capability.SERVER_CHECKSUM)
        ? Finding.works("The store checks what arrives by a checksum.")
        : Finding.limited(
            "The store does not check what arrives. Keepsake does when it reads; run verify --data"
                + " from time to time.");
  }
}

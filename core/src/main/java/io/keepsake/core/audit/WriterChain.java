package io.keepsake.core.audit;

import io.keepsake.core.audit.AuditFinding.Kind;
import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.AuditRecord.Link;
import io.keepsake.core.format.Hash;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The records of one writer, as segments or its journal tell them, by their numbers. */
final class WriterChain {

  /** What of a record has to be known for the chain. */
  private record Step(Hash hash, Hash previous) {}

  private final String writer;
  private final SortedMap<Long, Step> steps = new TreeMap<>();

  WriterChain(String writer) {
    this.writer = writer;
  }

  /** Adds a record; one that is there already may come again, as it is. */
  void add(AuditLine line, String place, Consumer<AuditFinding> findings) {
    Link link = line.record().link();
    Hash hash = line.hash();
    Step there = steps.putIfAbsent(link.number(), new Step(hash, link.previous()));
    if (there != null && !there.hash().equals(hash)) {
      findings.accept(
          new AuditFinding(
              Kind.FORK,
              "",
              place,
              "it has another record %d of writer %s than a segment before; two machines write with"
                      .formatted(link.number(), writer)
                  + " one journal, or somebody has written records anew"));
    }
  }

  Optional<Hash> hash(long number) {
    return Optional.ofNullable(steps.get(number)).map(Step::hash);
  }

  /** The highest number; 0 if there is none. */
  long last() {
    return steps.isEmpty() ? 0 : steps.lastKey();
  }

  long size() {
    return steps.size();
  }

  /** Whether each record follows the one before, from the first on. */
  void requireWhole(String place, Consumer<AuditFinding> findings) {
    long expected = 1;
    Hash before = Link.NOTHING;
    for (Map.Entry<Long, Step> entry : steps.entrySet()) {
      long number = entry.getKey();
      Step step = entry.getValue();
      if (number != expected) {
        findings.accept(
            new AuditFinding(
                Kind.GAP,
                "",
                place,
                number - 1 == expected
                    ? "record %d of writer %s is missing".formatted(expected, writer)
                    : "records %d to %d of writer %s are missing"
                        .formatted(expected, number - 1, writer)));
      } else if (!step.previous().equals(before)) {
        findings.accept(
            new AuditFinding(
                Kind.BROKEN,
                "",
                place,
                "record %d of writer %s does not follow record %d: one of them was changed"
                    .formatted(number, writer, number - 1)));
      }
      expected = number + 1;
      before = step.hash();
    }
  }
}

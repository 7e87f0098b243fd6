package io.keepsake.core.audit;

import io.keepsake.core.audit.AuditFinding.Kind;
import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.AuditRecord.Link;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.spi.storage.ObjectName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds the segments of all stores, and the journal of this machine, against each other: whether
 * anything was changed, is missing or was written twice. For one thread.
 *
 * <p>What it cannot find: records that were cut off the end of a chain everywhere, and that no
 * record that is left has seen.
 */
public final class AuditCheck {

  /** A segment that was named, and the record that names it. */
  private record Claim(String writer, long number) {}

  private final VaultId vault;
  private final SegmentSource source;
  private final List<AuditFinding> findings = new ArrayList<>();
  private final SortedMap<String, WriterChain> chains = new TreeMap<>();
  private final SortedMap<ObjectName, Claim> claims = new TreeMap<>();
  private long unsealed;
  private long copies;

  /**
   * A check.
   *
   * @param vault whose records they must be
   * @param source where segments come from
   */
  public AuditCheck(VaultId vault, SegmentSource source) {
    this.vault = vault;
    this.source = source;
  }

  /**
   * What was found.
   *
   * @param records how many records were read, each counted once
   * @param writers how many chains there are
   * @param copies how many copies of segments were read
   * @param unsealed records of this machine's journal that are in no segment
   * @param findings what is wrong, in the order found
   */
  public record Outcome(
      long records, int writers, long copies, long unsealed, List<AuditFinding> findings) {
    /** Copies the list. */
    public Outcome {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Runs it.
   *
   * @param journal the journal of this machine; empty if there is none
   * @throws IOException if no store can be listed, or on an interrupt
   */
  public Outcome run(Optional<AuditJournal.Content> journal) throws IOException {
    Collection<SegmentSource.Listed> segments = source.list();
    TreeSet<ObjectName> names = new TreeSet<>();
    for (SegmentSource.Listed segment : segments) {
      names.add(segment.name());
      check(segment);
    }
    chains.forEach((writer, chain) -> chain.requireWhole(ObjectNames.AUDIT + writer, this::add));
    if (journal.isPresent()) {
      check(journal.get());
    }
    claims.forEach(
        (name, claim) -> {
          if (!names.contains(name)) {
            add(
                new AuditFinding(
                    Kind.SEGMENT_GONE,
                    "",
                    name.value(),
                    "it is at no provider, and record %d of writer %s has seen it"
                        .formatted(claim.number(), claim.writer())));
          }
        });
    long records = chains.values().stream().mapToLong(WriterChain::size).sum() + unsealed;
    return new Outcome(records, chains.size(), copies, unsealed, findings);
  }

  private void add(AuditFinding finding) {
    findings.add(finding);
  }

  private void check(SegmentSource.Listed segment) throws IOException {
    String name = segment.name().value();
    for (String store : segment.lacking()) {
      add(
          new AuditFinding(
              Kind.COPY_MISSING,
              store,
              name,
              "it is missing here: it never arrived, or was removed; 'keepsake repair' copies it"));
    }
    Optional<byte[]> good = Optional.empty();
    for (String store : segment.holders()) {
      SegmentSource.Copy copy = source.read(segment.name(), store);
      copies++;
      copy.problem()
          .ifPresent(problem -> add(new AuditFinding(Kind.COPY_CHANGED, store, name, problem)));
      good = good.or(copy::plaintext);
      if (copy.problem().isEmpty() && copy.plaintext().isEmpty()) {
        add(
            new AuditFinding(
                Kind.FORGED,
                store,
                name,
                "it does not open with the vault's key: nobody who has the key has written it"));
      }
    }
    if (good.isPresent()) {
      take(segment.name(), good.get());
    }
  }

  private void take(ObjectName name, byte[] plaintext) {
    try {
      AuditSegment segment = AuditSegment.decode(plaintext, vault);
      SegmentName said = SegmentName.of(name).orElseThrow();
      if (!segment.writer().equals(said.writer()) || segment.last() != said.last()) {
        throw new FormatException("it does not hold the records that its name says");
      }
      WriterChain chain = chains.computeIfAbsent(segment.writer(), WriterChain::new);
      for (AuditLine line : segment.lines()) {
        chain.add(line, name.value(), this::add);
        claim(line);
      }
    } catch (FormatException e) {
      add(new AuditFinding(Kind.FORGED, "", name.value(), String.valueOf(e.getMessage())));
    }
  }

  private void claim(AuditLine line) {
    Link link = line.record().link();
    link.seen()
        .forEach(
            (writer, seen) ->
                claims.putIfAbsent(
                    SegmentName.named(writer, seen), new Claim(link.writer(), link.number())));
  }

  private void check(AuditJournal.Content journal) {
    List<AuditLine> lines = new ArrayList<>();
    for (byte[] line : journal.lines()) {
      try {
        lines.add(AuditLine.parse(line));
      } catch (FormatException e) {
        add(
            new AuditFinding(
                Kind.REWRITTEN,
                "",
                AuditFinding.JOURNAL,
                "line %d is not a record: %s".formatted(lines.size() + 1, e.getMessage())));
        return;
      }
    }
    if (journal.torn() > 0) {
      add(
          new AuditFinding(
              Kind.BROKEN,
              "",
              AuditFinding.JOURNAL,
              "it ends in the middle of a record, as after a loss of power; the next operation cuts"
                  + " that off"));
    }
    if (!lines.isEmpty()) {
      compare(lines);
    }
  }

  private void compare(List<AuditLine> lines) {
    String writer = lines.getFirst().record().link().writer();
    WriterChain own = new WriterChain(writer);
    WriterChain sealed = chains.getOrDefault(writer, new WriterChain(writer));
    for (AuditLine line : lines) {
      Link link = line.record().link();
      if (!link.writer().equals(writer) || !link.vault().equals(vault)) {
        add(rewritten("record %d is that of another writer or vault".formatted(link.number())));
        return;
      }
      if (link.number() <= own.last()) {
        add(rewritten("record %d comes behind record %d".formatted(link.number(), own.last())));
      }
      own.add(line, AuditFinding.JOURNAL, this::add);
      claim(line);
      Optional<Hash> there = sealed.hash(link.number());
      if (there.isPresent() && !there.get().equals(line.hash())) {
        add(rewritten("record %d is another one in the segments".formatted(link.number())));
      }
    }
    own.requireWhole(AuditFinding.JOURNAL, this::add);
    if (own.last() < sealed.last()) {
      add(
          new AuditFinding(
              Kind.CUT_OFF,
              "",
              AuditFinding.JOURNAL,
              "it ends with record %d, and segments have records up to %d"
                  .formatted(own.last(), sealed.last())));
    }
    unsealed =
        lines.stream().filter(line -> sealed.hash(line.record().link().number()).isEmpty()).count();
  }

  private static AuditFinding rewritten(String problem) {
    return new AuditFinding(Kind.REWRITTEN, "", AuditFinding.JOURNAL, problem);
  }
}

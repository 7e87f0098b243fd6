package io.keepsake.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.audit.AuditFinding.Kind;
import io.keepsake.core.format.AuditLine;
import io.keepsake.core.spi.storage.ObjectName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is changed, removed, swapped or cut off is found, and its place is named. */
class AuditChainPropertiesTest {

  /** A trail of two writers, the second of which has seen the newest segment of the first. */
  private record Trail(
      List<AuditLine> first, List<ObjectName> segments, ObjectName other, PlainSegments stored) {

    static Trail of(long seed) {
      Random random = new Random(seed);
      PlainSegments stored = new PlainSegments();
      List<AuditLine> lines = Chains.of(Chains.writer(1), 2 + random.nextInt(20));
      List<ObjectName> segments = new ArrayList<>();
      for (int from = 0; from < lines.size(); ) {
        int to = Math.min(lines.size(), from + 1 + random.nextInt(4));
        // Some overlap, as after a crash.
        int again = random.nextInt(4) == 0 ? Math.max(0, from - 2) : from;
        segments.add(stored.put(lines.subList(again, to)));
        from = to;
      }
      String seen = SegmentName.of(segments.getLast()).orElseThrow().seen();
      AuditLine witness =
          Chains.next(Chains.writer(2), List.of(), new TreeMap<>(Map.of(Chains.writer(1), seen)));
      return new Trail(lines, segments, stored.put(List.of(witness)), stored);
    }

    List<AuditFinding> check(List<AuditLine> journal) {
      try {
        return new AuditCheck(Chains.VAULT, stored)
            .run(Optional.of(PlainSegments.journal(journal)))
            .findings();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    List<AuditFinding> check() {
      return check(first);
    }

    ObjectName any(int choice) {
      return segments.get(choice % segments.size());
    }
  }

  private static void assertFound(List<AuditFinding> findings, Kind... kinds) {
    List<Kind> found = findings.stream().map(AuditFinding::kind).toList();
    assertTrue(
        !Collections.disjoint(found, List.of(kinds)), () -> List.of(kinds) + " in " + findings);
  }

  @Property
  void nothingIsFoundWhereNothingIsWrong(@ForAll long seed) throws IOException {
    Trail trail = Trail.of(seed);
    AuditCheck.Outcome outcome =
        new AuditCheck(Chains.VAULT, trail.stored())
            .run(Optional.of(PlainSegments.journal(trail.first())));
    assertEquals(List.of(), outcome.findings());
    assertEquals(trail.first().size() + 1, outcome.records());
    assertEquals(2, outcome.writers());
    assertEquals(0, outcome.unsealed());
  }

  /** Without the journal of the machine, as an auditor elsewhere has it. */
  @Property
  void aRecordThatWasWrittenAnewIsFoundFromTheSegmentsAlone(
      @ForAll long seed, @ForAll @IntRange(max = 1000) int choice) throws IOException {
    Trail trail = Trail.of(seed);
    int index = choice % trail.first().size();
    List<AuditLine> changed = new ArrayList<>(trail.first().subList(0, index));
    changed.add(
        AuditLine.parse(
            trail.first().get(index).text().replace("\"ada\"", "\"eve\"").getBytes(UTF_8)));
    for (ObjectName name : trail.segments()) {
      byte[] bytes = trail.stored().bytes(name);
      String text = new String(bytes, UTF_8);
      String one = trail.first().get(index).text();
      if (text.contains(one)) {
        trail.stored().rewrite(name, text.replace(one, changed.getLast().text()).getBytes(UTF_8));
      }
    }
    List<AuditFinding> findings =
        new AuditCheck(Chains.VAULT, trail.stored()).run(Optional.empty()).findings();
    // In the middle the next record tells; at the end, whoever has seen the segment.
    assertFound(findings, Kind.BROKEN, Kind.FORGED, Kind.SEGMENT_GONE);
  }

  @Property
  void anyBitOfACopyIsMissed(
      @ForAll long seed,
      @ForAll @IntRange(max = 1000) int choice,
      @ForAll @IntRange(min = 0) int at) {
    Trail trail = Trail.of(seed);
    ObjectName name = trail.any(choice);
    byte[] bytes = trail.stored().bytes(name);
    trail.stored().replace("usb", name, PlainSegments.flipped(bytes, at % (8 * bytes.length)));
    assertEquals(
        List.of(new AuditFinding(Kind.COPY_CHANGED, "usb", name.value(), "changed")),
        trail.check());
  }

  @Property
  void aMissingCopyIsNamed(@ForAll long seed, @ForAll @IntRange(max = 1000) int choice) {
    Trail trail = Trail.of(seed);
    ObjectName name = trail.any(choice);
    trail.stored().remove("nas", name);
    List<AuditFinding> findings = trail.check();
    assertEquals(1, findings.size(), findings::toString);
    assertEquals(Kind.COPY_MISSING, findings.getFirst().kind());
    assertEquals("nas", findings.getFirst().storeId());
    assertEquals(name.value(), findings.getFirst().place());
  }

  /** Only what other segments do not have as well is missed, and the newest by who has seen it. */
  @Property
  void aSegmentThatWasRemovedEverywhereIsFound(
      @ForAll long seed, @ForAll @IntRange(max = 1000) int choice) throws IOException {
    Trail trail = Trail.of(seed);
    ObjectName name = trail.any(choice);
    byte[] bytes = trail.stored().bytes(name);
    trail.stored().remove(name);
    List<AuditFinding> findings =
        new AuditCheck(Chains.VAULT, trail.stored()).run(Optional.empty()).findings();
    boolean covered =
        new String(bytes, UTF_8)
            .lines()
            .allMatch(
                line ->
                    trail.segments().stream()
                        .anyMatch(
                            other ->
                                new String(trail.stored().bytes(other), UTF_8).contains(line)));
    if (!covered) {
      assertFound(findings, Kind.GAP, Kind.SEGMENT_GONE);
    }
  }

  @Property
  void recordsThatChangePlacesAreFound(
      @ForAll long seed, @ForAll @IntRange(max = 1000) int choice) {
    Trail trail = Trail.of(seed);
    List<AuditLine> lines = new ArrayList<>(trail.first());
    int index = choice % (lines.size() - 1);
    Collections.swap(lines, index, index + 1);
    assertFalse(trail.check(lines).isEmpty());
  }

  @Property
  void aJournalThatWasCutOffIsFound(@ForAll long seed, @ForAll @IntRange(max = 1000) int choice) {
    Trail trail = Trail.of(seed);
    int left = 1 + choice % (trail.first().size() - 1);
    assertFound(trail.check(trail.first().subList(0, left)), Kind.CUT_OFF);
  }

  @Property
  void aJournalThatLacksARecordIsFound(
      @ForAll long seed, @ForAll @IntRange(max = 1000) int choice) {
    Trail trail = Trail.of(seed);
    List<AuditLine> lines = new ArrayList<>(trail.first());
    lines.remove(choice % lines.size());
    assertFound(trail.check(lines), Kind.GAP, Kind.CUT_OFF);
  }

  @Property
  void anyBitOfTheJournalIsFound(
      @ForAll long seed,
      @ForAll @IntRange(max = 1000) int choice,
      @ForAll @IntRange(min = 0) int at)
      throws IOException {
    Trail trail = Trail.of(seed);
    List<byte[]> lines = new ArrayList<>(PlainSegments.journal(trail.first()).lines());
    int index = choice % lines.size();
    byte[] line = lines.get(index);
    lines.set(index, PlainSegments.flipped(line, at % (8 * line.length)));
    List<AuditFinding> findings =
        new AuditCheck(Chains.VAULT, trail.stored())
            .run(Optional.of(new AuditJournal.Content(lines, 0)))
            .findings();
    // Where the bit makes a greater number of a record's, those before it seem to be missing.
    assertFound(findings, Kind.REWRITTEN, Kind.GAP);
  }

  @Property
  void aWriterThatForksIsFound(@ForAll long seed, @ForAll @IntRange(max = 1000) int choice) {
    Trail trail = Trail.of(seed);
    int index = choice % trail.first().size();
    List<AuditLine> fork = new ArrayList<>(trail.first().subList(0, index));
    fork.add(
        Chains.next(
            Chains.writer(1),
            fork,
            new TreeMap<>(Map.of(Chains.writer(3), "00000001-" + "ab".repeat(32)))));
    trail.stored().put(fork.subList(index, index + 1));
    assertFound(trail.check(), Kind.FORK);
  }

  /** Whatever lies under the name of a segment: it is told, and nothing crashes. */
  @Property
  void hostileSegmentsAreTold(@ForAll long seed, @ForAll byte[] bytes) {
    Trail trail = Trail.of(seed);
    ObjectName name = trail.stored().put(Chains.writer(4), 1, bytes);
    List<AuditFinding> findings = trail.check();
    assertEquals(1, findings.size(), findings::toString);
    assertEquals(Kind.FORGED, findings.getFirst().kind());
    assertEquals(name.value(), findings.getFirst().place());
  }

  @Property(tries = 3000)
  void changedSegmentsNeverCrashTheReader(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int changes) {
    Random random = new Random(seed);
    StringBuilder text =
        new StringBuilder(
            new String(new AuditSegment(Chains.of(Chains.writer(1), 3)).encode(), UTF_8));
    String before = text.toString();
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() - 80);
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) (32 + random.nextInt(95)));
        case 2 -> text.setCharAt(at, (char) random.nextInt(300));
        default -> text.insert(at, text.substring(at, at + random.nextInt(60)));
      }
    }
    try {
      AuditSegment segment = AuditSegment.decode(text.toString().getBytes(UTF_8), Chains.VAULT);
      // What is read is what would be written; only the last record has nobody behind it.
      assertEquals(text.toString(), new String(segment.encode(), UTF_8));
      int last = before.lastIndexOf('\n', before.length() - 2);
      assertEquals(before.substring(0, last), text.substring(0, last));
    } catch (IOException e) {
      // The other way it may end.
    }
  }
}

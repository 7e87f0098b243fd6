package io.keepsake.monitor.schedule.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Cron's promises in all time zones, against an answer that is found by counting minutes. */
class TimingProperties {

  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream().sorted().collect(Collectors.toList());

  /** Offsets were not in whole minutes everywhere before. */
  private static final long FROM = Instant.parse("1975-01-01T00:00:00Z").getEpochSecond();

  private static final long TO = Instant.parse("2045-01-01T00:00:00Z").getEpochSecond();

  /** So many minutes are counted. */
  private static final int FAR = 30 * 24 * 60;

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(ZONES).map(ZoneId::of);
  }

  /** Any time, and often one that is near a change of clocks. */
  @Provide
  Arbitrary<Instant> times() {
    return Arbitraries.longs().between(FROM, TO).map(Instant::ofEpochSecond);
  }

  private static Arbitrary<String> field(int least, int most) {
    Arbitrary<Integer> number = Arbitraries.integers().between(least, most);
    Arbitrary<String> list =
        number
            .set()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(
                numbers ->
                    numbers.stream()
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")));
    Arbitrary<String> range =
        Combinators.combine(number, number, Arbitraries.integers().between(1, 5))
            .as((a, b, step) -> Math.min(a, b) + "-" + Math.max(a, b) + "/" + step);
    Arbitrary<String> steps = Arbitraries.integers().between(2, most).map(step -> "*/" + step);
    return Arbitraries.oneOf(list, range, steps, Arbitraries.just("*"));
  }

  @Provide
  Arbitrary<String> expressions() {
    return Combinators.combine(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6))
        .as((minute, hour, day, month, week) -> String.join(" ", minute, hour, day, month, week));
  }

  /** Mostly about nights, when clocks are changed, and on many days. */
  @Provide
  Arbitrary<String> nights() {
    return Combinators.combine(
            field(0, 59),
            Arbitraries.oneOf(field(0, 4), Arbitraries.just("*"), Arbitraries.just("*/2")),
            Arbitraries.of("*", "*/2", "1-28"),
            Arbitraries.of("*", "0", "mon-sun"))
        .as((minute, hour, day, week) -> String.join(" ", minute, hour, day, "*", week));
  }

  @Property(tries = 300)
  void isWhatCountingFinds(
      @ForAll("nights") String expression,
      @ForAll("zones") ZoneId zone,
      @ForAll("times") Instant time,
      @ForAll @IntRange(max = 4000) int minutesBefore)
      throws TimingException {
    // Half of the zones change their clocks; there, look around a change.
    var change = zone.getRules().nextTransition(time);
    Instant after =
        change == null ? time : change.getInstant().minus(Duration.ofMinutes(minutesBefore));
    Timing timing = Timing.parse(expression);
    Counting counting = new Counting(expression, zone);
    Instant at = after;
    for (int i = 0; i < 5; i++) {
      Instant next = timing.next(at, zone);
      assertEquals(counting.next(at, FAR), next, expression + " in " + zone + " after " + at);
      at = next;
    }
  }

  @Property(tries = 300)
  void anyExpressionHasATimeOrIsRefused(
      @ForAll("expressions") String expression,
      @ForAll("zones") ZoneId zone,
      @ForAll("times") Instant time) {
    Timing timing;
    try {
      timing = Timing.parse(expression);
    } catch (TimingException impossible) {
      assertTrue(impossible.getMessage().contains("never has"), impossible.getMessage());
      return;
    }
    Instant at = time;
    for (int i = 0; i < 20; i++) {
      Instant next = timing.next(at, zone);
      assertTrue(next.isAfter(at), expression);
      assertTrue(next.isBefore(at.plus(Duration.ofDays(366 * 41))), expression);
      at = next;
    }
  }

  @Property(tries = 200)
  void aDailyTimeComesOnceADay(
      @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(min = 1975, max = 2040) int year,
      @ForAll @IntRange(max = 1439) int minute)
      throws TimingException {
    LocalTime time = LocalTime.ofSecondOfDay(minute * 60L);
    Timing timing = Timing.parse("daily at " + time);
    Instant begin = LocalDate.of(year, 1, 2).atStartOfDay(zone).toInstant();
    Instant at = begin.minusNanos(1);
    List<Instant> found = new ArrayList<>();
    Instant end = LocalDate.of(year, 12, 30).atTime(time).atZone(zone).toInstant();
    while (at.isBefore(end)) {
      at = timing.next(at, zone);
      found.add(at);
    }
    // Samoa and others once left out a day; its run comes at the moment of that change.
    long days = ChronoUnit.DAYS.between(LocalDate.of(year, 1, 2), LocalDate.of(year, 12, 30)) + 1;
    assertEquals(days, found.size(), "in " + zone);
  }

  @Property(tries = 200)
  void anIntervalIsElapsedTime(
      @ForAll("zones") ZoneId zone,
      @ForAll("times") Instant time,
      @ForAll @IntRange(min = 1, max = 5000) int minutes)
      throws TimingException {
    Timing timing = Timing.parse("every " + minutes + " minutes");
    Instant first = timing.next(time, zone);
    assertTrue(first.isAfter(time));
    assertTrue(!first.isAfter(time.plus(Duration.ofMinutes(minutes))));
    assertEquals(first.plus(Duration.ofMinutes(minutes)), timing.next(first, zone));
    assertEquals(first, timing.next(first.minusNanos(1), zone));
  }

  /**
   * An hour that every hour has comes with each hour that elapses, where clocks change by hours.
   */
  @Property(tries = 100)
  void anHourlyTimeIsElapsedTimeWhereClocksChangeByHours(
      @ForAll("times") Instant time, @ForAll @IntRange(max = 59) int minute)
      throws TimingException {
    Timing timing = Timing.parse(minute + " * * * *");
    ZoneId zone = ZoneId.of("America/New_York");
    Instant first = timing.next(time, zone);
    assertEquals(first.plus(Duration.ofHours(1)), timing.next(first, zone));
  }

  @Property(tries = 500)
  void anyTextIsUnderstoodOrRefused(@ForAll String text) {
    try {
      Timing timing = Timing.parse(text);
      assertTrue(timing.next(Instant.EPOCH, ZoneOffset.UTC).isAfter(Instant.EPOCH));
    } catch (TimingException refused) {
      assertTrue(refused.getMessage().contains("write"), refused.getMessage());
    }
  }

  /** Counts minutes, and knows nothing of the code that is tested. */
  private record Counting(List<String> fields, ZoneId zone) {

    Counting(String expression, ZoneId zone) {
      this(List.of(expression.split(" ", -1)), zone);
    }

    Instant next(Instant after, int most) {
      boolean hourly = IntStream.range(0, 24).allMatch(hour -> fits(fields.get(1), hour, 0, 23));
      Instant at = after.truncatedTo(ChronoUnit.MINUTES);
      for (int i = 0; i < most; i++) {
        at = at.plus(1, ChronoUnit.MINUTES);
        LocalDateTime local = local(at);
        LocalDateTime before = local(at.minus(1, ChronoUnit.MINUTES)).plusMinutes(1);
        if (hourly) {
          if (fits(local)) {
            return at;
          }
        } else if (before.isBefore(local) && skipped(before, local)) {
          return at;
        } else if (fits(local) && !shownBefore(at, local)) {
          return at;
        }
      }
      throw new AssertionError("Nothing within the minutes that were counted");
    }

    private boolean skipped(LocalDateTime from, LocalDateTime to) {
      for (LocalDateTime local = from; local.isBefore(to); local = local.plusMinutes(1)) {
        if (fits(local)) {
          return true;
        }
      }
      return false;
    }

    private boolean shownBefore(Instant at, LocalDateTime local) {
      return zone.getRules().getValidOffsets(local).stream()
          .anyMatch(offset -> local.toInstant(offset).isBefore(at));
    }

    private LocalDateTime local(Instant at) {
      return LocalDateTime.ofInstant(at, zone);
    }

    private boolean fits(LocalDateTime local) {
      boolean day = fits(fields.get(2), local.getDayOfMonth(), 1, 31);
      String week = fields.get(4).equals("mon-sun") ? "1-7" : fields.get(4);
      int number = local.getDayOfWeek().getValue();
      boolean weekDay = fits(week, number, 0, 7) || (number == 7 && fits(week, 0, 0, 7));
      boolean open = fields.get(2).startsWith("*") || fields.get(4).startsWith("*");
      return fits(fields.get(0), local.getMinute(), 0, 59)
          && fits(fields.get(1), local.getHour(), 0, 23)
          && (open ? day && weekDay : day || weekDay);
    }

    private static boolean fits(String field, int value, int least, int most) {
      for (String item : field.split(",", -1)) {
        String[] parts = item.split("/", -1);
        int step = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
        String[] ends = parts[0].split("-", -1);
        int from = parts[0].equals("*") ? least : Integer.parseInt(ends[0]);
        int to = parts[0].equals("*") ? most : Integer.parseInt(ends[ends.length - 1]);
        if (value >= from && value <= to && (value - from) % step == 0) {
          return true;
        }
      }
      return false;
    }
  }
}

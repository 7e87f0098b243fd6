package io.keepsake.testkit.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Schedules are made from seeds, written down and read back. */
final class ScheduleTest {

  private static final ScheduleMix MIX =
      ScheduleMix.everything("one", "two", "three").withStandby("four");

  private static final ScheduleMix KILLS = MIX.withKills(30, 15);

  @Property(tries = 200)
  void textMeansTheScheduleItWasMadeFrom(@ForAll long seed) {
    for (ScheduleMix mix : List.of(MIX, KILLS, MIX.withForgetting(), KILLS.withPruning())) {
      Schedule schedule = mix.schedule(seed);
      assertEquals(schedule, Schedule.parse(schedule.text()));
      assertEquals(schedule, mix.schedule(seed));
    }
  }

  @Test
  void everyTroubleAndHarmComesUp() {
    List<Step> steps =
        LongStream.range(0, 500)
            .boxed()
            .flatMap(seed -> Stream.of(MIX.schedule(seed), KILLS.schedule(seed)))
            .flatMap(schedule -> schedule.steps().stream())
            .toList();
    Set<Trouble> troubles =
        steps.stream()
            .filter(Step.Begin.class::isInstance)
            .map(step -> ((Step.Begin) step).strike().trouble())
            .collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(Trouble.class), troubles);
    Set<Harm> harms =
        steps.stream()
            .filter(Step.Damage.class::isInstance)
            .map(step -> ((Step.Damage) step).harm())
            .collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(Harm.class), harms);
    Set<Class<?>> kinds =
        Stream.concat(
                steps.stream(),
                LongStream.range(0, 100)
                    .boxed()
                    .flatMap(
                        seed ->
                            Stream.of(
                                MIX.withForgetting().schedule(seed),
                                MIX.withPruning().schedule(seed)))
                    .flatMap(schedule -> schedule.steps().stream()))
            .map(Object::getClass)
            .collect(Collectors.toSet());
    assertEquals(Set.of(Step.class.getPermittedSubclasses()), kinds);
    assertNotEquals(MIX.schedule(1), MIX.schedule(2));
  }

  @Test
  void whatMeansNothingIsRefused() {
    for (String line :
        List.of(
            "jump", "change", "repair deeply", "begin one slow after 3", "kill 3 held lift one")) {
      assertThrows(IllegalArgumentException.class, () -> Schedule.parse(line), line);
    }
  }

  @Test
  void theSmallestScheduleHasNothingBesideWhatItTakes() {
    Schedule schedule = MIX.schedule(7);
    Schedule smallest =
        Shrinking.smallest(schedule, each -> each.steps().contains(new Step.Backup()));
    assertEquals(List.of(new Step.Backup()), smallest.steps());
  }
}

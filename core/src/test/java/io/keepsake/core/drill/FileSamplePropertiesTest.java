package io.keepsake.core.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.drill.FileSample.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FileSamplePropertiesTest {

  /** Up to 2,000 files of all sizes, most of them small, as in life. */
  private static List<Candidate> files(Random random) {
    List<Candidate> files = new ArrayList<>();
    int number = random.nextInt(2000);
    for (int i = 0; i < number; i++) {
      long size = random.nextLong(1L << (1 + random.nextInt(30)));
      files.add(new Candidate("/dir%d/file%d".formatted(i % 7, i), size));
    }
    return files;
  }

  private static FileSample sample(List<Candidate> files, long seed, long most) {
    FileSample sample = new FileSample(seed, most);
    files.forEach(file -> sample.add(file.path(), file.size()));
    return sample;
  }

  private static Set<SizeClass> classes(List<Candidate> files) {
    return files.stream()
        .map(file -> SizeClass.of(file.size()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(SizeClass.class)));
  }

  @Property(tries = 200)
  void chosenFilesAreAmongThemAndFit(
      @ForAll Random random,
      @ForAll long seed,
      @ForAll @LongRange(min = 1, max = 1L << 31) long most) {
    List<Candidate> files = files(random);
    List<Candidate> chosen = sample(files, seed, most).choose();
    assertTrue(new HashSet<>(files).containsAll(chosen));
    assertEquals(chosen.size(), new HashSet<>(chosen).size(), "none is chosen twice");
    assertTrue(chosen.stream().mapToLong(Candidate::size).sum() <= most);
  }

  @Property(tries = 200)
  void theSeedDecidesAndNotTheOrder(@ForAll Random random, @ForAll long seed) {
    List<Candidate> files = files(random);
    List<Candidate> chosen = sample(files, seed, 1 << 20).choose();
    Collections.shuffle(files, random);
    assertEquals(chosen, sample(files, seed, 1 << 20).choose());
  }

  @Property(tries = 200)
  void everySizeClassIsChosenFromOrSaidToBeLeftOut(
      @ForAll Random random,
      @ForAll long seed,
      @ForAll @LongRange(min = 1, max = 1L << 31) long most) {
    List<Candidate> files = files(random);
    FileSample sample = sample(files, seed, most);
    List<Candidate> chosen = sample.choose();
    Set<SizeClass> expected = classes(files);
    expected.removeAll(classes(chosen));
    assertEquals(expected, sample.leftOut(chosen));
  }

  @Property(tries = 100)
  void withRoomForAllEveryFileIsChosenUpToTheMostOfAClass(@ForAll Random random) {
    List<Candidate> files = files(random);
    List<Candidate> chosen = sample(files, 1, Long.MAX_VALUE).choose();
    for (SizeClass each : SizeClass.values()) {
      long there = files.stream().filter(file -> SizeClass.of(file.size()) == each).count();
      assertEquals(
          Math.min(there, FileSample.MOST_OF_A_CLASS),
          chosen.stream().filter(file -> SizeClass.of(file.size()) == each).count());
    }
  }

  @Test
  void seedsDiffer() {
    List<Candidate> files = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      files.add(new Candidate("/f" + i, 1000));
    }
    assertFalse(sample(files, 1, 10_000).choose().equals(sample(files, 2, 10_000).choose()));
  }

  /** One large file leaves no room for the small ones, if it is chosen before them. */
  @Test
  void eachClassGivesOneBeforeAnyGivesTwo() {
    List<Candidate> files = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      files.add(new Candidate("/small" + i, 4000));
    }
    files.add(new Candidate("/large", 900_000));
    List<Candidate> chosen = sample(files, 5, 1_000_000).choose();
    assertTrue(chosen.contains(new Candidate("/large", 900_000)), chosen::toString);
    assertEquals(26, chosen.size());
  }
}

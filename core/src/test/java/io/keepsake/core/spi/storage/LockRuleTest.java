package io.keepsake.core.spi.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.options.OptionNames;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks as users write them, and what they come to. */
final class LockRuleTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"2s, 2", "90, 90", "12h, 43200", "30d, 2592000", "36500d, 3153600000"})
  void readsTimes(String text, long seconds) throws StoreException {
    assertEquals(
        Optional.of(new LockRule(LockMode.COMPLIANCE, Duration.ofSeconds(seconds))),
        rule(Map.of("object-lock", "compliance", "lock-for", text)));
  }

  @Test
  void noOptionsAskForNoLock() throws StoreException {
    assertEquals(Optional.empty(), rule(Map.of()));
  }

  @Test
  void oneWithoutTheOtherIsRefused() {
    assertInvalid("go together", Map.of("object-lock", "governance"));
    assertInvalid("go together", Map.of("lock-for", "30d"));
  }

  @ParameterizedTest
  @CsvSource({"0s", "500ms", "1y", "36501d", "forever"})
  void otherTimesAreRefused(String text) {
    assertInvalid(
        "option lock-for is a time such as 12h or 30d, from 1s to 36500d, not '" + text + "'",
        Map.of("object-lock", "governance", "lock-for", text));
  }

  @Test
  void otherModesAreRefused() {
    assertInvalid(
        "option object-lock is one of compliance, governance, not 'strict'",
        Map.of("object-lock", "strict", "lock-for", "1d"));
  }

  @Test
  void aLockIsNeverShorterThanItsRule() {
    LockRule rule = new LockRule(LockMode.GOVERNANCE, Duration.ofDays(30));
    assertEquals(Instant.parse("2026-12-26T12:00:00Z"), rule.from(NOON).until());
    assertEquals(Instant.parse("2026-12-26T12:00:01Z"), rule.from(NOON.plusMillis(1)).until());
  }

  @Test
  void whatComesAndGoesIsNotLocked() {
    assertFalse(LockRule.isFor(new ObjectName("claims/00000001-ab")));
    assertFalse(LockRule.isFor(new ObjectName("sessions/ab")));
    assertTrue(LockRule.isFor(new ObjectName("packs/ab/ab")));
    assertTrue(LockRule.isFor(new ObjectName("keepsake.json")));
  }

  @Test
  void aLockCoversOneThatIsNoFirmerAndNoLonger() {
    Retention firm = new Retention(LockMode.COMPLIANCE, NOON);
    Retention soft = new Retention(LockMode.GOVERNANCE, NOON);
    Retention longer = new Retention(LockMode.GOVERNANCE, NOON.plusSeconds(1));
    assertTrue(firm.covers(firm) && firm.covers(soft) && longer.covers(soft));
    assertFalse(soft.covers(firm) || firm.covers(longer) || longer.covers(firm));
  }

  private static Optional<LockRule> rule(Map<String, String> options) throws StoreException {
    StoreSettings settings = new StoreSettings("nas", URI.create("nas://h/p"), options);
    return LockRule.of(
        StoreOptions.of(settings, OptionNames.of(LockRule.MODE, LockRule.TIME), Map.of()));
  }

  private static void assertInvalid(String words, Map<String, String> options) {
    StoreException refused = assertThrows(StoreException.class, () -> rule(options));
    assertEquals(StoreException.Kind.INVALID, refused.kind());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(words), message);
  }
}

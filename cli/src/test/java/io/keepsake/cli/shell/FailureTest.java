package io.keepsake.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureTest {

  @ParameterizedTest
  @CsvSource({
    "CONFIGURATION, 2",
    "NO_VAULT, 2",
    "ALREADY_EXISTS, 2",
    "WRONG_KEY, 2",
    "NEWER_FORMAT, 2",
    "OTHER_VAULT, 2",
    "NO_SUCH_SNAPSHOT, 2",
    "HELD, 2",
    "NO_SUCH_SLOT, 2",
    "KEYS_CHANGING, 1",
    "DAMAGED, 4",
    "TOO_FEW_COPIES, 1",
    "FENCED, 1",
    "FILES, 1",
    "INTERRUPTED, 130"
  })
  void kindsHaveTheirDocumentedCodes(Kind kind, int number) {
    Failure failure = Failure.of(new VaultException(kind, "What happened."));
    assertEquals(number, failure.code().number());
    assertEquals(kind.name(), failure.kind());
    assertEquals("What happened.", failure.message());
  }

  @Test
  void everyKindIsListedAbove() {
    assertEquals(15, Kind.values().length, "a new kind needs a line in this test and in cli.md");
  }

  @Test
  void interruptsAre130() {
    assertEquals(130, Failure.of(new InterruptedException()).code().number());
  }

  @Test
  void unexpectedOnesNameTheirClassAndHowToSeeMore() {
    Failure failure = Failure.of(new IllegalStateException("no such luck"));
    assertEquals(1, failure.code().number());
    assertTrue(failure.message().contains("java.lang.IllegalStateException: no such luck"));
    assertTrue(failure.message().contains("--debug"));
    assertFalse(failure.message().contains("\n"));
  }
}

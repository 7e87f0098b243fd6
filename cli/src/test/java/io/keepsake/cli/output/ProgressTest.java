package io.keepsake.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.spi.source.SkippedItem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private static final long MIB = 1 << 20;
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Messages messages = new Messages(err);
  private long now;

  private Progress progress(Progress.Line line, int columns) {
    return new Progress(messages, line, columns, () -> now);
  }

  private String shown() {
    String all = err.toString(StandardCharsets.UTF_8);
    int start = all.lastIndexOf('\r');
    return start < 0 ? "" : all.substring(start + 1).replace("\033[K", "");
  }

  private static VaultEvent at(long bytes) {
    return new VaultEvent.BackupProgress(1204, 0, bytes, 0, 2000, 100 * MIB, false);
  }

  @Test
  void showsSpeedAndRemainingTime() {
    Progress progress = progress(Progress.Line.SHOWN, 120);
    progress.on(at(0));
    now += 2 * SECOND;
    progress.on(at(20 * MIB));
    assertEquals(
        "20%  20.0 MiB of 100.0 MiB  10.0 MiB/s  0:08 left  1,204 of 2,000 files", shown());
  }

  @Test
  void atMostFiveTimesASecond() {
    Progress progress = progress(Progress.Line.SHOWN, 80);
    for (int i = 0; i < 100; i++) {
      progress.on(at(i));
      now += SECOND / 100;
    }
    assertEquals(5, err.toString(StandardCharsets.UTF_8).chars().filter(c -> c == '\r').count());
  }

  @Test
  void fitsTheWidth() {
    Progress progress = progress(Progress.Line.SHOWN, 40);
    progress.on(at(0));
    now += 2 * SECOND;
    progress.on(at(20 * MIB));
    assertTrue(shown().length() < 40, shown());
    assertTrue(shown().startsWith("20%  20.0 MiB of 100.0 MiB"), shown());
  }

  @Test
  void noControlCharactersInAPipe() {
    Progress progress = progress(Progress.Line.HIDDEN, 80);
    progress.on(at(5));
    progress.on(new VaultEvent.StoreDropped("nas", "no answer"));
    messages.clear();
    assertEquals(
        "keepsake: warning: store nas takes no further part: no answer\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void warningsTakeTheLineAwayFirst() {
    Progress progress = progress(Progress.Line.SHOWN, 80);
    progress.on(at(5));
    progress.on(
        new VaultEvent.ItemSkipped(
            new SkippedItem("/a/\033b", SkippedItem.Reason.DENIED, "Permission denied")));
    String text = err.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.endsWith("\r\033[Kkeepsake: warning: /a/\\x1bb may not be read: Permission denied\n"),
        text);
  }

  @Test
  void totalsThatWereTooSmallAreNotShown() {
    Progress progress = progress(Progress.Line.SHOWN, 80);
    progress.on(at(200 * MIB));
    assertEquals("200.0 MiB  1,204 of 2,000 files", shown());
    assertFalse(shown().contains("%"));
  }
}

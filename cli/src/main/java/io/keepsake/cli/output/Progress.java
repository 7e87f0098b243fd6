package io.keepsake.cli.output;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.source.SkippedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows events: progress as one line that is rewritten at most five times a second, everything else
 * as warnings.
 */
public final class Progress implements VaultListener {

  /** Whether there is a line to rewrite. */
  public enum Line {
    /** On a terminal. */
    SHOWN,
    /** In a pipe, a file, or where nobody wants it. */
    HIDDEN
  }

  private static final long PAUSE_NANOS = 200_000_000L;

  private final Messages messages;
  private final Line line;
  private final int columns;
  private final LongSupplier nanoTime;
  private final Speed speed = new Speed();
  private long damages;
  private long repaired;
  private long lastShown;
  private boolean shownOnce;

  /** Shows what happens on these messages. */
  public Progress(Messages messages, Line line, int columns, LongSupplier nanoTime) {
    this.messages = messages;
    this.line = line;
    this.columns = columns;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void on(VaultEvent event) {
    switch (event) {
      case VaultEvent.BackupProgress p -> backup(p);
      case VaultEvent.RestoreProgress p ->
          show(p.bytes(), p.totalBytes(), p.files(), p.totalFiles(), "restored");
      case VaultEvent.VerifyProgress p ->
          show(p.bytes(), p.totalBytes(), p.objects(), p.totalObjects(), "objects");
      case VaultEvent.ItemSkipped(SkippedItem item) -> messages.warning(skipped(item));
      case VaultEvent.StoreDropped(String store, String reason) ->
          messages.warning("store %s takes no further part: %s".formatted(store, reason));
      case VaultEvent.StoreReturned(String store) ->
          messages.warning("store %s answers again and is brought up to date".formatted(store));
      case VaultEvent.StandbyEnlisted(String store) ->
          messages.warning("standby %s takes the place of a store that fails".formatted(store));
      case VaultEvent.ReadFailedOver(String store, String object, String reason) ->
          messages.warning(
              "store %s gave no good copy of %s, another one was asked: %s"
                  .formatted(store, object, reason));
      case VaultEvent.RestoreProblem(String path, String problem) ->
          messages.warning("%s: %s".formatted(path, problem));
      case VaultEvent.DamageFound _ -> damages++;
      case VaultEvent.RepairProgress(long objects) -> show(repaired, 0, objects, 0, "objects");
      case VaultEvent.CopyRepaired(_, _, long bytes) -> repaired += bytes;
      case VaultEvent.AuditProblem(String problem) -> messages.warning(problem);
    }
  }

  private static String skipped(SkippedItem item) {
    String what =
        switch (item.reason()) {
          case VANISHED -> "vanished before it was read";
          case DENIED -> "may not be read";
          case CHANGED -> "changed while it was read; what was stored may mix two versions";
          case UNREADABLE -> "could not be read";
        };
    return item.detail().isEmpty()
        ? "%s %s".formatted(item.path(), what)
        : "%s %s: %s".formatted(item.path(), what, item.detail());
  }

  private void backup(VaultEvent.BackupProgress p) {
    long total = p.scanned() ? 0 : Math.max(p.expectedBytes(), 0);
    long files = p.scanned() ? 0 : Math.max(p.expectedFiles(), 0);
    show(p.bytes(), total, p.files(), files, "files");
  }

  /** Shows a state; totals of 0 are unknown. */
  private void show(long bytes, long totalBytes, long items, long totalItems, String noun) {
    if (line == Line.HIDDEN) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (shownOnce && now - lastShown < PAUSE_NANOS) {
      return;
    }
    shownOnce = true;
    lastShown = now;
    speed.add(now, bytes);
    messages.show(fit(parts(bytes, totalBytes, items, totalItems, noun)));
  }

  private List<String> parts(
      long bytes, long totalBytes, long items, long totalItems, String noun) {
    List<String> parts = new ArrayList<>();
    parts.add(
        totalBytes > 0 && bytes <= totalBytes
            ? "%d%%  %s of %s"
                .formatted(
                    (long) (100.0 * bytes / totalBytes), Human.size(bytes), Human.size(totalBytes))
            : Human.size(bytes));
    OptionalLong rate = speed.bytesPerSecond();
    rate.ifPresent(r -> parts.add(Human.size(r) + "/s"));
    if (rate.orElse(0) > 0 && totalBytes > bytes) {
      parts.add(Human.clock((totalBytes - bytes) / rate.getAsLong()) + " left");
    }
    parts.add(
        totalItems > 0 && items <= totalItems
            ? "%s of %s %s".formatted(Human.count(items), Human.count(totalItems), noun)
            : "%s %s".formatted(Human.count(items), noun));
    if (damages > 0) {
      parts.add(Human.count(damages) + " damaged");
    }
    return parts;
  }

  /** As many of the parts as fit into the terminal's width, the first at least. */
  private String fit(List<String> parts) {
    StringBuilder text = new StringBuilder(parts.getFirst());
    for (String part : parts.subList(1, parts.size())) {
      if (text.length() + 2 + part.length() < columns) {
        text.append("  ").append(part);
      }
    }
    return text.length() < columns ? text.toString() : text.substring(0, columns - 1);
  }
}

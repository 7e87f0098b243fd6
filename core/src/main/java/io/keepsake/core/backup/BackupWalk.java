package io.keepsake.core.backup;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.source.Skips;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SourceItem;
import io.keepsake.core.spi.source.SourceVisitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The walk's side of the pipeline: compares every entry with the previous snapshot, hands files
 * that must be read to the workers, and everything in order to the tree.
 */
final class BackupWalk implements SourceVisitor {

  /** Steps go to the tree this many at a time: waking its thread costs more than a step. */
  private static final int STEPS_AT_ONCE = 256;

  private static final int QUEUED_PARCELS = 16;

  private record Inode(long device, long number) {}

  private final UnchangedTest unchanged;
  private final PreviousTree previous;
  private final FileWorkers workers;
  private final Failure failure;
  private final BackupCounters counters;
  private final VaultListener listener;
  private final BlockingQueue<List<WalkStep>> steps = new ArrayBlockingQueue<>(QUEUED_PARCELS);
  private final Map<Inode, WalkStep.Reading> hardLinks = new HashMap<>();
  private FileBatch batch = new FileBatch();
  private List<WalkStep> parcel = new ArrayList<>(STEPS_AT_ONCE);

  BackupWalk(
      UnchangedTest unchanged,
      PreviousTree previous,
      FileWorkers workers,
      Failure failure,
      BackupCounters counters,
      VaultListener listener) {
    this.unchanged = unchanged;
    this.previous = previous;
    this.workers = workers;
    this.failure = failure;
    this.counters = counters;
    this.listener = listener;
  }

  /** What the tree takes from. */
  BlockingQueue<List<WalkStep>> steps() {
    return steps;
  }

  @Override
  public void enterDirectory(SourceItem directory) throws IOException {
    Optional<TreeEntry> before = previous.enter(directory.attributes().name());
    hand(new WalkStep.Enter(withoutContent(directory, before)));
  }

  @Override
  public void leaveDirectory() throws IOException {
    previous.leave();
    hand(new WalkStep.Leave());
  }

  @Override
  public void leaf(SourceItem item) throws IOException {
    EntryAttributes now = item.attributes();
    Optional<TreeEntry> before = previous.find(now.name());
    if (now.kind() != EntryKind.FILE) {
      counters.entries.increment();
      hand(new WalkStep.Known(withoutContent(item, before)));
    } else if (before.isPresent() && unchanged.isUnchanged(before.get(), now)) {
      counters.entries.increment();
      counters.unchanged.increment();
      counters.bytesDone.add(now.size());
      TreeEntry old = before.get();
      hand(new WalkStep.Known(new TreeEntry(now, old.extendedAttributes(), old.content())));
    } else {
      read(item);
    }
  }

  private void read(SourceItem item) throws IOException {
    EntryAttributes now = item.attributes();
    Inode inode = new Inode(now.device(), now.inode());
    WalkStep.Reading known = now.links() > 1 ? hardLinks.get(inode) : null;
    if (known != null) {
      // Another name of a file already handed over; its reading serves both.
      hand(new WalkStep.Reading(known.batch(), known.number(), now.name()));
      return;
    }
    WalkStep.Reading reading = new WalkStep.Reading(batch, batch.add(item), now.name());
    if (now.links() > 1) {
      hardLinks.put(inode, reading);
    }
    hand(reading);
    if (batch.isFull()) {
      submitBatch();
    }
  }

  @Override
  public void skipped(SkippedItem item) {
    counters.skipped.increment();
    listener.on(new VaultEvent.ItemSkipped(item));
  }

  /** The walk ended. */
  void end() throws IOException {
    submitBatch();
    hand(new WalkStep.End());
    sendParcel();
  }

  private void submitBatch() throws IOException {
    if (!batch.isEmpty()) {
      workers.submit(batch);
      batch = new FileBatch();
    }
  }

  private void hand(WalkStep step) throws IOException {
    parcel.add(step);
    if (parcel.size() >= STEPS_AT_ONCE) {
      sendParcel();
    }
  }

  /**
   * The tree may be waiting for a file of the batch being filled: never wait without submitting.
   */
  private void sendParcel() throws IOException {
    List<WalkStep> full = parcel;
    parcel = new ArrayList<>(STEPS_AT_ONCE);
    if (steps.offer(full)) {
      return;
    }
    submitBatch();
    try {
      do {
        failure.check();
      } while (!steps.offer(full, 100, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw Failure.interrupted(e);
    }
  }

  private TreeEntry withoutContent(SourceItem item, Optional<TreeEntry> before) {
    EntryAttributes now = item.attributes();
    boolean same = before.isPresent() && unchanged.sameInode(before.get().attributes(), now);
    List<ExtendedAttribute> extended =
        same ? before.get().extendedAttributes() : extendedAttributes(item);
    return new TreeEntry(now, extended, Content.EMPTY);
  }

  private List<ExtendedAttribute> extendedAttributes(SourceItem item) {
    try {
      return item.extendedAttributes();
    } catch (IOException e) {
      skipped(Skips.of(item.displayPath(), e));
      return List.of();
    }
  }
}

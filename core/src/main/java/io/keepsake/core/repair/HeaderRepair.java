package io.keepsake.core.repair;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Writes the header where it is missing or wrong. */
final class HeaderRepair {

  private final HeaderCopies header;
  private final RepairJob job;
  private final Tally tally;
  private final VaultListener listener;

  HeaderRepair(HeaderCopies header, RepairJob job, Tally tally, VaultListener listener) {
    this.header = header;
    this.job = job;
    this.tally = tally;
    this.listener = listener;
  }

  /**
   * Repairs the header of one store. A store that had none and still lacks objects gets none: with
   * a header it would be taken for a replica. So it would, and be believed, where the others that
   * answer may not know everything.
   */
  void repair(ObjectStore store) throws InterruptedIOException {
    Optional<Flaw> flaw = flaw(store.id());
    if (flaw.isEmpty() || !job.concerns(store.id())) {
      return;
    }
    StoreTally count = tally.store(store.id());
    boolean doubtful =
        flaw.get() == Flaw.MISSING
            && job.sight() == RepairJob.Sight.PARTIAL
            && job.action() == RepairJob.Action.APPLY;
    boolean hidden = doubtful || (flaw.get() == Flaw.MISSING && count.isBehind());
    boolean told = job.action() == RepairJob.Action.PREVIEW || hidden;
    try {
      if (!told && isNewer(store)) {
        return; // somebody has changed the key slots since this repair began
      }
      count.found(flaw.get());
      if (told) {
        count.owed(header.bytes().remaining());
        if (doubtful) {
          count.failed(
              "Provider %s got what the others have that answer, and is no copy of the vault yet: others are away that may know more. Run 'keepsake repair' again when they answer; if they are lost, 'keepsake repair --provider %s' takes it for one all the same"
                  .formatted(store.id(), store.id()));
        }
        return;
      }
      write(store);
      count.repaired(header.bytes().remaining());
      listener.on(
          new VaultEvent.CopyRepaired(
              store.id(), ObjectNames.HEADER.value(), header.bytes().remaining()));
    } catch (IOException e) {
      if (e instanceof StoreException failure && failure.kind() == Kind.INTERRUPTED) {
        throw new InterruptedIOException("interrupted");
      }
      count.owed(header.bytes().remaining());
      count.failed(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Flaw> flaw(String id) {
    if (header.missingAt().contains(id)) {
      return Optional.of(Flaw.MISSING);
    }
    return header.unlikeAt().contains(id) ? Optional.of(Flaw.DAMAGED) : Optional.empty();
  }

  /** An older header never replaces a newer one: a key slot that was removed would come back. */
  private boolean isNewer(ObjectStore store) throws IOException {
    byte[] ours = new byte[header.bytes().remaining()];
    header.bytes().duplicate().get(ours);
    try (InputStream in = store.get(ObjectNames.HEADER, ByteRange.ALL, Purpose.REPAIR)) {
      VaultHeader there = VaultHeader.parse(in.readNBytes(VaultHeader.MAX_BYTES + 1));
      return there.revision() > VaultHeader.parse(ours).revision();
    } catch (KeyException e) {
      return e.kind() == KeyException.Kind.NEWER_FORMAT;
    } catch (StoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private void write(ObjectStore store) throws IOException {
    ObjectContent content = ObjectContent.of(header.bytes());
    store.put(ObjectNames.HEADER, content, PutCondition.ANY, Purpose.REPAIR);
    try (InputStream in = store.get(ObjectNames.HEADER, ByteRange.ALL, Purpose.REPAIR)) {
      byte[] written = in.readNBytes(header.bytes().remaining() + 1);
      if (!ByteBuffer.wrap(written).equals(header.bytes())) {
        throw new StoreException(
            Kind.CORRUPT,
            store.id(),
            "Provider %s does not have the header right after it was written; do not rely on it"
                .formatted(store.id()));
      }
    }
  }
}

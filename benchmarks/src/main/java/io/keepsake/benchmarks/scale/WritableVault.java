package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.IndexSpace;
import io.keepsake.core.keys.EpochKey;
import io.keepsake.core.keys.KeySlots;
import io.keepsake.core.keys.OpenedSlot;
import io.keepsake.core.keys.SlotType;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.keys.VaultKeys;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.RepositoryKeys;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens a vault of one store behind its front door, to write what no backup would. */
final class WritableVault {

  private WritableVault() {}

  /**
   * Opens it.
   *
   * @param store its only one; closed with the repository
   */
  static Repository open(ObjectStore store) throws IOException {
    VaultHeader header =
        VaultHeader.parse(read(store, new ObjectStat(ObjectNames.HEADER, 0, Optional.empty())));
    CryptoSuite suite = Plugins.installed().crypto(header.identity().suite()).orElseThrow().open();
    ObjectStat epochKey =
        store.list(ObjectNames.KEYS, Optional.empty(), 1, Purpose.OPEN).objects().getFirst();
    try (Secret key = SimulatedVault.key();
        OpenedSlot slot = KeySlots.unlock(suite, header, SlotType.KEY_FILE, key);
        VaultKeys keys = VaultKeys.derive(suite, header.identity().vault(), slot.root());
        EpochKey epoch = EpochKey.unwrap(keys, read(store, epochKey))) {
      ObjectSealer sealer =
          new ObjectSealer(
              keys.vault(), Map.of(epoch.number(), suite.streamCipher(epoch.dataKey())));
      RepositoryKeys opened =
          new RepositoryKeys(
              keys.vault(),
              suite,
              sealer,
              keys.dataId().copy(),
              keys.treeId().copy(),
              keys.chunker().copy(),
              header.identity().chunking());
      return new Repository(
          opened, new ReplicaSet(List.of(store), 1, _ -> {}), IndexSpace.STANDARD);
    }
  }

  private static byte[] read(ObjectStore store, ObjectStat object) throws IOException {
    try (InputStream in = store.get(object.name(), ByteRange.ALL, Purpose.OPEN)) {
      return in.readAllBytes();
    }
  }
}

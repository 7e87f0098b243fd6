package io.keepsake.core.vault;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.keys.EpochKey;
import io.keepsake.core.keys.KeySlot;
import io.keepsake.core.keys.KeySlots;
import io.keepsake.core.keys.SlotNote;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.keys.VaultIdentity;
import io.keepsake.core.keys.VaultKeys;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a new vault.
 *
 * @param settings where
 * @param plugins who opens stores and suites
 * @param listener is told of trouble
 */
record VaultCreation(VaultSettings settings, Plugins plugins, VaultListener listener) {

  /** The suite of new vaults. */
  private static final String SUITE = "tink-aes256gcm-hkdf-v1";

  /** Enough to tell a vault without backups from anything else. */
  private static final int SOME_OBJECTS = 100;

  Vault create(VaultKey key) throws IOException {
    for (ProviderTraits provider : settings.traits()) {
      if (!provider.role().writable()) {
        throw new VaultException(
            Kind.CONFIGURATION,
            "Provider "
                + provider.id()
                + " is read-only, and a new vault is written to all its providers; add it to the"
                + " vault file when it holds a replica");
      }
    }
    OpenStores stores = OpenStores.open(settings, plugins, listener);
    try {
      if (!stores.leftOut().isEmpty()) {
        throw new VaultException(
            Kind.TOO_FEW_COPIES, "A new vault needs all its providers. " + stores.reasons());
      }
      requireEmpty(stores.stores());
      CryptoSuite suite = RepositoryOpening.suite(SUITE, plugins);
      try (Secret root = suite.generateKey()) {
        VaultHeader header = header(suite, key, root);
        store(stores.stores(), epochKey(suite, header, root), header.toBytes());
        DebtJournal journal = Journals.open(settings, header.identity().vault());
        ReplicaSet replicas =
            new ReplicaSet(stores.stores(), settings.placement(), listener, List.of(), journal);
        Map<ObjectName, byte[]> epochKeys = RepositoryOpening.epochKeys(replicas, Set.of());
        Vault vault =
            new Vault(
                RepositoryOpening.open(suite, header, root, replicas, epochKeys, settings),
                settings,
                journal,
                new HeaderGuard(StoredHeader.of(header), epochKeys, journal),
                header.slots().getFirst().id(),
                stores.leftOut(),
                listener);
        vault.created();
        return vault;
      }
    } catch (IOException | RuntimeException | Error e) {
      stores.close();
      throw e;
    }
  }

  private static void requireEmpty(List<ObjectStore> stores) throws IOException {
    for (ObjectStore store : stores) {
      List<ObjectStat> objects =
          store.list("", Optional.empty(), SOME_OBJECTS, Purpose.OPEN).objects();
      boolean vault = store.stat(ObjectNames.HEADER, Purpose.OPEN).isPresent();
      if (vault || !objects.isEmpty()) {
        throw new VaultException(
            Kind.ALREADY_EXISTS,
            "Provider "
                + store.id()
                + (vault ? " holds a vault already" : " is not empty")
                + " ("
                + store.location()
                + "); "
                + (objects.stream().allMatch(VaultCreation::isFromCreation)
                    ? "it has no backup in it, as after an interrupted 'init'. If that is what it"
                        + " is, empty it and run init again"
                    : "a vault needs a place of its own")
                + ". Nothing was changed");
      }
    }
  }

  private static boolean isFromCreation(ObjectStat object) {
    return object.name().equals(ObjectNames.HEADER)
        || object.name().value().startsWith(ObjectNames.KEYS)
        || object.name().value().startsWith(ObjectNames.AUDIT);
  }

  private static VaultHeader header(CryptoSuite suite, VaultKey key, Secret root)
      throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    byte[] id = new byte[VaultId.BYTES];
    new SecureRandom().nextBytes(id);
    VaultIdentity identity =
        new VaultIdentity(
            new VaultId(HexFormat.of().formatHex(id)), suite.name(), ChunkingParameters.DEFAULT);
    KeySlot slot =
        switch (key) {
          case VaultKey.Passphrase(Secret secret) ->
              KeySlots.forPassphrase(suite, identity, secret, root, SlotNote.at(now));
          case VaultKey.KeyFile(Secret secret) ->
              KeySlots.forKeyFile(suite, identity, secret, root, SlotNote.at(now));
        };
    return new VaultHeader(identity, 1, now, List.of(slot));
  }

  private static byte[] epochKey(CryptoSuite suite, VaultHeader header, Secret root)
      throws IOException {
    try (VaultKeys keys = VaultKeys.derive(suite, header.identity().vault(), root);
        EpochKey epoch = EpochKey.generate(keys, 1)) {
      return epoch.wrap(keys);
    }
  }

  /** Writes the key first: a store with a header has everything that a vault needs. */
  private static void store(List<ObjectStore> stores, byte[] epochKey, byte[] header)
      throws IOException {
    Hash hash = GrowingBuffer.sha256(epochKey);
    ObjectName keyName = ObjectNames.epochKey(1, hash);
    List<ObjectStore> written = new ArrayList<>();
    try {
      for (ObjectStore store : stores) {
        written.add(store);
        put(store, keyName, epochKey);
        put(store, ObjectNames.HEADER, header);
      }
    } catch (StoreException e) {
      clear(written, keyName, header, e);
      throw new VaultException(
          e.kind() == StoreException.Kind.INTERRUPTED ? Kind.INTERRUPTED : Kind.TOO_FEW_COPIES,
          "The vault was not made: provider " + e.storeId() + ": " + e.getMessage(),
          e);
    }
  }

  private static void put(ObjectStore store, ObjectName name, byte[] bytes) throws StoreException {
    store.put(name, ObjectContent.of(bytes), PutCondition.IF_ABSENT, Purpose.OPEN);
  }

  private static void clear(
      List<ObjectStore> stores, ObjectName keyName, byte[] header, StoreException e) {
    for (ObjectStore store : stores) {
      try {
        if (holds(store, header)) {
          store.delete(List.of(ObjectNames.HEADER), Purpose.OPEN);
        }
        store.delete(List.of(keyName), Purpose.OPEN);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
    }
  }

  /** Whether the header is this one, and not that of a vault that someone else made meanwhile. */
  private static boolean holds(ObjectStore store, byte[] header) throws IOException {
    try {
      return Arrays.equals(header, StoredHeader.bytes(store, Purpose.OPEN));
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}

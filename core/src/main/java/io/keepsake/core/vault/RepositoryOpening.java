package io.keepsake.core.vault;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.index.IndexSpace;
import io.keepsake.core.keys.EpochKey;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.keys.KeySlots;
import io.keepsake.core.keys.OpenedSlot;
import io.keepsake.core.keys.SlotType;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.keys.VaultKeys;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.replicate.ContentCheck;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.RepositoryKeys;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.crypto.StreamCipher;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a header and a key to an open repository. */
final class RepositoryOpening {

  private RepositoryOpening() {}

  /** The suite of that name. */
  static CryptoSuite suite(String name, Plugins plugins) throws IOException {
    Optional<CryptoProvider> provider = plugins.crypto(name);
    if (provider.isEmpty()) {
      throw new VaultException(
          Kind.CONFIGURATION,
          "No plugin provides the encryption scheme " + name + ", which the vault needs");
    }
    return provider.get().open();
  }

  /** Gets the root key out of the header. The caller closes it. */
  static OpenedSlot unlock(CryptoSuite suite, VaultHeader header, VaultKey key) throws IOException {
    try {
      return KeySlots.unlock(suite, header, type(key), key.secret());
    } catch (KeyException e) {
      throw new VaultException(Kind.WRONG_KEY, e.getMessage(), e);
    }
  }

  /** The type of the slots that are asked for a key like this. */
  static SlotType type(VaultKey key) {
    return switch (key) {
      case VaultKey.Passphrase _ -> SlotType.PASSPHRASE;
      case VaultKey.KeyFile _ -> SlotType.KEY_FILE;
    };
  }

  /** Opens the keys of all epochs, and with them the repository, which takes over the replicas. */
  static Repository open(
      CryptoSuite suite,
      VaultHeader header,
      Secret root,
      ReplicaSet replicas,
      Map<ObjectName, byte[]> epochKeys,
      VaultSettings settings)
      throws IOException {
    try (VaultKeys keys = VaultKeys.derive(suite, header.identity().vault(), root)) {
      Map<Integer, StreamCipher> ciphers = ciphers(keys, epochKeys);
      RepositoryKeys repositoryKeys =
          new RepositoryKeys(
              keys.vault(),
              suite,
              new ObjectSealer(keys.vault(), ciphers),
              keys.dataId().copy(),
              keys.treeId().copy(),
              keys.chunker().copy(),
              header.identity().chunking());
      return new Repository(repositoryKeys, replicas, indexSpace(settings, keys.vault()));
    }
  }

  /** Temporary files lie beside what else is kept of the vault, where that has a place. */
  private static IndexSpace indexSpace(VaultSettings settings, VaultId vault) {
    return settings
        .state()
        .map(state -> IndexSpace.STANDARD.in(state.resolve(vault.toString()).resolve("index")))
        .orElse(IndexSpace.STANDARD);
  }

  /**
   * The wrapped keys of all epochs, as they are stored.
   *
   * @param stray names that stores have which take no part, for when the others list none
   */
  static Map<ObjectName, byte[]> epochKeys(ReplicaSet replicas, Set<ObjectName> stray)
      throws IOException {
    List<ObjectName> names = names(replicas);
    if (names.isEmpty()) {
      names.addAll(stray);
      names.removeIf(name -> ObjectNames.hashOf(name).isEmpty());
    }
    Map<ObjectName, byte[]> keys = new LinkedHashMap<>();
    for (ObjectName name : names) {
      keys.put(name, replicas.read(name, Purpose.OPEN, ContentCheck.NAMED_BY_HASH));
    }
    return keys;
  }

  private static Map<Integer, StreamCipher> ciphers(
      VaultKeys keys, Map<ObjectName, byte[]> epochKeys) throws IOException {
    Map<Integer, StreamCipher> ciphers = new HashMap<>();
    for (byte[] stored : epochKeys.values()) {
      try (EpochKey epoch = EpochKey.unwrap(keys, stored)) {
        if (ciphers.put(epoch.number(), keys.suite().streamCipher(epoch.dataKey())) != null) {
          throw new FormatException("epoch " + epoch.number() + " has two keys");
        }
      }
    }
    if (ciphers.isEmpty()) {
      throw new FormatException("no store has the data keys (keys/...); nothing can be opened");
    }
    return ciphers;
  }

  private static List<ObjectName> names(ReplicaSet replicas) throws IOException {
    ReplicaListing listing = replicas.list(ObjectNames.KEYS, Purpose.OPEN);
    List<ObjectName> names = new ArrayList<>();
    try {
      listing.forEachRemaining(object -> names.add(object.name()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    names.removeIf(name -> ObjectNames.hashOf(name).isEmpty());
    return names;
  }
}

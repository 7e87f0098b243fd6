package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.keys.VaultIdentity;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.HeaderChoice.Headerless;
import io.keepsake.core.vault.VaultException.Kind;
import io.keepsake.core.vault.VaultExtension.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A look at a place beside an open vault. */
final class PlaceLook {

  private static final String UNCHANGED = ". Nothing was changed";

  private final OpenStores vault;
  private final OpenStores place;
  private final String id;
  private final VaultListener listener;

  PlaceLook(OpenStores vault, OpenStores place, String id, VaultListener listener) {
    this.vault = vault;
    this.place = place;
    this.id = id;
    this.listener = listener;
  }

  Place run() throws IOException {
    VaultIdentity wanted =
        new HeaderChoice(vault, Headerless.LEFT_OUT).choose().header().identity();
    if (place.stores().isEmpty()) {
      throw new VaultException(
          Kind.TOO_FEW_COPIES, "The new place cannot be used: " + place.reasons() + UNCHANGED);
    }
    ObjectStore store = place.stores().getFirst();
    Optional<VaultIdentity> there = identity(store);
    if (there.isPresent() && !there.get().equals(wanted)) {
      throw new VaultException(
          Kind.OTHER_VAULT,
          "%s holds another vault (%s)%s"
              .formatted(store.location(), there.get().vault(), UNCHANGED));
    }
    if (there.isPresent()) {
      return Place.REPLICA;
    }
    if (store.list("", Optional.empty(), 1, Purpose.OPEN).objects().isEmpty()) {
      return Place.EMPTY;
    }
    requireNothingElse(store);
    return Place.PART;
  }

  private Optional<VaultIdentity> identity(ObjectStore store) throws IOException {
    try {
      return Optional.of(StoredHeader.read(store, Purpose.OPEN).header().identity());
    } catch (KeyException e) {
      throw new VaultException(
          Kind.ALREADY_EXISTS,
          "%s has a keepsake.json that cannot be used: %s%s"
              .formatted(store.location(), e.getMessage(), UNCHANGED),
          e);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** All that is there is in the vault too, under the same name; names are hashes of contents. */
  private void requireNothingElse(ObjectStore store) throws IOException {
    List<ObjectStore> all = new ArrayList<>(vault.stores());
    all.add(store);
    ReplicaListing listing = new ReplicaSet(all, 1, listener).list("", Purpose.OPEN);
    try {
      while (listing.hasNext()) {
        ListedObject object = listing.next();
        boolean foreign = object.lengths().size() == 1 || !isNamed(object);
        if (object.lengths().containsKey(id) && foreign) {
          throw new VaultException(
              Kind.ALREADY_EXISTS,
              "%s is not empty: it has %s, which the vault has not; a replica needs a place of its own%s"
                  .formatted(store.location(), object.name(), UNCHANGED));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    listing.requireListed(all.size());
  }

  private static boolean isNamed(ListedObject object) {
    return ObjectNames.hashOf(object.name()).isPresent();
  }
}

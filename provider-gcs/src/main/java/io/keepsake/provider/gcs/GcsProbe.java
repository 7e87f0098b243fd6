package io.keepsake.provider.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage.Objects.Insert;
import com.google.api.services.storage.model.StorageObject;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds out whether a service honours conditions and checksums. Google's own does, as it documents;
 * others that speak its API may accept both and look at neither. They are asked once a store, with
 * a tiny object that is removed again.
 */
final class GcsProbe {

  private static final String WRONG = "AAAAAA==";

  private final GcsConfig config;
  private final GcsClients clients;
  private final GcsErrors errors;
  private Optional<Set<Capability>> found = Optional.empty();

  GcsProbe(GcsConfig config, GcsClients clients, GcsErrors errors) {
    this.config = config;
    this.clients = clients;
    this.errors = errors;
    if (config.connection().endpoint().isEmpty()) {
      found = Optional.of(Set.of(Capability.CONDITIONAL_PUT, Capability.SERVER_CHECKSUM));
    }
  }

  /**
   * What the service was found to do, asking it if that is not known yet.
   *
   * @throws StoreException if it could not be asked
   */
  synchronized Set<Capability> findings() throws StoreException {
    if (found.isEmpty()) {
      try {
        found = Optional.of(ask());
      } catch (IOException | RuntimeException e) {
        throw errors.of("find out what the service can do", e);
      }
    }
    return found.get();
  }

  private Set<Capability> ask() throws IOException {
    String key = config.place().prefix() + GcsLister.PROBES + UUID.randomUUID();
    StorageObject probe = new StorageObject().setName(key).setContentType(ContentBody.TYPE);
    Set<Capability> can = EnumSet.noneOf(Capability.class);
    try {
      insert(probe).setIfGenerationMatch(0L).execute();
      if (isRefused(insert(probe).setIfGenerationMatch(0L), 412)) {
        can.add(Capability.CONDITIONAL_PUT);
      }
      if (isRefused(insert(probe.clone().setCrc32c(WRONG)), 400)) {
        can.add(Capability.SERVER_CHECKSUM);
      }
    } finally {
      clients.storage().delete(config.place().bucket(), key);
    }
    return can;
  }

  private Insert insert(StorageObject metadata) throws IOException {
    return clients.insert(config.place().bucket(), metadata, ObjectContent.of(new byte[] {1}));
  }

  private static boolean isRefused(Insert insert, int status) throws IOException {
    try {
      insert.execute();
      return false;
    } catch (HttpResponseException e) {
      if (e.getStatusCode() != status) {
        throw e;
      }
      return true;
    }
  }
}

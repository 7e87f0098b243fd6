package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.StoreException;
import java.nio.file.Path;
import java.util.Optional;

/** Who asks the service. */
sealed interface GcsIdentity {

  /** Whoever the machine says: the application default credentials. */
  record Default() implements GcsIdentity {}

  /** Nobody: for test servers and buckets open to everyone. */
  record Anonymous() implements GcsIdentity {}

  /**
   * Whom a file names: a service account with its key, or a workload identity.
   *
   * @param file where it is
   */
  record CredentialsFile(Path file) implements GcsIdentity {}

  static GcsIdentity of(GcsOptions options) throws StoreException {
    Optional<Path> file = options.path("credentials-file");
    String kind = options.text("credentials").orElse("default");
    return switch (kind) {
      case "default" -> file.isPresent() ? new CredentialsFile(file.get()) : new Default();
      case "none" -> {
        if (file.isPresent()) {
          throw options.invalid("credentials", "is none, and credentials-file is given as well");
        }
        yield new Anonymous();
      }
      default ->
          throw options.invalid("credentials", "is default or none, not '%s'".formatted(kind));
    };
  }
}

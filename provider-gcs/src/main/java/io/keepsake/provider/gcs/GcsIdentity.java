package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
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

  /** The words of the option {@code credentials}. */
  enum Source {
    /** A file that is named, or what the machine has. */
    DEFAULT,
    /** Nothing. */
    NONE
  }

  static GcsIdentity of(StoreOptions options) throws StoreException {
    Optional<Path> file = options.path("credentials-file");
    return switch (options.choice("credentials", Source.DEFAULT)) {
      case DEFAULT -> file.isPresent() ? new CredentialsFile(file.get()) : new Default();
      case NONE -> {
        if (file.isPresent()) {
          throw options.invalidOption(
              "credentials", "is none, and credentials-file is given as well");
        }
        yield new Anonymous();
      }
    };
  }
}

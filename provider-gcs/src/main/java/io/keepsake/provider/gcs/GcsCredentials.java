package io.keepsake.provider.gcs;

import com.google.auth.Credentials;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Finds the credentials that an identity names. */
final class GcsCredentials {

  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

  private static final String VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";

  private final String id;
  private final HttpTransportFactory transport;

  GcsCredentials(String id, HttpTransportFactory transport) {
    this.id = id;
    this.transport = transport;
  }

  /**
   * Reads or finds them; tokens are got later, when they are needed.
   *
   * @throws StoreException kind {@code DENIED} if there are none
   */
  Credentials of(GcsIdentity identity) throws StoreException {
    return switch (identity) {
      case GcsIdentity.Anonymous _ -> NoCredentials.getInstance();
      case GcsIdentity.CredentialsFile named -> read(named.file());
      case GcsIdentity.Default _ -> applicationDefault();
    };
  }

  private Credentials applicationDefault() throws StoreException {
    try {
      return prepared(GoogleCredentials.getApplicationDefault(transport));
    } catch (IOException e) {
      String named = System.getenv(VARIABLE);
      if (named != null && !named.isEmpty()) {
        // Without the library's words and as no cause: they may quote the file.
        throw denied(
            "the file %s that %s names is not there or holds no credentials that can be used; it is the JSON file of a service account or of a workload identity"
                .formatted(named, VARIABLE));
      }
      throw denied(
          "this machine has no application default credentials; give the option credentials-file,"
              + " set GOOGLE_APPLICATION_CREDENTIALS, or run gcloud auth application-default"
              + " login");
    }
  }

  private Credentials read(Path file) throws StoreException {
    try (InputStream in = Files.newInputStream(file)) {
      return prepared(GoogleCredentials.fromStream(in, transport));
    } catch (NoSuchFileException e) {
      throw denied("the credentials file %s is not there".formatted(file));
    } catch (IOException | RuntimeException e) {
      // Without the library's words and as no cause: they may quote the file.
      throw denied(
          "the file %s holds no credentials that can be used (%s); it is the JSON file of a service account or of a workload identity"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static Credentials prepared(GoogleCredentials found) {
    GoogleCredentials scoped = found.createScopedRequired() ? found.createScoped(SCOPE) : found;
    return scoped.createWithCustomRetryStrategy(false);
  }

  private StoreException denied(String problem) {
    return new StoreException(
        Kind.DENIED, id, "Provider %s could not be opened: %s".formatted(id, problem));
  }
}

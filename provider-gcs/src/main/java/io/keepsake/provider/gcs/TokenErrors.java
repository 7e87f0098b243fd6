package io.keepsake.provider.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.OAuth2Credentials;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.gcs.GcsErrors.Verdict;
import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What it means when no access token could be had. */
final class TokenErrors {

  private static final String LIBRARY = OAuth2Credentials.class.getPackageName();
  private static final Pattern DESCRIPTION =
      Pattern.compile("\"error_description\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern CODE = Pattern.compile("\"error\"\\s*:\\s*\"([^\"]*)\"");

  private final GcsConfig config;

  TokenErrors(GcsConfig config) {
    this.config = config;
  }

  /** The verdict if it was the credentials' own request that failed. */
  Optional<Verdict> of(Throwable failure) {
    return isOfCredentials(failure) ? Optional.of(verdict(failure)) : Optional.empty();
  }

  /** The credentials library fails with plain exceptions too: only where they arose tells. */
  private static boolean isOfCredentials(Throwable failure) {
    Throwable each = failure;
    while (each != null) {
      if (isOfLibrary(each.getClass().getName())
          || Stream.of(each.getStackTrace())
              .limit(40)
              .anyMatch(
                  frame ->
                      isOfLibrary(frame.getClassName())
                          && frame.getMethodName().contains("refresh"))) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  private Verdict verdict(Throwable failure) {
    Optional<HttpResponseException> answer = Causes.find(failure, HttpResponseException.class);
    if (answer.isPresent()) {
      int status = answer.get().getStatusCode();
      if (status == 429 || status >= 500) {
        return new Verdict(
            Kind.UNAVAILABLE, "the token service answered %d; it may pass".formatted(status));
      }
      return refused(String.valueOf(answer.get().getContent()));
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (isOfLibrary(root.getClass().getName())) {
      return refused(Causes.words(root));
    }
    boolean own =
        Stream.of(root.getStackTrace()).limit(1).anyMatch(at -> isOfLibrary(at.getClassName()));
    return own || root instanceof FileSystemException || root instanceof FileNotFoundException
        ? new Verdict(Kind.DENIED, "%s cannot be used: %s".formatted(who(), Causes.words(root)))
        : new NetworkErrors("the token service").of(failure);
  }

  private static boolean isOfLibrary(String type) {
    return type.startsWith(LIBRARY);
  }

  private Verdict refused(String body) {
    String words = first(DESCRIPTION, body).or(() -> first(CODE, body)).orElse(body);
    boolean time = words.contains("iat and exp") || words.contains("timeframe");
    return new Verdict(
        Kind.DENIED,
        "the token service refused %s: %s; %s"
            .formatted(
                who(),
                words.replaceAll("\\.+$", ""),
                time
                    ? "set this machine's clock, which seems to be wrong"
                    : "check whether the account and its key still exist"));
  }

  private String who() {
    return config.identity() instanceof GcsIdentity.CredentialsFile named
        ? "the credentials in " + named.file()
        : "the application default credentials";
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}

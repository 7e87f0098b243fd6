package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Action.Asked;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkGlobalTime;

/**
 * Turns what the service or the way to it answers into {@link StoreException}s with a sentence for
 * people. Known credentials are masked in it; a cause that would show one is left out.
 */
final class S3Errors {

  /**
   * What a failure was found to be.
   *
   * @param kind its kind
   * @param words what happened and what to do, to stand behind a colon
   */
  record Verdict(Kind kind, String words) {}

  private final S3Config config;
  private final S3Endpoint endpoint;

  S3Errors(S3Config config, S3Endpoint endpoint) {
    this.config = config;
    this.endpoint = endpoint;
  }

  /** The service, for people. */
  String service() {
    return endpoint.words();
  }

  /** A failure of the given kind; the sentence begins with the provider and what was asked. */
  StoreException of(Kind kind, Asked asked, String problem) {
    return new StoreException(kind, config.id(), sentence(asked, problem));
  }

  /** The failure of all calls once the store is closed. */
  StoreException closed(Asked asked) {
    return of(Kind.UNAVAILABLE, asked, "the store is closed");
  }

  /** The failure of a call that needs the bucket, which is not there. */
  StoreException noBucket(Asked asked) {
    Verdict verdict = new ServiceErrors(config, endpoint).noBucket();
    return of(verdict.kind(), asked, verdict.words());
  }

  /** The failure behind an exception. Sets the interrupt flag if it was an interrupt. */
  StoreException of(Asked asked, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof StoreException known) {
      return known;
    }
    if (cause instanceof AwsServiceException) {
      // The SDK corrects the client's clock when a service says that it is wrong, and that of all
      // clients made later, whose services may agree with this machine.
      SdkGlobalTime.setGlobalTimeOffset(0);
    }
    Verdict verdict =
        cause instanceof AwsServiceException answer
            ? new ServiceErrors(config, endpoint).of(asked.action(), answer)
            : new ClientErrors(endpoint).of(cause);
    if (verdict.kind() == Kind.INTERRUPTED) {
      Thread.currentThread().interrupt();
    }
    String sentence = sentence(asked, verdict.words());
    return isClean(cause)
        ? new StoreException(verdict.kind(), config.id(), sentence, cause)
        : new StoreException(verdict.kind(), config.id(), sentence);
  }

  private String sentence(Asked asked, String problem) {
    String line = problem.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return "Provider %s could not %s: %s"
        .formatted(config.id(), asked, config.credentials().mask(line));
  }

  private boolean isClean(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (!config.credentials().mask(each.toString()).equals(each.toString())) {
        return false;
      }
    }
    return true;
  }
}

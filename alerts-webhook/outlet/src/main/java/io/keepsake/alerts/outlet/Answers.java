package io.keepsake.alerts.outlet;

import io.keepsake.core.spi.alert.Delivery;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a web service's answers mean.
 *
 * @param peer the service, for people
 * @param advice what it means by its refusals
 * @param redaction of what it says
 * @param clock for pauses until a date
 */
record Answers(String peer, Advice advice, Redaction redaction, InstantSource clock) {

  private static final int WORDS = 120;

  Delivery of(HttpResponse<String> response) {
    int status = response.statusCode();
    String words = SafeText.line(redaction.of(response.body()), WORDS);
    if (status >= 200 && status < 300) {
      return new Delivery.Accepted();
    }
    if (status == 429) {
      return new Delivery.Deferred(
          peer + " wants fewer notices (429)", retryAfter(response.headers()));
    }
    if (status >= 500 || status == 408 || status == 425) {
      return new Delivery.Deferred(
          "%s could not take the notice (%s)".formatted(peer, told(status, words)),
          retryAfter(response.headers()));
    }
    return new Delivery.Refused(
        "%s refused the notice (%s): %s"
            .formatted(
                peer,
                told(status, words),
                advice.on(status, words).orElseGet(() -> commonAdvice(status))));
  }

  private static String told(int status, String words) {
    return words.isEmpty() ? String.valueOf(status) : "%d, \"%s\"".formatted(status, words);
  }

  private Optional<Duration> retryAfter(HttpHeaders headers) {
    return headers.firstValue("Retry-After").flatMap(value -> RetryAfter.of(value, clock));
  }

  private static String commonAdvice(int status) {
    return switch (status) {
      case 401, 403 ->
          "it does not accept the credentials or the address; check the options of this sink";
      case 404, 410 ->
          "nothing takes notices at that address; make the webhook anew and give its address to"
              + " this sink";
      case 413 -> "it takes no notice of that size; use a template that is shorter";
      case 301, 302, 303, 307, 308 ->
          "it sends callers to another address, which is not followed; give this sink the final"
              + " one";
      default ->
          "it does not understand the notice; check that the address is for this type of sink";
    };
  }
}

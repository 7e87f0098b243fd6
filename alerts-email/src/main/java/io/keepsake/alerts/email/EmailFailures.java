package io.keepsake.alerts.email;

import io.keepsake.alerts.outlet.NetworkTrouble;
import io.keepsake.alerts.outlet.SafeText;
import io.keepsake.core.spi.alert.Delivery;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What failures of mail mean. A server's code says whether another try is of use: 4 and two digits
 * that it is, 5 and two digits that it is not (RFC 5321, 4.2.1).
 */
final class EmailFailures {

  private static final Logger LOG = LoggerFactory.getLogger(EmailFailures.class);
  private static final Pattern CODE = Pattern.compile("^\\s*([45]\\d\\d)\\b");
  private static final int WORDS = 160;

  private final EmailConfig config;
  private final NetworkTrouble trouble;

  EmailFailures(EmailConfig config) {
    this.config = config;
    trouble = new NetworkTrouble(config.peer(), config.redaction());
  }

  Delivery timeout(Duration deadline) {
    return trouble.timeout(deadline);
  }

  Delivery of(Throwable failure) {
    List<Throwable> chain = chain(failure);
    for (Throwable each : chain) {
      if (each instanceof AuthenticationFailedException) {
        return notLetIn(each);
      }
      if (each instanceof SendFailedException failed && wasSentToSome(failed)) {
        LOG.warn(
            "{} took a notice for some recipients only; check the option to: {}",
            config.peer(),
            said(chain.getLast()));
        return new Delivery.Accepted();
      }
      if (String.valueOf(each.getMessage()).startsWith("STARTTLS is required")) {
        return new Delivery.Refused(
            config.peer()
                + " offers no encryption, or somebody on the way hides that it does; set security"
                + " to tls if it wants that, or to none if the network can be trusted");
      }
    }
    List<Throwable> coded = chain.stream().filter(each -> code(each).isPresent()).toList();
    return coded.isEmpty() ? trouble.of(failure) : answered(coded);
  }

  private Delivery notLetIn(Throwable failure) {
    OptionalInt code = codeIn(failure.getMessage());
    if (code.isPresent() && isTemporary(code.getAsInt())) {
      return Delivery.Deferred.because(
          "%s cannot check the login now (%s)".formatted(config.peer(), said(failure)));
    }
    return new Delivery.Refused(
        "%s does not let this sink in (%s): check its user and password"
            .formatted(config.peer(), said(failure)));
  }

  /** One recipient who may be reached later is worth another try. */
  private Delivery answered(List<Throwable> coded) {
    for (Throwable each : coded) {
      if (isTemporary(code(each).getAsInt())) {
        return Delivery.Deferred.because(
            "%s does not take the notice now (%s)".formatted(config.peer(), said(each)));
      }
    }
    Throwable last = coded.getLast();
    return new Delivery.Refused(
        "%s refused the notice (%s): check the options from and to of this sink, and its login"
            .formatted(config.peer(), said(last)));
  }

  private static boolean wasSentToSome(SendFailedException failed) {
    Address[] sent = failed.getValidSentAddresses();
    return sent != null && sent.length > 0;
  }

  private static boolean isTemporary(int code) {
    return code < 500;
  }

  private static OptionalInt code(Throwable failure) {
    return switch (failure) {
      case SMTPAddressFailedException e -> OptionalInt.of(e.getReturnCode());
      case SMTPSenderFailedException e -> OptionalInt.of(e.getReturnCode());
      case SMTPSendFailedException e when e.getReturnCode() > 0 ->
          OptionalInt.of(e.getReturnCode());
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt codeIn(String message) {
    Matcher code = CODE.matcher(String.valueOf(message));
    return code.find() ? OptionalInt.of(Integer.parseInt(code.group(1))) : OptionalInt.empty();
  }

  private String said(Throwable failure) {
    return SafeText.line(config.redaction().of(String.valueOf(failure.getMessage())), WORDS);
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> all = new ArrayList<>();
    Throwable next = failure;
    while (next != null && !all.contains(next)) {
      all.add(next);
      next = next.getCause();
    }
    return all;
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.secret.SecretName;
import io.keepsake.cli.secret.SecretsContent;
import io.keepsake.cli.secret.SecretsFile;
import io.keepsake.cli.secret.StoredSecret;
import io.keepsake.cli.shell.DidYouMean;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Stored secrets, for people and for programs; never their values. */
final class SecretsAnswers {

  private SecretsAnswers() {}

  static ExitCode list(SecretsFile file, Answer answer) throws UsageException {
    SecretsContent content = file.read();
    Table table = new Table("NAME", "SET", "AGE", "GENERATIONS", "NEWEST ACCEPTED BY");
    for (StoredSecret secret : content.all()) {
      Instant since = secret.newest().since();
      table.row(
          secret.name().text(),
          Human.time(since),
          age(since),
          String.valueOf(generations(secret)),
          acceptedBy(secret));
    }
    table.lines().forEach(answer::line);
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStringProperty("file", file.path().toString());
              json.writeArrayPropertyStart("secrets");
              content.all().forEach(secret -> write(json, secret));
              json.writeEndArray();
            });
    return ExitCode.DONE;
  }

  /**
   * The name that an argument is. It is repeated nowhere if it is none: it may be the secret.
   *
   * @throws UsageException then
   */
  static SecretName name(String argument) throws UsageException {
    return SecretName.of(argument)
        .orElseThrow(
            () ->
                UsageException.usage(
                    "NAME cannot be the name of a secret: "
                        + SecretName.RULE
                        + ". The value is no argument: it is typed, or read with --stdin."));
  }

  /**
   * The secret of a name.
   *
   * @throws UsageException if there is none
   */
  static StoredSecret find(SecretsContent content, SecretName name) throws UsageException {
    List<String> names = content.all().stream().map(each -> each.name().text()).toList();
    return content
        .find(name)
        .orElseThrow(
            () ->
                UsageException.usage(
                    "There is no secret '%s'.%s 'keepsake secrets list' shows which there are."
                        .formatted(name, DidYouMean.question(names, name.text()))));
  }

  private static int generations(StoredSecret secret) {
    return secret.previous().isPresent() ? 2 : 1;
  }

  private static String acceptedBy(StoredSecret secret) {
    return secret.newest().providers().isEmpty()
        ? "-"
        : String.join(", ", secret.newest().providers());
  }

  private static String age(Instant since) {
    long days = Math.max(0, Duration.between(since, Instant.now()).toDays());
    return days == 0 ? "today" : Human.count(days, "day", "days");
  }

  private static void write(JsonGenerator json, StoredSecret secret) {
    json.writeStartObject();
    json.writeStringProperty("name", secret.name().text());
    JsonShapes.time(json, "set", secret.newest().since());
    json.writeNumberProperty("generations", generations(secret));
    secret.previous().ifPresent(previous -> JsonShapes.time(json, "previousSet", previous.since()));
    JsonShapes.strings(json, "acceptedBy", secret.newest().providers());
    json.writeEndObject();
  }
}

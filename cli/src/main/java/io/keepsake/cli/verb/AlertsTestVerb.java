package io.keepsake.cli.verb;

import io.keepsake.cli.agent.TestNotice;
import io.keepsake.cli.config.SinkUse;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.HostName;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.SinkSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepsake alerts test}: whether notices arrive. */
@Command(
    name = "test",
    description = {
      "Send a notice to every alert sink of the vault file, and say what became of it. Needs no",
      "agent and no passphrase."
    },
    footer = {
      "",
      "Exit codes: 0 all took it, 1 some did not, 2 usage or configuration, 130 interrupted."
    })
public final class AlertsTestVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Option(names = "--sink", paramLabel = "ID", description = "To this sink alone.")
  private Optional<String> sink = Optional.empty();

  /** The command for this shell. */
  public AlertsTestVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    AgentOptions options = AgentOptions.of(vault, SinkUse.OPENED, shell(), messages());
    List<SinkSettings> chosen =
        options.plan().alerts().sinks().stream()
            .filter(each -> sink.isEmpty() || sink.get().equals(each.id()))
            .toList();
    if (chosen.isEmpty()) {
      throw UsageException.usage(
          sink.isEmpty()
              ? "The vault file names no alert sink; list some under 'alerts: sinks:'."
              : "There is no alert sink '%s' in the vault file.".formatted(sink.get()));
    }
    String origin = options.name() + " on " + HostName.of(shell());
    Map<String, Delivery> answers =
        TestNotice.send(chosen, vault.plugins(List.of(), chosen, shell(), messages()), origin);
    Table table = new Table("SINK", "ANSWER", "WHY");
    answers.forEach((id, delivery) -> table.row(id, word(delivery), reason(delivery)));
    table.lines().forEach(answer::line);
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeObjectPropertyStart("sinks");
              answers.forEach((id, delivery) -> json.writeStringProperty(id, word(delivery)));
              json.writeEndObject();
            });
    return answers.values().stream().allMatch(Delivery.Accepted.class::isInstance)
        ? ExitCode.DONE
        : ExitCode.FAILED;
  }

  private static String word(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Accepted _ -> "accepted";
      case Delivery.Deferred _ -> "not now";
      case Delivery.Refused _ -> "refused";
    };
  }

  private static String reason(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Accepted _ -> "-";
      case Delivery.Deferred(String reason, _) -> reason;
      case Delivery.Refused(String reason) -> reason;
    };
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.core.vault.DataKeys;
import io.keepsake.core.vault.KeyringChange;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultKeyring;
import io.keepsake.core.vault.VaultSlot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Key slots, for people and for programs. */
final class KeysAnswers {

  private KeysAnswers() {}

  static VaultKeyring keyring(Vault open, VaultKey used, Progress events) {
    return new VaultKeyring(open, used, Clock.systemUTC(), events);
  }

  static ExitCode list(Vault open, VaultKeyring keyring, Answer answer) throws VaultException {
    List<VaultSlot> slots = keyring.slots();
    VaultSlot opener = keyring.opener();
    Table table = new Table("ID", "KIND", "CREATED", "AGE", "LABEL", "");
    for (VaultSlot slot : slots) {
      table.row(
          slot.abbreviated(),
          kind(slot),
          Human.time(slot.created()),
          age(slot.created()),
          slot.label(),
          slot.equals(opener) ? "opened the vault" : "");
    }
    table.lines().forEach(answer::line);
    DataKeys keys = open.dataKeys();
    answer.line(
        "data keys: epoch %d%s"
            .formatted(
                keys.epoch(), keys.since().map(since -> ", since " + age(since)).orElse("")));
    answer
        .document()
        .ifPresent(
            json -> {
              write(json, "slots", slots);
              json.writeStringProperty("openedBy", opener.id());
              json.writeNumberProperty("epoch", keys.epoch());
              keys.since().ifPresent(since -> JsonShapes.time(json, "epochSince", since));
            });
    return ExitCode.DONE;
  }

  static ExitCode added(KeyringChange change, Answer answer, Messages messages) {
    answer.line("added " + words(change.slot()));
    return told(change, "added", answer, messages);
  }

  static ExitCode removed(KeyringChange change, Answer answer, Messages messages) {
    answer.line("removed " + words(change.slot()));
    return told(change, "removed", answer, messages);
  }

  private static ExitCode told(
      KeyringChange change, String property, Answer answer, Messages messages) {
    answer.document().ifPresent(json -> write(json, property, List.of(change.slot())));
    return owed(change.owed(), answer, messages);
  }

  /** Names the providers that have the old key slots still. */
  static ExitCode owed(Map<String, String> owed, Answer answer, Messages messages) {
    owed.forEach(
        (id, why) ->
            messages.warning(
                "%s does not have the change of the keys yet; the next backup or repair that reaches it brings them. %s"
                    .formatted(id, why)));
    answer.document().ifPresent(json -> JsonShapes.map(json, "owed", owed));
    return owed.isEmpty() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  /** A slot in one line. */
  static String words(VaultSlot slot) {
    return "key slot %s (%s%s)"
        .formatted(
            slot.abbreviated(), kind(slot), slot.label().isEmpty() ? "" : ", " + slot.label());
  }

  private static String kind(VaultSlot slot) {
    return switch (slot.kind()) {
      case PASSPHRASE -> "passphrase";
      case KEY_FILE -> "key-file";
      case RECOVERY_CODE -> "recovery-code";
    };
  }

  private static String age(Instant created) {
    long days = Math.max(0, Duration.between(created, Instant.now()).toDays());
    return days == 0 ? "today" : Human.count(days, "day", "days");
  }

  static void write(JsonGenerator json, String property, List<VaultSlot> slots) {
    json.writeArrayPropertyStart(property);
    for (VaultSlot slot : slots) {
      json.writeStartObject();
      json.writeStringProperty("id", slot.id());
      json.writeStringProperty("kind", kind(slot));
      json.writeStringProperty("label", slot.label());
      JsonShapes.time(json, "created", slot.created());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

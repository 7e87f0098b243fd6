package io.keepsake.cli;

import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.verb.AgentVerb;
import io.keepsake.cli.verb.AlertsVerb;
import io.keepsake.cli.verb.AuditVerb;
import io.keepsake.cli.verb.BackupVerb;
import io.keepsake.cli.verb.CompletionVerb;
import io.keepsake.cli.verb.ConfigVerb;
import io.keepsake.cli.verb.DemoVerb;
import io.keepsake.cli.verb.DiffVerb;
import io.keepsake.cli.verb.DrillVerb;
import io.keepsake.cli.verb.EraseVerb;
import io.keepsake.cli.verb.FindVerb;
import io.keepsake.cli.verb.ForgetVerb;
import io.keepsake.cli.verb.HealthVerb;
import io.keepsake.cli.verb.HoldVerb;
import io.keepsake.cli.verb.InitVerb;
import io.keepsake.cli.verb.KeysVerb;
import io.keepsake.cli.verb.LockVerb;
import io.keepsake.cli.verb.LsVerb;
import io.keepsake.cli.verb.PluginsVerb;
import io.keepsake.cli.verb.ProvidersVerb;
import io.keepsake.cli.verb.PruneVerb;
import io.keepsake.cli.verb.ReindexVerb;
import io.keepsake.cli.verb.RepairVerb;
import io.keepsake.cli.verb.RestoreVerb;
import io.keepsake.cli.verb.SecretsVerb;
import io.keepsake.cli.verb.SessionsVerb;
import io.keepsake.cli.verb.SnapshotsVerb;
import io.keepsake.cli.verb.StatsVerb;
import io.keepsake.cli.verb.StatusVerb;
import io.keepsake.cli.verb.Verb;
import io.keepsake.cli.verb.VerifyVerb;
import java.util.List;
import java.util.Optional;

/** All commands by name. A class is loaded only when its command is asked for. */
final class Verbs {

  /** In the order of the help page. */
  static final List<String> NAMES =
      List.of(
          "demo",
          "init",
          "backup",
          "snapshots",
          "ls",
          "find",
          "diff",
          "stats",
          "status",
          "restore",
          "verify",
          "repair",
          "reindex",
          "forget",
          "hold",
          "erase",
          "prune",
          "sessions",
          "lock",
          "keys",
          "secrets",
          "drill",
          "audit",
          "agent",
          "health",
          "alerts",
          "providers",
          "config",
          "plugins",
          "completion");

  private Verbs() {}

  static Optional<Verb> named(String name, Shell shell) {
    return Optional.ofNullable(
        switch (name) {
          case "demo" -> new DemoVerb(shell);
          case "init" -> new InitVerb(shell);
          case "backup" -> new BackupVerb(shell);
          case "snapshots" -> new SnapshotsVerb(shell);
          case "ls" -> new LsVerb(shell);
          case "find" -> new FindVerb(shell);
          case "diff" -> new DiffVerb(shell);
          case "stats" -> new StatsVerb(shell);
          case "status" -> new StatusVerb(shell);
          case "restore" -> new RestoreVerb(shell);
          case "verify" -> new VerifyVerb(shell);
          case "drill" -> new DrillVerb(shell);
          case "audit" -> new AuditVerb(shell);
          case "agent" -> new AgentVerb(shell);
          case "health" -> new HealthVerb(shell);
          case "alerts" -> new AlertsVerb(shell);
          case "repair" -> new RepairVerb(shell);
          case "reindex" -> new ReindexVerb(shell);
          case "forget" -> new ForgetVerb(shell);
          case "hold" -> new HoldVerb(shell);
          case "erase" -> new EraseVerb(shell);
          case "prune" -> new PruneVerb(shell);
          case "sessions" -> new SessionsVerb(shell);
          case "lock" -> new LockVerb(shell);
          case "keys" -> new KeysVerb(shell);
          case "secrets" -> new SecretsVerb(shell);
          case "providers" -> new ProvidersVerb(shell);
          case "config" -> new ConfigVerb(shell);
          case "plugins" -> new PluginsVerb(shell);
          case "completion" -> new CompletionVerb(shell, () -> Keepsake.root(shell));
          default -> null;
        });
  }
}

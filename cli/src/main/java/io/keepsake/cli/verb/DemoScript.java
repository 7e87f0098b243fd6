package io.keepsake.cli.verb;

import io.keepsake.cli.config.Places;
import io.keepsake.cli.config.VaultFileText;
import io.keepsake.cli.demo.TreeComparison;
import io.keepsake.cli.demo.Trees;
import io.keepsake.cli.demo.WeddingFolder;
import io.keepsake.cli.key.NewKeyFile;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupRequest.Comparison;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.BackupSources.Boundary;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The demonstration itself, a step after the other. */
final class DemoScript {

  private static final String LOST = "disk2";

  private record Step(String name, String text, double seconds) {}

  private final Path directory;
  private final Path source;
  private final Path restored;
  private final Path keyFile;
  private final Answer answer;
  private final Plugins plugins = Installation.plugins();
  private final List<Step> steps = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private long sourceBytes;
  private long storeBytes;
  private boolean compared;

  DemoScript(Path directory, Answer answer) {
    this.directory = directory;
    this.source = directory.resolve("smith wedding");
    this.restored = directory.resolve("restored");
    this.keyFile = directory.resolve("key");
    this.answer = answer;
  }

  /** Plays all steps; whether it went well is known afterwards. */
  void play() throws IOException, UsageException {
    answer.line("demonstration in " + directory);
    step("sample", this::makeSample);
    VaultSettings settings =
        Places.settings(List.of("stores/disk1", "stores/disk2", "stores/disk3"), directory);
    Files.createDirectories(directory.resolve("stores"));
    NewKeyFile.create(keyFile);
    VaultFileText.write(directory.resolve("keepsake.yaml"), settings);
    byte[] keyBytes = Files.readAllBytes(keyFile);
    try (Secret secret = Secret.copyOf(Arrays.copyOf(keyBytes, keyBytes.length - 1))) {
      VaultKey key = new VaultKey.KeyFile(secret);
      SnapshotId snapshot = backUp(settings, key);
      step("loss", this::loseStore);
      step("restore", () -> restore(settings, key, snapshot));
    }
    step("compare", this::compare);
    answer.line(
        "%s backed up, %s in each store, all of it restored without %s"
            .formatted(Human.size(sourceBytes), Human.size(storeBytes), LOST));
    answer.line(
        succeeded()
            ? "verdict: every byte, name, mode, time and link is back"
            : "verdict: FAILED, %s"
                .formatted(Human.count(differences.size(), "difference", "differences")));
  }

  boolean succeeded() {
    return compared && differences.isEmpty();
  }

  void tellHowToGoOn() {
    answer.line("kept: " + directory);
    answer.line(
        "look around with: keepsake snapshots --vault %s --key-file %s"
            .formatted(directory.resolve("keepsake.yaml"), keyFile));
  }

  void write(JsonGenerator json) {
    json.writeArrayPropertyStart("steps");
    for (Step step : steps) {
      json.writeStartObject();
      json.writeStringProperty("step", step.name());
      json.writeStringProperty("text", step.text());
      json.writeNumberProperty("seconds", step.seconds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("bytes", sourceBytes);
    json.writeNumberProperty("storeBytes", storeBytes);
    JsonShapes.strings(json, "differences", differences);
    json.writeBooleanProperty("identical", succeeded());
  }

  private String makeSample() throws IOException {
    WeddingFolder.write(source);
    sourceBytes = Trees.bytes(source);
    try (var entries = Files.walk(source)) {
      return "made a sample wedding folder: %s, %s (stand-ins: noise behind JPEG and MP4 headers)"
          .formatted(Human.count(entries.count(), "entry", "entries"), Human.size(sourceBytes));
    }
  }

  private SnapshotId backUp(VaultSettings settings, VaultKey key)
      throws IOException, UsageException {
    List<SnapshotId> snapshots = new ArrayList<>();
    try (Vault vault = create(settings, key)) {
      step("backup", () -> backUp(vault, snapshots));
      step("again", () -> "again, with nothing changed: " + backUp(vault, snapshots));
    }
    storeBytes = Trees.bytes(directory.resolve("stores").resolve("disk1"));
    return snapshots.getLast();
  }

  private Vault create(VaultSettings settings, VaultKey key) throws IOException, UsageException {
    List<Vault> created = new ArrayList<>();
    step(
        "init",
        () -> {
          created.add(Vault.create(settings, key, plugins, VaultListener.NONE));
          return "created a vault in 3 stores, each a directory of its own: disk1, disk2, disk3";
        });
    return created.getFirst();
  }

  private String backUp(Vault vault, List<SnapshotId> snapshots) throws IOException {
    long start = System.nanoTime();
    BackupResult result =
        vault.backup(
            new BackupRequest(
                BackupSources.files(List.of(source), List.of(), Boundary.NONE),
                "demo",
                System.getProperty("user.name", ""),
                Map.of("event", "smith-2026"),
                Comparison.PREVIOUS_SNAPSHOT),
            VaultListener.NONE);
    snapshots.add(result.snapshot().id());
    return BackupVerb.summary(result, Duration.ofNanos(System.nanoTime() - start));
  }

  private String loseStore() throws IOException {
    Path store = directory.resolve("stores").resolve(LOST);
    long bytes = Trees.bytes(store);
    Trees.delete(store);
    return "removed all %s of store %s, as if the disk had died".formatted(Human.size(bytes), LOST);
  }

  private String restore(VaultSettings settings, VaultKey key, SnapshotId snapshot)
      throws IOException {
    List<String> troubles = Collections.synchronizedList(new ArrayList<>());
    VaultListener listener = event -> note(event, troubles);
    try (Vault vault = Vault.open(settings, key, plugins, listener)) {
      RestoreResult result = vault.restore(RestoreRequest.all(snapshot, restored), listener);
      differences.addAll(troubles);
      return "restored from the other stores: %s, %s"
          .formatted(Human.count(result.entries(), "entry", "entries"), Human.size(result.bytes()));
    }
  }

  private static void note(VaultEvent event, List<String> troubles) {
    if (event instanceof VaultEvent.RestoreProblem(String path, String problem)) {
      troubles.add(path + ": " + problem);
    }
  }

  private String compare() throws IOException {
    Path twin = restored.resolve(Path.of("/").relativize(source));
    TreeComparison comparison = TreeComparison.of(source, twin);
    differences.addAll(comparison.differences());
    compared = true;
    differences.forEach(difference -> answer.line("  " + difference));
    return "compared %s and all %s of both folders: %s"
        .formatted(
            Human.count(comparison.entries(), "entry", "entries"),
            Human.size(comparison.bytes()),
            differences.isEmpty()
                ? "identical"
                : Human.count(differences.size(), "difference", "differences"));
  }

  private interface Action {
    String perform() throws IOException, UsageException;
  }

  private void step(String name, Action action) throws IOException, UsageException {
    long start = System.nanoTime();
    String text = action.perform();
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    steps.add(new Step(name, text, seconds));
    answer.line("%d. %s".formatted(steps.size(), text));
    answer.flush();
  }
}

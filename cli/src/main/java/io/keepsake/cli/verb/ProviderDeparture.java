package io.keepsake.cli.verb;

import io.keepsake.cli.config.VaultFileEdit;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairReport.ProviderRepair;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Takes a provider out of a vault file, if the others can do without it. */
final class ProviderDeparture {

  @Option(names = "--copies", paramLabel = "N", description = "Want so many copies from now on.")
  private Optional<Integer> copies = Optional.empty();

  @Option(
      names = "--minimum",
      paramLabel = "N",
      description = "Let a backup fail below so many copies from now on.")
  private Optional<Integer> minimum = Optional.empty();

  @Option(
      names = "--lost",
      description = "The provider is gone for good, and cannot be asked what it has.")
  private boolean lost;

  /**
   * Makes sure that enough providers remain for what the file wants.
   *
   * @param usual how many copies are wanted unless a number was given
   * @throws UsageException if not; says what to do
   */
  void requireEnough(VaultSettings settings, String id, int usual) throws UsageException {
    List<ProviderTraits> others =
        settings.traits().stream().filter(each -> !each.id().equals(id)).toList();
    if (others.stream().noneMatch(each -> each.role() == Role.ACTIVE)) {
      throw UsageException.usage(
          "Without %s no active provider remains; add another one first.".formatted(id));
    }
    CopyPolicy policy = settings.policy();
    List<ProviderTraits> written = others.stream().filter(each -> each.role().writable()).toList();
    int wanted = copies.orElse(usual);
    if (wanted > written.size() || wanted < 1) {
      throw UsageException.usage(
          ("%d copies are wanted, and without %s there are %d providers for them. Add another one"
                  + " first, or say with --copies how many are wanted then.")
              .formatted(wanted, id, written.size()));
    }
    int needed = minimum.orElse(policy.minimum());
    if (needed > wanted || needed < 1) {
      throw UsageException.usage(
          ("A backup needs %d copies, and %d would be wanted. Say with --minimum how many are"
                  + " needed then.")
              .formatted(needed, wanted));
    }
    long regions =
        written.stream().map(ProviderTraits::region).flatMap(Optional::stream).distinct().count();
    if (policy.regions() > Math.min(regions, wanted)) {
      throw UsageException.usage(
          ("Copies are wanted in %d regions, and without %s there are %d. Lower 'regions' in the"
                  + " vault file first.")
              .formatted(policy.regions(), id, Math.min(regions, wanted)));
    }
  }

  /**
   * Makes sure that every active provider that remains lists everything that any has.
   *
   * @return how many objects there are
   * @throws VaultException kind {@code TOO_FEW_COPIES} if not, or if that cannot be told
   */
  long requireAllElsewhere(VaultSettings settings, String id, Plugins plugins, Progress progress)
      throws VaultException {
    RepairReport report =
        VaultRepair.run(
            settings,
            new RepairRequest(
                RepairRequest.Depth.LISTING, RepairRequest.Action.PREVIEW, Optional.empty()),
            plugins,
            progress);
    if (report.leftOut().containsKey(id) && !lost) {
      throw refusal(
          "%s cannot be asked what it has: %s. If it is gone for good, say --lost"
              .formatted(id, report.leftOut().getOrDefault(id, "")));
    }
    for (ProviderTraits other : settings.traits()) {
      if (other.id().equals(id) || other.role() != Role.ACTIVE) {
        continue;
      }
      ProviderRepair has =
          report.providers().stream()
              .filter(each -> each.id().equals(other.id()))
              .findFirst()
              .orElseThrow(
                  () ->
                      refusal(
                          "%s cannot be asked what it has: %s"
                              .formatted(
                                  other.id(), report.leftOut().getOrDefault(other.id(), "?"))));
      if (has.missing() + has.damaged() > 0 || !has.problem().isEmpty()) {
        throw refusal(
            "%s does not have everything (%d missing, %d damaged%s); run 'keepsake repair' first"
                .formatted(
                    other.id(),
                    has.missing(),
                    has.damaged(),
                    has.problem().isEmpty() ? "" : ", " + has.problem()));
      }
    }
    return report.objects();
  }

  private static VaultException refusal(String why) {
    return new VaultException(
        VaultException.Kind.TOO_FEW_COPIES, why + ". No provider was removed");
  }

  /** Takes the provider out, with the numbers that were given. */
  void remove(VaultFileEdit edit, String id, int usual) throws UsageException {
    int wanted = copies.orElse(usual);
    if (minimum.isPresent()) {
      edit.minimum(minimum.get());
    }
    if (edit.says("copies") && edit.now().settings().policy().copies() != wanted) {
      edit.copies(wanted);
    }
    edit.remove(id);
    if (edit.now().settings().policy().copies() != wanted) {
      edit.copies(wanted);
    }
  }

  /** What becomes of the data, for people. */
  static String leftBehind(StoreSettings store) {
    String how =
        store.scheme().equals("file")
            ? "to delete it: rm -r '%s'".formatted(Path.of(store.url()))
            : "to delete it, use the tools of the service";
    return "what %s holds was left at %s; %s".formatted(store.id(), store.url(), how);
  }
}

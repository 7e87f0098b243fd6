package io.keepsake.testkit.chaos;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.AuditSettings;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupRequest.Comparison;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.BackupSources.Boundary;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.SnapshotHold;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.core.vault.VerifyRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The providers of one vault, and the vault as an application uses it. */
public final class Fleet {

  private static final Attribution WHY = new Attribution("host", "user", "chaos");

  private final List<Site> sites;
  private final Set<String> standbys;
  private final int minimum;
  private final Surroundings around;
  private String header = "";

  /** A fleet whose vault has still to be created, or opened. */
  public Fleet(List<? extends Site> sites, int minimum, Surroundings around) {
    this(sites, Set.of(), minimum, around);
  }

  /** A fleet some of whose providers are standbys. */
  public Fleet(List<? extends Site> sites, Set<String> standbys, int minimum, Surroundings around) {
    this.sites = List.copyOf(sites);
    this.standbys = Set.copyOf(standbys);
    this.minimum = minimum;
    this.around = around;
  }

  /** The providers. */
  public List<Site> sites() {
    return sites;
  }

  /** How many providers must have a backup. */
  public int minimum() {
    return minimum;
  }

  /** The providers to which every backup is written. */
  List<String> actives() {
    return sites.stream().map(Site::id).filter(id -> !standbys.contains(id)).toList();
  }

  /** The others. */
  Set<String> standbys() {
    return standbys;
  }

  Site site(String id) {
    return sites.stream()
        .filter(site -> site.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no provider " + id));
  }

  /** Makes the vault. */
  public void create() throws IOException {
    Vault.create(settings(), around.key(), around.plugins(), VaultListener.NONE).close();
    adopt();
  }

  /** Takes the vault that is there; the header of the first provider is the right one. */
  public void adopt() throws IOException {
    header = Survey.header(sites.getFirst());
  }

  /** Takes the vault that is there, whose header has that hash. */
  void adopt(String known) {
    header = known;
  }

  /** The hash of the vault's header. */
  String header() {
    return header;
  }

  /** Opens the vault. */
  public Vault open(VaultListener listener) throws VaultException {
    return Vault.open(settings(), around.key(), around.plugins(), listener);
  }

  /** Opens the vault with one provider, as if the others were lost. */
  public Vault openAlone(Site site) throws VaultException {
    return Vault.open(
        new VaultSettings(List.of(site.settings()), 1).withPatience(around.patience()),
        around.key(),
        around.plugins(),
        VaultListener.NONE);
  }

  /** Repairs the active providers, or tells what is to be repaired. */
  public RepairReport repair(RepairRequest.Depth depth, RepairRequest.Action action)
      throws VaultException {
    return repair(new RepairRequest(depth, action, Optional.empty()));
  }

  /** Gives a standby everything. */
  RepairReport fill(String standby) throws VaultException {
    return repair(
        new RepairRequest(
            RepairRequest.Depth.DATA, RepairRequest.Action.APPLY, Optional.of(standby)));
  }

  private RepairReport repair(RepairRequest request) throws VaultException {
    return VaultRepair.run(settings(), request, around.plugins(), VaultListener.NONE);
  }

  private VaultSettings settings() {
    Path state = around.directory().resolve("state");
    return new VaultSettings(
            sites.stream().map(Site::settings).toList(),
            sites.stream().map(Site::id).map(this::traits).toList(),
            new CopyPolicy(actives().size(), minimum, 0),
            around.patience(),
            Optional.of(state))
        .withAudit(new AuditSettings(state, "user", "host"));
  }

  private ProviderTraits traits(String id) {
    Role role = standbys.contains(id) ? Role.STANDBY : Role.ACTIVE;
    return new ProviderTraits(id, role, Optional.empty(), 0, 0);
  }

  /** Looks at what really lies at the providers. */
  Survey survey() throws IOException {
    return Survey.of(sites, header);
  }

  /** Backs up a directory. */
  public static BackupResult backup(Vault vault, Path source) throws VaultException {
    return vault.backup(
        new BackupRequest(
            BackupSources.files(List.of(source), List.of(), Boundary.NONE),
            "host",
            "user",
            Map.of(),
            Comparison.PREVIOUS_SNAPSHOT),
        VaultListener.NONE);
  }

  static ForgetResult forget(Vault vault, List<SnapshotId> ids) throws VaultException {
    return new VaultRetention(vault, VaultListener.NONE).forget(ids, WHY);
  }

  static SnapshotHold hold(Vault vault, SnapshotId id) throws VaultException {
    return new VaultRetention(vault, VaultListener.NONE).hold(id, WHY);
  }

  static RestoreResult restore(Vault vault, SnapshotId id, Path target) throws VaultException {
    return vault.restore(RestoreRequest.all(id, target), VaultListener.NONE);
  }

  static VerifyReport verify(Vault vault) throws VaultException {
    return vault.verify(new VerifyRequest(VerifyRequest.Depth.DATA, 100), VaultListener.NONE);
  }
}

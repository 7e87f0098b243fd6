package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.repository.IndexLoader;
import io.keepsake.core.repository.LoadedIndex;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.restore.RestoreOutcome;
import io.keepsake.core.restore.RestorePipeline;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A vault that is open: one logical repository with a replica on each of its stores. Safe for use
 * by several threads. Several processes may write to one vault at once.
 */
public final class Vault implements AutoCloseable {

  private final Repository repository;
  private final VaultSettings settings;
  private final DebtJournal journal;
  private final HeaderGuard header;
  private final String slot;
  private final Map<String, String> leftOut;
  private final VaultListener listener;
  private final AuditTrail trail;
  private final AuditedListings listings;

  /**
   * Takes over an open repository.
   *
   * @param settings where the vault is, and how many stores must hold a backup
   * @param journal keeps what is owed to whom; closed with the vault
   * @param header gives stores the header that lack it
   * @param slot id of the key slot that opened it
   * @param leftOut stores that could not be used from the beginning, each with the reason
   */
  Vault(
      Repository repository,
      VaultSettings settings,
      DebtJournal journal,
      HeaderGuard header,
      String slot,
      Map<String, String> leftOut,
      VaultListener listener) {
    this.repository = repository;
    this.settings = settings;
    this.journal = journal;
    this.header = header;
    this.slot = slot;
    this.leftOut = Map.copyOf(leftOut);
    this.listener = listener;
    this.trail = AuditTrail.of(settings, repository.vault());
    this.listings = new AuditedListings(trail, listener);
  }

  /**
   * Creates a new vault on all the stores and opens it. Where one store fails, the others are
   * cleared of what was written.
   *
   * @throws VaultException kind {@code ALREADY_EXISTS} if any store holds a vault, {@code
   *     CONFIGURATION}, {@code TOO_FEW_COPIES}
   */
  public static Vault create(
      VaultSettings settings, VaultKey key, Plugins plugins, VaultListener listener)
      throws VaultException {
    VaultListener ordered = new OrderedListener(listener);
    return Failures.translate(() -> new VaultCreation(settings, plugins, ordered).create(key));
  }

  /**
   * Opens a vault. Stores that cannot be reached are told by an event and left out.
   *
   * @throws VaultException kind {@code NO_VAULT}, {@code WRONG_KEY}, {@code NEWER_FORMAT}, {@code
   *     OTHER_VAULT}, {@code DAMAGED}, {@code CONFIGURATION}, {@code TOO_FEW_COPIES}
   */
  public static Vault open(
      VaultSettings settings, VaultKey key, Plugins plugins, VaultListener listener)
      throws VaultException {
    VaultListener ordered = new OrderedListener(listener);
    return Failures.translate(() -> new VaultOpening(settings, plugins, ordered).open(key));
  }

  /**
   * Backs up a source. The snapshot is written last: after a failure or an interrupt the vault is
   * valid and this backup is not in it, unless it struck while the snapshot was being written: then
   * some stores may have it, whole.
   *
   * @throws VaultException kind {@code TOO_FEW_COPIES} if fewer stores than the minimum could be
   *     written, {@code FILES} if a root cannot be read, {@code INTERRUPTED}, {@code DAMAGED}
   */
  public BackupResult backup(BackupRequest request, VaultListener progress) throws VaultException {
    VaultListener ordered = new OrderedListener(progress);
    try (BackupSource source = request.source()) {
      AuditEntry begin = AuditEntries.begin(request, source);
      return trail.during(
          begin,
          ordered,
          ending -> new BackupRun(this, request, source, ordered).run(begin, ending));
    }
  }

  /**
   * Restores. Nothing outside the target is written. After a failure or an interrupt, finished
   * files are in place; running it again goes on from there.
   *
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT}, {@code FILES} if the target cannot be
   *     written, {@code INTERRUPTED}; {@code DAMAGED} only if the snapshot itself cannot be read
   */
  public RestoreResult restore(RestoreRequest request, VaultListener progress)
      throws VaultException {
    VaultListener ordered = new OrderedListener(progress);
    AuditEntry begin = AuditEntries.begin(request);
    return trail.during(
        begin,
        ordered,
        ending -> {
          Repository operation = repository.anew(ordered, settings.watch().known());
          RestorePipeline pipeline =
              new RestorePipeline(
                  operation, new IndexLoader(operation, Purpose.RESTORE, 1).forReading(), ordered);
          RestoreOutcome outcome =
              pipeline.run(Restoring.job(request, manifest(operation, request.snapshot())));
          RestoreResult result = Restoring.result(outcome, care(operation, ordered).heal(ending));
          ending.at(AuditEntries.end(begin, result), care(operation, ordered).sealing());
          return result;
        });
  }

  /** What backups are judged by. */
  BackupCopies copies() {
    return new BackupCopies(settings, leftOut);
  }

  WriteSession startWriting(Repository operation, LoadedIndex loaded) throws IOException {
    return operation.startWriting(loaded, header);
  }

  Aftercare care(Repository operation, VaultListener progress) {
    return new Aftercare(operation, settings, journal, progress);
  }

  AuditTrail trail() {
    return trail;
  }

  /** Brings audit records to the stores at the end of an operation. */
  AuditSealing sealing(Repository operation, VaultListener ordered) {
    return care(operation, ordered).sealing();
  }

  /** Records that the vault was created, at all its stores. */
  void created() {
    AuditEntry entry =
        AuditEntry.of(AuditAction.INIT, AuditOutcome.DONE)
            .with(settings.stores().stream().map(StoreSettings::id).toList());
    trail.ended(entry, care(repository.anew(listener), listener).sealing(), listener);
  }

  /** What was done with it, by all who did something. */
  public VaultAudit audit() {
    return new VaultAudit(repository, settings, trail.journal(), leftOut);
  }

  /** All snapshots, oldest first. One that is damaged everywhere is told to the listener. */
  public List<Snapshot> snapshots() throws VaultException {
    return Failures.translate(
        () ->
            catalog().all(Purpose.RESTORE).stream()
                .map(entry -> Manifests.snapshot(entry.id(), entry.manifest()))
                .toList());
  }

  /**
   * Finds one snapshot.
   *
   * @param reference {@code latest}, or the first 4 or more digits of an id
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT}
   */
  public Snapshot snapshot(String reference) throws VaultException {
    return Failures.translate(
        () -> {
          SnapshotCatalog.Entry entry = catalog().find(reference);
          return Manifests.snapshot(entry.id(), entry.manifest());
        });
  }

  /**
   * Visits the entries of a snapshot depth first, a directory before what is in it.
   *
   * @param path absolute path to begin with; {@code /} for everything
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT} if there is no such path in it
   */
  public void entries(SnapshotId snapshot, String path, Consumer<SnapshotEntry> visitor)
      throws VaultException {
    listings.note(path, snapshot);
    Failures.run(
        () -> {
          try (TreeReading trees = openTrees()) {
            EntryListing listing = new EntryListing(path, visitor);
            new TreeWalker(trees).walk(manifest(snapshot).root(), listing);
            if (!listing.found()) {
              throw new VaultException(
                  VaultException.Kind.NO_SUCH_SNAPSHOT,
                  "Snapshot " + snapshot.abbreviated() + " has no " + path);
            }
          }
        });
  }

  /** Compares two snapshots, in the order of their paths. */
  public void differences(SnapshotId first, SnapshotId second, Consumer<Difference> visitor)
      throws VaultException {
    listings.note("/", first, second);
    Failures.run(
        () -> {
          try (TreeReading trees = openTrees()) {
            new TreeComparison(trees, visitor)
                .roots(manifest(first).root(), manifest(second).root());
          }
        });
  }

  /** Figures of the whole vault. */
  public VaultStats stats() throws VaultException {
    return Failures.translate(() -> new VaultFigures(repository).read());
  }

  /**
   * Where everything is and what is owed to whom, by what the stores list. Sets the journal of
   * debts right.
   */
  public VaultStatus status() throws VaultException {
    return Failures.translate(
        () ->
            new StatusReading(repository, header.header(), settings, journal, leftOut)
                .read(catalog().all(Purpose.VERIFY)));
  }

  /** Checks what is stored. Damage is reported, not thrown. */
  public VerifyReport verify(VerifyRequest request, VaultListener progress) throws VaultException {
    VaultListener ordered = new OrderedListener(progress);
    AuditEntry begin = AuditEntries.begin(request);
    return trail.during(
        begin,
        ordered,
        ending -> {
          VerifyReport report =
              new Verification(repository.anew(ordered), leftOut, ordered).run(request);
          ending.at(AuditEntries.end(begin, report));
          return report;
        });
  }

  /** Under which data keys new objects are written. Asks no store. */
  public DataKeys dataKeys() throws VaultException {
    return Failures.translate(header::dataKeys);
  }

  private SnapshotCatalog catalog() {
    return catalog(repository);
  }

  SnapshotCatalog catalog(Repository operation) {
    return new SnapshotCatalog(operation, listener);
  }

  private SnapshotManifest manifest(SnapshotId id) throws IOException {
    return manifest(repository, id);
  }

  private SnapshotManifest manifest(Repository operation, SnapshotId id) throws IOException {
    Hash hash = Hash.ofHex(id.hex());
    try {
      return operation.snapshot(hash, Purpose.RESTORE);
    } catch (ReplicationException e) {
      if (catalog().contains(hash)) {
        throw e;
      }
      throw new VaultException(
          VaultException.Kind.NO_SUCH_SNAPSHOT, "There is no snapshot " + id.abbreviated(), e);
    }
  }

  private TreeReading openTrees() throws IOException {
    return repository.openTrees(
        new IndexLoader(repository, Purpose.RESTORE, 1).forReading(), Purpose.RESTORE);
  }

  /** What is behind it, for operations that are classes of their own. */
  Repository repository() {
    return repository;
  }

  /** The header that counted when it was opened, for the same. */
  StoredHeader header() {
    return header.header();
  }

  /** Id of the key slot that opened it, for the same. */
  String slot() {
    return slot;
  }

  /** Where the vault is, for the same. */
  VaultSettings settings() {
    return settings;
  }

  /** What is owed to whom, for the same. */
  DebtJournal journal() {
    return journal;
  }

  /** Closes the stores and forgets the keys. */
  @Override
  public void close() {
    listings.close();
    journal.close();
    repository.close();
  }
}

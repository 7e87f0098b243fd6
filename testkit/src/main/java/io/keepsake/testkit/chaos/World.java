package io.keepsake.testkit.chaos;

import static io.keepsake.testkit.chaos.ChaosFailure.require;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.testkit.chaos.Attempts.Excuse;
import io.keepsake.testkit.chaos.Ledger.Promise;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A vault, its providers and the files that are backed up, to which a schedule happens. Each answer
 * of the program is held against what is really there; at the end {@link Reckoning} does the rest.
 */
public final class World implements AutoCloseable {

  private final Schedule schedule;
  private final Fleet fleet;
  private final Oracle oracle;
  private final Attempts attempts;
  private final Killing killing;
  private final Set<String> leftOut = ConcurrentHashMap.newKeySet();
  private Optional<Vault> vault = Optional.empty();

  /** A world in which nothing has happened yet, and in which nobody is killed. */
  public World(Schedule schedule, List<? extends Site> sites, Surroundings around) {
    this(schedule, sites, around, Victim.NONE);
  }

  /** A world in which nothing has happened yet. */
  public World(Schedule schedule, List<? extends Site> sites, Surroundings around, Victim victim) {
    this.schedule = schedule;
    fleet = new Fleet(sites, schedule.standbys(), schedule.minimum(), around);
    oracle = new Oracle(fleet, around);
    attempts = oracle.attempts();
    killing = new Killing(schedule, fleet, oracle, victim);
  }

  /**
   * Runs the schedule and checks everything.
   *
   * @throws ChaosFailure if something is not as promised; its message has the schedule
   */
  public void run() throws IOException, InterruptedException {
    int next = 0;
    try {
      fleet.create();
      for (; next < schedule.steps().size(); next++) {
        take(schedule.steps().get(next));
      }
      close();
      oracle.reckon();
    } catch (ChaosFailure | IOException | RuntimeException e) {
      String when = next < schedule.steps().size() ? "in step " + (next + 1) : "at the end";
      throw new ChaosFailure(
          "%s: %s%nThe schedule:%n%s".formatted(when, e.getMessage(), schedule.text()), e);
    }
  }

  /** What is known of the vault. */
  Oracle oracle() {
    return oracle;
  }

  /** Takes the vault that is there, whose header has that hash. */
  void adopt(String header) {
    fleet.adopt(header);
  }

  /** Takes one step. */
  void take(Step step) throws IOException, InterruptedException {
    switch (step) {
      case Step.Change change -> oracle.change(change.seed());
      case Step.Backup _ -> backup();
      case Step.Restore restore -> restore(restore.seed());
      case Step.Verify _ -> verify();
      case Step.Repair repair -> repair(repair);
      case Step.Forget forget -> forget(forget);
      case Step.Hold hold -> hold(hold);
      case Step.Prune _ -> prune();
      case Step.Fence _ -> fence();
      case Step.Reopen _ -> close();
      case Step.Begin begin -> {
        fleet.site(begin.site()).begin(begin.strike());
        killing.begun(begin);
      }
      case Step.Lift lift -> {
        fleet.site(lift.site()).lift();
        killing.lifted(lift);
      }
      case Step.Damage damage -> oracle.harm(damage);
      case Step.Interrupt interrupt ->
          fleet.sites().forEach(site -> site.tellAt(interrupt.after(), oracle.watch()::interrupt));
      case Step.Kill kill -> {
        close();
        killing.run(kill);
      }
    }
  }

  private Optional<Vault> open() throws IOException, InterruptedException {
    if (vault.isEmpty()) {
      leftOut.clear();
      Excuse excuse = excuse(able(fleet.survey()), 1);
      vault =
          attempts.run(
              "open",
              excuse,
              () ->
                  fleet.open(
                      event -> {
                        if (event instanceof VaultEvent.StoreDropped dropped) {
                          leftOut.add(dropped.storeId());
                        }
                      }));
    }
    return vault;
  }

  /** The providers that are well, have everything and take part. */
  private Set<String> able(Survey survey) {
    return fleet.sites().stream()
        .filter(site -> !site.isTroubled())
        .map(Site::id)
        .filter(id -> !leftOut.contains(id) && survey.isWholeForBackups(id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Excuse excuse(Set<String> able, int needed) {
    return able.size() >= needed ? Excuse.NONE : Excuse.TROUBLE;
  }

  private void backup() throws IOException, InterruptedException {
    Optional<Vault> open = open();
    if (open.isEmpty()) {
      return;
    }
    TreeState before = oracle.tree();
    Set<String> able = able(fleet.survey());
    able.retainAll(fleet.actives());
    Optional<BackupResult> result =
        attempts.run(
            "backup",
            excuse(able, fleet.minimum()),
            () -> Fleet.backup(open.get(), oracle.source()));
    if (result.isPresent()) {
      check(result.get(), able, fleet.survey());
      oracle.promised(
          result.get().snapshot().id(), before, Set.copyOf(result.get().completeStores()));
    }
  }

  private void check(BackupResult result, Set<String> able, Survey after) {
    Set<String> complete = new TreeSet<>(result.completeStores());
    Set<String> dropped = new TreeSet<>(result.droppedStores().keySet());
    require(result.snapshot().skipped() == 0, () -> "[files] a backup of files at rest skips some");
    for (String site : able) { // one that is well and too slow does lack something
      require(
          complete.contains(site) || !after.isWholeForBackups(site),
          () ->
              "[debts] %s lacks nothing and is not among the complete %s: %s"
                  .formatted(site, complete, result.droppedStores()));
    }
    require(
        result.verdict().copies() == complete.size(),
        () ->
            "[minimum] %s are complete, and the verdict is %s"
                .formatted(complete, result.verdict()));
    Set<String> both = new TreeSet<>(complete);
    both.retainAll(dropped);
    require(
        both.isEmpty(),
        () ->
            "[debts] %s are called complete and yet lack something: %s"
                .formatted(both, result.droppedStores()));
    complete.addAll(dropped);
    require(
        complete.containsAll(fleet.actives()),
        () -> "[debts] a backup says nothing of a provider: only of %s".formatted(complete));
  }

  private void restore(long seed) throws IOException, InterruptedException {
    List<Promise> promises = oracle.promises();
    Optional<Vault> open = promises.isEmpty() ? Optional.empty() : open();
    if (open.isEmpty()) {
      return;
    }
    Promise promise = promises.get(new SplittableRandom(seed).nextInt(promises.size()));
    oracle.checkRestore(open.get(), promise, excuse(able(fleet.survey()), 1));
  }

  private void forget(Step.Forget forget) throws IOException, InterruptedException {
    Optional<Vault> open = open();
    if (open.isPresent()) {
      oracle.forgets().forget(open.get(), forget.seed(), markExcuse());
    }
  }

  private void hold(Step.Hold hold) throws IOException, InterruptedException {
    Optional<Vault> open = open();
    if (open.isPresent()) {
      oracle.forgets().hold(open.get(), hold.seed(), markExcuse());
    }
  }

  /** Somebody who died pruning may be in the way. */
  private void prune() throws IOException, InterruptedException {
    Optional<Vault> open = open();
    if (open.isPresent()) {
      attempts.run("prune", markExcuse(), () -> Prunings.pruned(open.get()));
    }
  }

  private void fence() throws IOException, InterruptedException {
    Optional<Vault> open = open();
    if (open.isPresent()) {
      attempts.run("fence", markExcuse(), () -> Prunings.fenced(open.get()));
    }
  }

  private Excuse markExcuse() throws IOException {
    return excuse(able(fleet.survey()), oracle.forgets().needed());
  }

  private void verify() throws IOException, InterruptedException {
    Optional<Vault> open = open();
    if (open.isEmpty()) {
      return;
    }
    Survey survey = fleet.survey();
    Optional<VerifyReport> report =
        attempts.run("verify", excuse(able(survey), 1), () -> Fleet.verify(open.get()));
    if (report.isPresent() && leftOut.isEmpty() && isWell()) {
      new Verdicts(fleet.actives()).requireTold(report.get(), survey);
    }
  }

  private void repair(Step.Repair repair) throws IOException, InterruptedException {
    Survey before = fleet.survey();
    boolean readable =
        fleet.sites().stream()
            .anyMatch(site -> !site.isTroubled() && before.isGood(site.id(), Survey.HEADER));
    Optional<RepairReport> report =
        attempts.run(
            "repair",
            readable ? Excuse.NONE : Excuse.TROUBLE,
            () -> fleet.repair(repair.depth(), Action.APPLY));
    if (report.isPresent() && isWell()) {
      new Verdicts(fleet.actives()).requireRepaired(report.get(), repair.depth(), fleet.survey());
    }
  }

  private boolean isWell() {
    return fleet.sites().stream().noneMatch(Site::isTroubled);
  }

  /** Closes the vault. */
  @Override
  public void close() {
    vault.ifPresent(Vault::close);
    vault = Optional.empty();
  }
}

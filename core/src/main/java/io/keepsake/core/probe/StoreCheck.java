package io.keepsake.core.probe;

import io.keepsake.core.probe.Check.Finding;
import io.keepsake.core.probe.Check.Needs;
import io.keepsake.core.probe.CheckResult.Outcome;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs all checks on one store, and cleans up. */
final class StoreCheck {

  private static final String OPEN = "open";
  private static final String CLEAN = "clean up";

  private final ObjectStoreProvider provider;
  private final StoreSettings settings;
  private final long large;
  private final Consumer<CheckResult> listener;
  private final List<CheckResult> results = new ArrayList<>();

  StoreCheck(
      ObjectStoreProvider provider,
      StoreSettings settings,
      long large,
      Consumer<CheckResult> listener) {
    this.provider = provider;
    this.settings = settings;
    this.large = large;
    this.listener = listener;
  }

  CheckReport run() throws StoreException {
    try (ObjectStore store = provider.open(settings)) {
      add(
          OPEN,
          Finding.works("The settings are right for a store of type " + provider.name() + "."));
      Scratch scratch = new Scratch(store);
      try {
        checks(scratch);
      } finally {
        clean(scratch);
      }
      return new CheckReport(settings.id(), store.location(), results);
    } catch (StoreException e) {
      if (e.kind() == Kind.INVALID || e.kind() == Kind.INTERRUPTED) {
        throw e;
      }
      add(OPEN, failed(e));
      return new CheckReport(settings.id(), settings.url().toString(), results);
    }
  }

  private void checks(Scratch scratch) throws StoreException {
    List<Check> all = new ArrayList<>();
    all.addAll(new ObjectChecks(scratch, large).all());
    all.addAll(new ListChecks(scratch).all());
    all.addAll(new ConditionChecks(scratch).all());
    all.addAll(new UseChecks(scratch).all());
    for (Check check : all) {
      boolean possible = check.needs() == Needs.NOTHING || stored();
      add(
          check.name(),
          possible
              ? run(check)
              : new Finding(Outcome.SKIPPED, "Not tried, because nothing could be stored."));
    }
  }

  private boolean stored() {
    return results.stream()
        .noneMatch(
            result ->
                result.name().equals(ObjectChecks.STORE) && result.outcome() == Outcome.FAILED);
  }

  private Finding run(Check check) throws StoreException {
    try {
      return check.trial().run();
    } catch (StoreException e) {
      if (e.kind() == Kind.INTERRUPTED) {
        throw e;
      }
      return failed(e);
    } catch (IOException e) {
      return new Finding(Outcome.FAILED, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          Kind.INTERRUPTED, settings.id(), "The check of " + settings.id() + " was interrupted", e);
    }
  }

  private void clean(Scratch scratch) throws StoreException {
    if (!stored()) {
      return;
    }
    Check check =
        new Check(
            CLEAN,
            Needs.STORED_OBJECT,
            () ->
                Finding.require(
                    scratch.clean(),
                    "All that the check wrote is removed again.",
                    "Some of what the check wrote is still listed under "
                        + scratch.prefix()
                        + " although it was deleted."));
    add(CLEAN, run(check));
  }

  private void add(String name, Finding finding) {
    CheckResult result = new CheckResult(name, finding.outcome(), finding.sentence());
    results.add(result);
    listener.accept(result);
  }

  private static Finding failed(StoreException e) {
    // What arrived is not what was sent: that is the store's fault, not that of the settings.
    Outcome outcome = e.kind() == Kind.CORRUPT ? Outcome.BROKEN : Outcome.FAILED;
    return new Finding(outcome, String.valueOf(e.getMessage()));
  }
}

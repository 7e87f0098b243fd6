package io.keepsake.monitor.health;

import io.keepsake.testkit.hostile.Decoder;
import io.keepsake.testkit.hostile.Scratch;
import java.io.IOException;

/** What this package reads that somebody else may have written. */
public final class HealthInput {

  private HealthInput() {}

  /** The history of a provider's health, of which damage is no reason to fail. */
  @SuppressWarnings("exports") // tests are exported to nobody
  public static Decoder history() {
    return Decoder.of("health", HealthInput::read);
  }

  private static void read(byte[] bytes) throws IOException {
    Scratch.file("health.json", bytes);
    for (SavedHealth saved : new HealthFile(Scratch.directory()).load().values()) {
      ProviderHealth health = new ProviderHealth("nas", HealthProfile.PRODUCTION, new SetClock());
      try {
        health.restore(saved);
      } catch (IllegalArgumentException e) {
        continue; // as the monitor does: it begins anew
      }
      health.metrics();
      health.saved();
    }
  }
}

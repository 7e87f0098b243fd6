package io.keepsake.cli.chaos;

import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.LocalStoreProvider;
import io.keepsake.testkit.chaos.ChaosPlugins;
import io.keepsake.testkit.chaos.Doomed;
import io.keepsake.testkit.chaos.FaultySite;
import io.keepsake.testkit.chaos.Schedule;
import io.keepsake.testkit.chaos.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process that goes through a schedule on directories, until it is killed. */
final class DoomedProcess {

  private static final Duration CALL = Duration.ofSeconds(5);

  private DoomedProcess() {}

  /** Arguments: the directory of everything, the file of the schedule, the hash of the header. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Schedule schedule = Schedule.parse(Files.readString(Path.of(arguments[1])));
    List<FaultySite> sites = sites(directory, schedule.sites());
    Doomed.run(schedule, sites, surroundings(directory, sites), arguments[2], DoomedProcess::tell);
  }

  /** Providers before directories below one. */
  static List<FaultySite> sites(Path directory, List<String> ids) {
    LocalStoreProvider provider = new LocalStoreProvider();
    return ids.stream()
        .map(
            id -> {
              Path place = directory.resolve("stores").resolve(id);
              StoreSettings settings = new StoreSettings(id, place.toUri(), Map.of());
              return FaultySite.before(id, () -> provider.open(settings));
            })
        .toList();
  }

  /** What all processes have in common. */
  static Surroundings surroundings(Path directory, List<FaultySite> sites) {
    ChaosPlugins plugins = new ChaosPlugins(sites, ChaosRuns.installed());
    return Surroundings.quick(directory, plugins, ChaosRuns.key(), CALL);
  }

  private static synchronized void tell(String line) {
    System.out.println(line);
    System.out.flush();
  }
}

package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Harms what providers store, but never the only good copy of an object. */
final class Saboteur {

  private final Fleet fleet;
  private final Ledger ledger;

  Saboteur(Fleet fleet, Ledger ledger) {
    this.fleet = fleet;
    this.ledger = ledger;
  }

  void harm(Step.Damage damage) throws IOException {
    Survey survey = fleet.survey();
    String site = damage.site();
    List<String> spare =
        survey.hashes(site).keySet().stream()
            .filter(name -> survey.isGoodElsewhere(site, name))
            .toList();
    boolean all = spare.size() == survey.hashes(site).size();
    if (spare.isEmpty() || (damage.harm() == Harm.WIPE && !all)) {
      return;
    }
    SplittableRandom random = new SplittableRandom(damage.seed());
    String chosen = spare.get(random.nextInt(spare.size()));
    try (ObjectStore raw = fleet.site(site).raw()) {
      for (String name : damage.harm() == Harm.WIPE ? spare : List.of(chosen)) {
        harm(raw, new ObjectName(name), damage.harm(), random);
        ledger.harm(site, name, damage.harm());
      }
    }
  }

  private static void harm(ObjectStore raw, ObjectName name, Harm harm, SplittableRandom random)
      throws IOException {
    switch (harm) {
      case LOSE, WIPE -> raw.delete(List.of(name), Purpose.PROBE);
      case FLIP -> {
        byte[] bytes = read(raw, name);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        write(raw, name, bytes);
      }
      case CUT -> {
        byte[] bytes = read(raw, name);
        write(raw, name, Arrays.copyOf(bytes, bytes.length - 1));
      }
    }
  }

  private static byte[] read(ObjectStore raw, ObjectName name) throws IOException {
    try (InputStream in = raw.get(name, ByteRange.ALL, Purpose.PROBE)) {
      return in.readAllBytes();
    }
  }

  private static void write(ObjectStore raw, ObjectName name, byte[] bytes) throws IOException {
    raw.put(name, ObjectContent.of(bytes), PutCondition.ANY, Purpose.PROBE);
  }
}

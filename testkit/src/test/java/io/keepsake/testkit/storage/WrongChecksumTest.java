package io.keepsake.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectChecksum;
import io.keepsake.core.spi.storage.ObjectChecksum.Algorithm;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The contract itself: a store that tells wrong checksums is found out. */
@SuppressWarnings("JUnitMethodInvoked") // the cases are what is tried here
final class WrongChecksumTest {

  private static ChecksumCases cases(UnaryOperator<Set<ObjectChecksum>> lie) {
    ObjectStore store =
        new ForwardingStore(new MemoryStore("liar")) {
          @Override
          public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
            return super.stat(name, purpose)
                .map(
                    stat ->
                        new ObjectStat(
                            name, stat.length(), stat.modified(), lie.apply(stat.checksums())));
          }
        };
    return new ChecksumCases() {
      @Override
      public ObjectStore store() {
        return store;
      }

      @Override
      public ObjectStore another() {
        return store;
      }
    };
  }

  @Test
  void anHonestStoreIsNot() throws IOException {
    cases(told -> told).toldChecksumsAreThoseOfTheBytes();
    cases(told -> told).aReplacementHasItsOwnChecksum();
    cases(_ -> Set.of()).toldChecksumsAreThoseOfTheBytes();
  }

  @Test
  void oneThatAlwaysTellsTheSameIs() {
    ObjectChecksum same = new ObjectChecksum(Algorithm.CRC32C, "00000000");
    ChecksumCases cases = cases(_ -> Set.of(same));
    assertThrows(AssertionError.class, cases::toldChecksumsAreThoseOfTheBytes);
    assertThrows(AssertionError.class, cases::aReplacementHasItsOwnChecksum);
  }
}

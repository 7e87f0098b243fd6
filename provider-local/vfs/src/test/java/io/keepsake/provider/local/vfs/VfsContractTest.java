package io.keepsake.provider.local.vfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.DirectoryStoreContract;
import io.keepsake.testkit.storage.StoreCases;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract on a server that a subclass starts. */
abstract class VfsContractTest extends DirectoryStoreContract {

  /** Settings for a directory on the server. */
  abstract StoreSettings settings(String place);

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return new VfsStoreProvider().open(settings(place));
  }

  /**
   * Replacing takes two renames, and a file is opened by its name after its length was told. So a
   * reader of an object that is replaced meanwhile may fail, but gets no mixture and no part.
   */
  @Test
  @Override
  public void aReplacedObjectIsTheOldOrTheNew() throws Exception {
    assertAReplacedObjectIsWholeOrFails(EnumSet.of(Kind.CORRUPT, Kind.NOT_FOUND, Kind.UNAVAILABLE));
  }

  /** Servers need not list names that begin with a dot, but have them. */
  @Test
  @Override
  public void holdsDots() throws IOException {
    for (String name : List.of(".hidden", "a..b", "a.", "...")) {
      put(name, new byte[] {1});
      assertArrayEquals(new byte[] {1}, read(name));
      assertEquals(Optional.of(1L), length(name), name);
    }
  }

  /** Apache's server drops blanks at the end of a name, so there is none here. */
  @Test
  @Override
  public void holdsPunctuation() throws IOException {
    List<String> names =
        Stream.of(
                "a b", " a", "a#b", "a?b", "a&b=c", "a+b", "a;b", "a,b", "a'b", "a$b", "a@b", "a!b",
                "a~b", "a(b)", "a[b]", "a{b}", "a^b", "a`b", "<a>", "a*b", "a|b", "a:b", "a\"b")
            .sorted()
            .toList();
    for (int i = 0; i < names.size(); i++) {
      put(names.get(i), StoreCases.bytes(20 + i, i));
    }
    assertEquals(names, list(""));
    for (int i = 0; i < names.size(); i++) {
      assertArrayEquals(StoreCases.bytes(20 + i, i), read(names.get(i)), names.get(i));
      assertEquals(Optional.of(20L + i), length(names.get(i)), names.get(i));
    }
  }

  @Test
  void claimsNoMoreThanItHas() {
    assertEquals(Set.of(Capability.MODIFICATION_TIME), store().capabilities());
  }
}

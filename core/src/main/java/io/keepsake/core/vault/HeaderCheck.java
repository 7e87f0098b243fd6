package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.verify.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether every store has the header, sound and the same. */
final class HeaderCheck {

  private static final String NAME = ObjectNames.HEADER.value();

  private final Map<String, byte[]> sound = new LinkedHashMap<>();
  private final Map<String, VaultHeader> headers = new LinkedHashMap<>();

  /** Checks the headers of these stores. */
  void run(List<ObjectStore> stores, Findings findings) throws StoreException {
    for (ObjectStore store : stores) {
      read(store, findings);
    }
    int newest = headers.values().stream().mapToInt(VaultHeader::revision).max().orElse(0);
    headers.forEach(
        (id, header) -> {
          if (header.revision() < newest) {
            findings.add(id, NAME, "is an older revision than another provider has");
          }
        });
    List<String> alike =
        headers.keySet().stream().filter(id -> headers.get(id).revision() == newest).toList();
    for (String id : alike) {
      if (!Arrays.equals(sound.get(alike.getFirst()), sound.get(id))) {
        findings.add(id, NAME, "differs from another provider's of the same revision");
      }
    }
  }

  private void read(ObjectStore store, Findings findings) throws StoreException {
    try (InputStream in = store.get(ObjectNames.HEADER, ByteRange.ALL, Purpose.VERIFY)) {
      byte[] bytes = in.readNBytes(VaultHeader.MAX_BYTES + 1);
      headers.put(store.id(), VaultHeader.parse(bytes));
      sound.put(store.id(), bytes);
    } catch (KeyException e) {
      findings.add(store.id(), NAME, e.getMessage());
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.INTERRUPTED) {
        throw e;
      }
      findings.add(store.id(), NAME, "cannot be read: " + e.getMessage());
    } catch (IOException e) {
      findings.add(store.id(), NAME, "cannot be read: " + e.getMessage());
    }
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.verify.Findings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether every store has the header, sound and the same. */
final class HeaderCheck {

  private static final String NAME = ObjectNames.HEADER.value();

  private final Map<String, StoredHeader> headers = new LinkedHashMap<>();

  /** Checks the headers of these stores. */
  void run(List<ObjectStore> stores, Findings findings) throws StoreException {
    for (ObjectStore store : stores) {
      read(store, findings);
    }
    int newest =
        headers.values().stream().mapToInt(each -> each.header().revision()).max().orElse(0);
    headers.forEach(
        (id, each) -> {
          if (each.header().revision() < newest) {
            findings.add(id, NAME, "is an older revision than another provider has");
          }
        });
    List<String> alike =
        headers.keySet().stream()
            .filter(id -> headers.get(id).header().revision() == newest)
            .toList();
    for (String id : alike) {
      if (!headers.get(id).bytes().equals(headers.get(alike.getFirst()).bytes())) {
        findings.add(id, NAME, "differs from another provider's of the same revision");
      }
    }
  }

  private void read(ObjectStore store, Findings findings) throws StoreException {
    try {
      headers.put(store.id(), StoredHeader.read(store, Purpose.VERIFY));
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

package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.ForgottenNames;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Keeps what is swept from coming back by a repair of single copies. */
final class SweptNames {

  private SweptNames() {}

  /** The entries whose objects are not swept by what is listed now. */
  static <T> Map<ObjectName, T> without(Repository repository, Map<ObjectName, T> entries)
      throws IOException {
    if (entries.isEmpty()) {
      return entries;
    }
    ForgottenNames swept = new ForgottenNames();
    for (ListedObject mark : repository.list(ObjectNames.SWEPT, Purpose.REPAIR)) {
      swept.note(mark.name());
    }
    Map<ObjectName, T> left = new HashMap<>(entries);
    left.keySet().removeIf(swept::excludes);
    return left;
  }
}

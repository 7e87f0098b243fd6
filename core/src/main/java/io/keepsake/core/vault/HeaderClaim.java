package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says to others that this process is about to write a revision of the header.
 *
 * @param name of the object; no two are alike
 * @param content random bytes
 */
record HeaderClaim(ObjectName name, ByteBuffer content) {

  private static final int PAGE = 1_000;

  /** A new one. */
  static HeaderClaim of(int revision) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new HeaderClaim(
        ObjectNames.claim(revision, GrowingBuffer.sha256(random)), ByteBuffer.wrap(random));
  }

  /** Stores it. */
  void put(ObjectStore store) throws StoreException {
    store.put(name, ObjectContent.of(content.duplicate()), PutCondition.ANY, Purpose.OPEN);
  }

  /** All that a store has, for any revision. */
  static Set<ObjectName> list(ObjectStore store) throws StoreException {
    Set<ObjectName> claims = new HashSet<>();
    Optional<String> next = Optional.empty();
    do {
      ListPage page = store.list(ObjectNames.CLAIMS, next, PAGE, Purpose.OPEN);
      page.objects().stream()
          .map(ObjectStat::name)
          .filter(claim -> ObjectNames.claimedRevision(claim).isPresent())
          .forEach(claims::add);
      next = page.next();
    } while (next.isPresent());
    return claims;
  }
}

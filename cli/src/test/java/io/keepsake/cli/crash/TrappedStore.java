package io.keepsake.cli.crash;

import io.keepsake.cli.crash.StopPoint.Call;
import io.keepsake.cli.crash.StopPoint.Kind;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/** A store with a trap in it. */
final class TrappedStore extends ForwardingStore {

  private interface Action<T> {
    T run() throws StoreException;
  }

  private final Trap trap;

  TrappedStore(ObjectStore store, Trap trap) {
    super(store);
    this.trap = trap;
  }

  private <T> T call(Call call, String name, Action<T> action) throws StoreException {
    if (!trap.isAt(id(), call, name, Kind.ALL)) {
      return action.run();
    }
    trap.before(id(), name);
    T answer = action.run();
    trap.after(id(), name);
    return answer;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    Kind kind = Trap.kindOf(name.value(), content);
    if (trap.isAt(id(), Call.PUT, name.value(), kind)) {
      trap.before(id(), name.value());
      super.put(name, trap.content(content), condition, purpose);
      trap.answered(id(), name.value());
      trap.after(id(), name.value());
    } else {
      super.put(name, content, condition, purpose);
      trap.answered(id(), name.value());
    }
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return call(Call.GET, name.value(), () -> super.get(name, range, purpose));
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return call(Call.STAT, name.value(), () -> super.stat(name, purpose));
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return call(Call.LIST, prefix, () -> super.list(prefix, continuation, limit, purpose));
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    call(
        Call.DELETE,
        names.isEmpty() ? "" : names.iterator().next().value(), // a backup deletes one at a time
        () -> {
          super.delete(names, purpose);
          return names;
        });
  }
}

package io.keepsake.core.spi.storage;

import java.util.Optional;

/** Locks that make every call to other ones in a way of their own: in time, or more than once. */
public abstract class ForwardingLocks implements RetentionLocks {

  private final RetentionLocks behind;

  /** Locks around other ones. */
  protected ForwardingLocks(RetentionLocks behind) {
    this.behind = behind;
  }

  /** A call to the locks behind. */
  @FunctionalInterface
  protected interface Call<T> {
    /** Makes it. */
    T run() throws StoreException;
  }

  /**
   * Makes a call.
   *
   * @param asked what it is to do, for messages: {@code "read the lock of packs/a"}
   */
  protected abstract <T> T call(String asked, Call<T> call) throws StoreException;

  @Override
  public Optional<LockRule> rule() {
    return behind.rule();
  }

  @Override
  public Optional<Retention> read(ObjectName name, Purpose purpose) throws StoreException {
    return call("read the lock of " + name, () -> behind.read(name, purpose));
  }

  @Override
  public void lock(ObjectName name, Retention retention, Purpose purpose) throws StoreException {
    call(
        "lock " + name,
        () -> {
          behind.lock(name, retention, purpose);
          return true;
        });
  }

  @Override
  public ListPage hidden(Optional<String> continuation, Purpose purpose) throws StoreException {
    return call("list what is hidden", () -> behind.hidden(continuation, purpose));
  }

  @Override
  public Optional<Retention> readHidden(ObjectName name, Purpose purpose) throws StoreException {
    return call("read the lock of the hidden " + name, () -> behind.readHidden(name, purpose));
  }
}

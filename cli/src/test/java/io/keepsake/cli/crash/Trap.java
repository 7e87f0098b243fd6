package io.keepsake.cli.crash;

import io.keepsake.cli.crash.StopPoint.Call;
import io.keepsake.cli.crash.StopPoint.Kind;
import io.keepsake.cli.crash.StopPoint.Moment;
import io.keepsake.core.spi.storage.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls to all stores of a process and goes off at one point. */
final class Trap {

  /** Offset of the object's type in its head, and the types of packs. */
  private static final int TYPE_OFFSET = 5;

  private static final int DATA_PACK = 1;
  private static final int TREE_PACK = 2;

  private final StopPoint point;
  private final Runnable stop;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean sprung = new AtomicBoolean();
  private final Set<String> answered = new HashSet<>();

  /**
   * A trap.
   *
   * @param stop what happens there, once
   */
  Trap(StopPoint point, Runnable stop) {
    this.point = point;
    this.stop = stop;
  }

  /** Whether this call is the one; asked once a call. */
  boolean isAt(String store, Call call, String name, Kind kind) {
    return point.call() == call
        && name.startsWith(point.kind().prefix())
        && (kind == Kind.ALL || isKind(kind))
        && (point.store().equals(StopPoint.ANY) || point.store().equals(store))
        && calls.incrementAndGet() == point.number();
  }

  private boolean isKind(Kind kind) {
    return point.kind() == kind || point.kind() == Kind.ALL || point.kind() == Kind.PACK;
  }

  /** Goes off before the call, if that is the moment. */
  void before(String store, String name) {
    if (point.moment() == Moment.BEHIND_THE_OTHER) {
      awaitOther(store, name);
    }
    if (point.moment() == Moment.BEFORE || point.moment() == Moment.BEHIND_THE_OTHER) {
      spring();
    }
  }

  /** Goes off after the call, if that is the moment. */
  void after(String store, String name) {
    if (point.moment() == Moment.AFTER_BOTH) {
      awaitOther(store, name);
    }
    if (point.moment() == Moment.AFTER || point.moment() == Moment.AFTER_BOTH) {
      spring();
    }
  }

  /** Content that goes off when half of it was read, if that is the moment. */
  ObjectContent content(ObjectContent content) {
    return point.moment() == Moment.HALFWAY ? new Half(content) : content;
  }

  /** A put was answered. */
  synchronized void answered(String store, String name) {
    answered.add(store + " " + name);
    notifyAll();
  }

  private synchronized void awaitOther(String store, String name) {
    String other = CrashVault.STORES.get(1 - CrashVault.STORES.indexOf(store));
    boolean interrupted = false;
    while (!answered.contains(other + " " + name)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it went off. */
  boolean hasSprung() {
    return sprung.get();
  }

  private void spring() {
    if (sprung.compareAndSet(false, true)) {
      stop.run();
    }
  }

  /** What an object to put is. */
  static Kind kindOf(String name, ObjectContent content) {
    for (Kind kind : new Kind[] {Kind.HEADER, Kind.KEY, Kind.INDEX, Kind.SNAPSHOT, Kind.SESSION}) {
      if (name.startsWith(kind.prefix())) {
        return kind;
      }
    }
    int type = content.buffer().orElseThrow().get(TYPE_OFFSET);
    return switch (type) {
      case DATA_PACK -> Kind.DATA_PACK;
      case TREE_PACK -> Kind.TREE_PACK;
      default -> throw new IllegalStateException("no pack: type " + type);
    };
  }

  private final class Half implements ObjectContent {
    private final ObjectContent whole;

    Half(ObjectContent whole) {
      this.whole = whole;
    }

    @Override
    public long length() {
      return whole.length();
    }

    @Override
    public InputStream open() throws IOException {
      InputStream in = whole.open();
      return new InputStream() {
        private long left = length() / 2;

        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          if (left == 0) {
            spring();
          }
          int most = left > 0 ? (int) Math.min(left, Math.min(length, 1 << 16)) : length;
          int count = in.read(target, offset, most);
          left -= Math.max(count, 0);
          return count;
        }

        @Override
        public void close() throws IOException {
          in.close();
        }
      };
    }
  }
}

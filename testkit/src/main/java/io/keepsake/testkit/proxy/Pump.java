package io.keepsake.testkit.proxy;

import io.keepsake.testkit.proxy.FaultSwitch.Injected;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One direction of one connection: reads here, does what the faults say, writes there. */
final class Pump {

  /** How a connection goes on after a piece. */
  enum Outcome {
    /** Everything was passed on. */
    OPEN,
    /** To be ended by a reset. */
    RESET,
    /** To be ended in order. */
    CUT
  }

  private static final int PIECE = 64 << 10;
  private static final long PIECES_PER_SECOND = 20;

  private final FaultSwitch faults;
  private final Direction direction;
  private final BooleanSupplier ended;
  private final Map<Injected, Long> starts = new HashMap<>();
  private final Set<Injected> flipped = new HashSet<>();
  private long position;

  Pump(FaultSwitch faults, Direction direction, BooleanSupplier ended) {
    this.faults = faults;
    this.direction = direction;
    this.ended = ended;
  }

  /** Copies until one side ends, and says how to end the other. */
  Outcome run(Socket from, Socket to) throws IOException, InterruptedException {
    byte[] bytes = new byte[PIECE];
    OutputStream out = to.getOutputStream();
    for (int count; (count = from.getInputStream().read(bytes)) >= 0; ) {
      Outcome outcome = pass(bytes, count, out);
      if (outcome != Outcome.OPEN) {
        return outcome;
      }
    }
    Outcome outcome = beforePiece();
    if (outcome == Outcome.OPEN) {
      to.shutdownOutput();
    }
    return outcome;
  }

  private Outcome pass(byte[] bytes, int count, OutputStream out)
      throws IOException, InterruptedException {
    int from = 0;
    while (from < count) {
      Outcome outcome = beforePiece();
      if (outcome != Outcome.OPEN) {
        return outcome;
      }
      List<Injected> now = faults.faults(direction);
      int length = (int) Math.min(count - from, room(now));
      if (length > 0) {
        flip(now, bytes, from, length);
        slow(now, length);
        out.write(bytes, from, length);
        position += length;
        from += length;
        faults.countPassed(direction, length);
      }
    }
    return Outcome.OPEN;
  }

  /** Waits while a stall is due, and tells whether the connection has to end before a byte more. */
  private Outcome beforePiece() throws InterruptedException {
    for (Injected each : faults.faults(direction)) {
      if (each.fault() instanceof NetworkFault.Stalls stalls && since(each) >= stalls.after()) {
        faults.hold(direction, each, ended);
      }
    }
    if (ended.getAsBoolean()) {
      return Outcome.RESET;
    }
    for (Injected each : faults.faults(direction)) {
      if (each.fault() instanceof NetworkFault.Resets resets && since(each) >= resets.after()) {
        return Outcome.RESET;
      }
      if (each.fault() instanceof NetworkFault.Cuts cuts && since(each) >= cuts.after()) {
        return Outcome.CUT;
      }
    }
    return Outcome.OPEN;
  }

  /** How many bytes may go before a fault is due; 0 if one came up just now. */
  private long room(List<Injected> now) {
    long room = PIECE;
    for (Injected each : now) {
      long most =
          switch (each.fault()) {
            case NetworkFault.Stalls stalls -> stalls.after() - since(each);
            case NetworkFault.Resets resets -> resets.after() - since(each);
            case NetworkFault.Cuts cuts -> cuts.after() - since(each);
            case NetworkFault.Limits limits ->
                Math.max(1, limits.bytesPerSecond() / PIECES_PER_SECOND);
            case NetworkFault.Delays _, NetworkFault.Flips _ -> PIECE;
          };
      room = Math.min(room, most);
    }
    return Math.max(0, room);
  }

  private void flip(List<Injected> now, byte[] bytes, int from, int length) {
    for (Injected each : now) {
      if (each.fault() instanceof NetworkFault.Flips flips) {
        long at = Math.max(0, flips.offset() - since(each));
        if (at < length && flipped.add(each)) {
          bytes[from + (int) at] ^= 1;
        }
      }
    }
  }

  private void slow(List<Injected> now, int length) throws InterruptedException {
    for (Injected each : now) {
      if (each.fault() instanceof NetworkFault.Delays delays) {
        faults.pause(delays.delay(), ended);
      }
      if (each.fault() instanceof NetworkFault.Limits limits) {
        faults.pause(Duration.ofNanos(length * 1_000_000_000L / limits.bytesPerSecond()), ended);
      }
    }
  }

  /** Bytes that this connection has passed since the fault was there. */
  private long since(Injected injected) {
    return position - starts.computeIfAbsent(injected, absent -> position);
  }
}

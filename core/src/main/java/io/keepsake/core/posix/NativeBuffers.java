package io.keepsake.core.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Native blocks of 256 KiB for contents and listings, reused because zeroing them costs more. */
public final class NativeBuffers {

  /** Bytes in a block. */
  public static final int SIZE = 256 * 1024;

  private static final int KEPT = 32;
  private static final ConcurrentLinkedDeque<MemorySegment> FREE = new ConcurrentLinkedDeque<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private NativeBuffers() {}

  /** A block with any content; give it back, or leave it to the garbage collector. */
  public static MemorySegment take() {
    MemorySegment block = FREE.pollFirst();
    if (block == null) {
      return Arena.ofAuto().allocate(SIZE, 64);
    }
    COUNT.decrementAndGet();
    return block;
  }

  /** Takes a block back; the caller must not use it any more. */
  public static void give(MemorySegment block) {
    if (COUNT.get() < KEPT) {
      COUNT.incrementAndGet();
      FREE.addFirst(block);
    }
  }
}

package io.keepsake.benchmarks;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.ChunkLocation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Looking up chunks in an index of a million: a vault of about a terabyte. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class IndexBenchmark {

  private static final int CHUNKS = 1 << 20;
  private static final int CHUNKS_A_PACK = 32;

  private final ChunkIndex index = new ChunkIndex();
  private byte[] known;
  private byte[] unknown;
  private int[] order;
  private int next;

  /** Fills the index, a pack of 32 chunks at a time. */
  @Setup
  public void prepare() throws IOException {
    byte[] random = Samples.random(2 * CHUNKS * Hash.BYTES);
    known = Arrays.copyOf(random, CHUNKS * Hash.BYTES);
    unknown = Arrays.copyOfRange(random, CHUNKS * Hash.BYTES, random.length);
    order = new SplittableRandom(4).ints(CHUNKS, 0, CHUNKS).toArray();
    int[] lengths = new int[CHUNKS_A_PACK];
    Arrays.fill(lengths, 1 << 20 >> 5);
    int packBytes = CHUNKS_A_PACK * Hash.BYTES;
    for (int offset = 0; offset < known.length; offset += packBytes) {
      byte[] ids = Arrays.copyOfRange(known, offset, offset + packBytes);
      PackDirectory.Block block =
          new PackDirectory.Block(PackDirectory.Codec.STORED, 1 << 20, ids, lengths);
      PackDirectory directory = new PackDirectory(List.of(block));
      index.add(
          new IndexRecord(Hash.at(known, offset / Hash.BYTES), ObjectType.DATA_PACK, 1, directory));
    }
  }

  private int next() {
    next = (next + 1) & (CHUNKS - 1);
    return order[next];
  }

  /** Finds a chunk that is there. */
  @Benchmark
  public Optional<ChunkLocation> find() {
    return index.find(known, next());
  }

  /** Asks for a chunk that is new. */
  @Benchmark
  public boolean miss() {
    return index.contains(unknown, next());
  }
}

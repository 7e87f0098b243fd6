package io.keepsake.benchmarks;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.pack.BlockBuilder;
import io.keepsake.core.pack.FinishedPack;
import io.keepsake.core.pack.PackBuilder;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A whole pack from 32 MiB of chunks: joined, compressed, sealed, checked and hashed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PackBenchmark {

  private static final int BYTES = 32 << 20;
  private static final int ZSTD_LEVEL = 3;

  /** What the chunks hold. */
  @Param({"TEXT", "FILM"})
  public Kind content;

  /** Length of a chunk, in bytes: small files share blocks. */
  @Param({"4096", "1048576"})
  public int chunk;

  private final GrowingBuffer object = new GrowingBuffer(40 << 20);
  private ObjectSealer sealer;
  private byte[] data;
  private Hash[] ids;

  /** What the chunks hold. */
  public enum Kind {
    /** Words, which compress. */
    TEXT,
    /** Random bytes, which do not. */
    FILM
  }

  /** Makes the chunks and their ids. */
  @Setup
  public void prepare() throws CryptoException {
    CryptoSuite suite = Suite.open();
    try (Secret key = suite.generateKey()) {
      sealer = new ObjectSealer(new VaultId("0".repeat(32)), Map.of(1, suite.streamCipher(key)));
    }
    data = content == Kind.TEXT ? Samples.text(BYTES) : Samples.random(BYTES);
    ids = new Hash[BYTES / chunk];
    byte[] random = Samples.random(ids.length * Hash.BYTES);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Hash.at(random, i);
    }
  }

  /** Makes the pack. */
  @Benchmark
  public FinishedPack pack() throws IOException {
    object.reset();
    PackBuilder pack = new PackBuilder(sealer, ObjectType.DATA_PACK, object);
    try (BlockBuilder blocks = new BlockBuilder(ZSTD_LEVEL, pack::add)) {
      for (int i = 0; i < ids.length; i++) {
        blocks.add(data, i * chunk, chunk, ids[i]);
      }
      blocks.flush();
    }
    return pack.finish();
  }
}

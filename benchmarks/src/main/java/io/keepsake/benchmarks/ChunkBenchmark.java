package io.keepsake.benchmarks;

import io.keepsake.core.chunk.Chunker;
import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.chunk.GearTable;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
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

/** Finding every cut in 64 MiB of film. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ChunkBenchmark {

  private Chunker chunker;
  private byte[] film;

  /** Makes the gear table and the film. */
  @Setup
  public void prepare() throws CryptoException {
    CryptoSuite suite = Suite.open();
    try (Secret key = suite.generateKey()) {
      chunker = new Chunker(new GearTable(suite.keyedHash(key)), ChunkingParameters.DEFAULT);
    }
    film = Samples.random(64 << 20);
  }

  /** Cuts; returns the number of chunks. */
  @Benchmark
  public int cut() {
    int chunks = 0;
    int position = 0;
    while (position < film.length) {
      position += chunker.cut(film, position, film.length - position);
      chunks++;
    }
    return chunks;
  }
}

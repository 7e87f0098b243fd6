package io.keepsake.benchmarks;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.crypto.Secret;
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

/** The id of one chunk: an HMAC over its bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HashBenchmark {

  /** Length of the chunk, in bytes. */
  @Param({"1024", "65536", "1048576"})
  public int length;

  private KeyedHash hash;
  private byte[] chunk;

  /** Makes the key and the chunk. */
  @Setup
  public void prepare() throws CryptoException {
    CryptoSuite suite = Suite.open();
    try (Secret key = suite.generateKey()) {
      hash = suite.keyedHash(key);
    }
    chunk = Samples.random(length);
  }

  /** Hashes the chunk. */
  @Benchmark
  public byte[] hash() {
    return hash.hash(chunk, 0, chunk.length);
  }
}

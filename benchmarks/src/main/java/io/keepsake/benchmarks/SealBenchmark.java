package io.keepsake.benchmarks;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.io.IOException;
import java.io.OutputStream;
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

/** Sealing one pack of 32 MiB, written a block of 1 MiB at a time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SealBenchmark {

  private static final int BLOCKS = 32;

  private final byte[] associatedData = new byte[28];
  private StreamCipher cipher;
  private byte[] block;

  /** Makes the key and the block. */
  @Setup
  public void prepare() throws CryptoException {
    CryptoSuite suite = Suite.open();
    try (Secret key = suite.generateKey()) {
      cipher = suite.streamCipher(key);
    }
    block = Samples.random(1 << 20);
  }

  /** Seals; the ciphertext goes nowhere, but is made. */
  @Benchmark
  public void seal() throws IOException {
    try (OutputStream sealing = cipher.seal(OutputStream.nullOutputStream(), associatedData)) {
      for (int i = 0; i < BLOCKS; i++) {
        sealing.write(block);
      }
    }
  }
}

package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that stops half-way through a put, says so, and waits to be killed. */
final class KilledWriter {

  static final ObjectName NAME = new ObjectName("packs/killed");
  private static final int LENGTH = 8 << 20;

  private KilledWriter() {}

  public static void main(String[] arguments) throws Exception {
    try (LocalStore store = LocalStore.open(new LocalConfig("disk", Path.of(arguments[0])))) {
      store.put(NAME, new Endless(), PutCondition.IF_ABSENT, Purpose.BACKUP);
    }
  }

  private static final class Endless implements ObjectContent {
    @Override
    public long length() {
      return LENGTH;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private int position;

        @Override
        public int read() {
          return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          if (position >= LENGTH / 2) {
            System.out.println("half-way");
            hang();
          }
          int count = Math.min(length, 100_000);
          position += count;
          return count;
        }
      };
    }

    private static void hang() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

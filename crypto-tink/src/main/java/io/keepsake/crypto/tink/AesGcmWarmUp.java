package io.keepsake.crypto.tink;

import com.google.crypto.tink.subtle.Random;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Brings the JDK's AES-GCM to full speed in the background.
 *
 * <p>HotSpot uses its AES-GCM instructions only once the method around them has been compiled,
 * after some 5,000 calls. A 1 MiB segment is one call, so that without help the first gigabytes of
 * a process run at about 45 MB/s instead of 2 GB/s. Off the heap the same method is called once for
 * every 512 bytes: a few MiB are calls enough, and take about 0.1 s of one core while a passphrase
 * is being derived on another.
 */
final class AesGcmWarmUp {

  private static final int BUFFER_BYTES = 1 << 20;
  private static final int TAG_BYTES = 16;

  /** Interpreted, a round takes 20 ms or more; compiled, about 2 ms. */
  private static final long FAST_NANOS = 4_000_000;

  /** Where AES is never fast, the attempt ends. */
  private static final int MOST_ROUNDS = 100;

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private AesGcmWarmUp() {}

  /** Starts the thread, the first time it is called. */
  static void startOnce() {
    if (STARTED.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("keepsake-aes-warm-up").start(AesGcmWarmUp::run);
    }
  }

  /** Encrypts zeros under an all-zero key; nobody sees the result. */
  private static void run() {
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect(BUFFER_BYTES);
      ByteBuffer sealed = ByteBuffer.allocateDirect(BUFFER_BYTES + TAG_BYTES);
      SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      for (int round = 0; round < MOST_ROUNDS; round++) {
        long start = System.nanoTime();
        byte[] nonce = ByteBuffer.allocate(12).putInt(round).array();
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.doFinal(zeros.clear(), sealed.clear());
        // A fixed number of rounds is not enough: calls made while the compiler is busy with
        // other methods do not all count.
        if (System.nanoTime() - start < FAST_NANOS) {
          break;
        }
      }
      // Tink's first random number loads every security provider there is in search of Conscrypt,
      // 0.2 s that a backup need not wait for.
      Random.randBytes(1);
    } catch (GeneralSecurityException | OutOfMemoryError e) {
      // Only speed is lost: whoever needs the cipher meets the same error and can report it.
      return;
    }
  }
}

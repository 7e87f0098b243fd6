package io.keepsake.testkit.proxy;

/** Waiting for threads whose sockets were closed. */
final class Threads {

  private Threads() {}

  /** Waits until a thread has ended, if it was started, even when interrupted; keeps the flag. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.keepsake.core.plugin;

/**
 * Sets the thread's context class loader until it is closed. Libraries inside plugins look there
 * for their own parts (Jackson modules, Google's service options).
 */
final class ContextClassLoader implements AutoCloseable {

  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();

  private ContextClassLoader(ClassLoader loader) {
    thread.setContextClassLoader(loader);
  }

  /** The loader that defined this object's class, until closed by the same thread. */
  static ContextClassLoader of(Object plugged) {
    return new ContextClassLoader(plugged.getClass().getClassLoader());
  }

  /** That loader, until closed by the same thread. */
  static ContextClassLoader with(ClassLoader loader) {
    return new ContextClassLoader(loader);
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}

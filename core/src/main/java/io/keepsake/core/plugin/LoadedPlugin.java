package io.keepsake.core.plugin;

import java.util.OptionalInt;
import java.util.ServiceLoader;

/** A plugin whose classes can be loaded. */
interface LoadedPlugin {

  /** The loader of the plugin's classes. */
  ClassLoader loader();

  /** The plugin's providers of a service; behind them may follow some of its host. */
  <S> ServiceLoader<S> providers(Class<S> service);

  /** How many of them, the first, are the plugin's own; empty if all are. */
  OptionalInt count(Class<?> service);
}

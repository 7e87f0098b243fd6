/**
 * Finds providers: on the module or class path, and in plugin directories, a module layer each. In
 * flow directories, out flow service providers and, beside them, what could not be loaded and why.
 *
 * <p>Looking and loading are apart. To look reads a few jars' manifests and module descriptors and
 * runs no code of the plugin; only when a plugin may hold what was asked for is its layer built.
 */
@NullMarked
package io.keepsake.core.plugin;

import org.jspecify.annotations.NullMarked;

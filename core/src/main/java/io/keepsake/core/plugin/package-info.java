/**
 * Finds providers: on the module or class path, and in plugin directories, a module layer each. In
 * flow directories, out flow service providers and, beside them, what could not be loaded and why.
 */
@NullMarked
package io.keepsake.core.plugin;

import org.jspecify.annotations.NullMarked;

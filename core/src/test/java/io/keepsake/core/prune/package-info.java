/**
 * The pruning protocol as a model, explored in full: see docs/adr/0014-pruning-protocol.md. In flow
 * rules that may be broken on purpose, out flow the ways in which they fail.
 */
@NullMarked
package io.keepsake.core.prune;

import org.jspecify.annotations.NullMarked;

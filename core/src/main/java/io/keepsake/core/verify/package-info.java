/**
 * Checks what is stored: that every store has every object, that every byte is what was stored, and
 * that every snapshot finds its chunks. In flows an open vault, out flow findings.
 */
@NullMarked
package io.keepsake.core.verify;

import org.jspecify.annotations.NullMarked;

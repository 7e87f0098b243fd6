/**
 * Bytes that somebody else may have written, for everything that reads such bytes. In flow a
 * module's {@link io.keepsake.testkit.hostile.Decoder}s and, from files, a corpus of inputs for
 * each; out flow inputs that a decoder neither reads nor refuses as it promises to, or on which it
 * spends too much memory or time. {@link io.keepsake.testkit.hostile.HostileInputContract} changes
 * the corpus at random in every build; a coverage-guided fuzzer calls {@link
 * io.keepsake.testkit.hostile.FuzzTarget}.
 */
@NullMarked
package io.keepsake.testkit.hostile;

import org.jspecify.annotations.NullMarked;

/**
 * What one core does with a stage of the engine. In: random or repetitive bytes made from a fixed
 * seed. Out: JMH's figures, one operation being the chunk, pack or lookup the benchmark names.
 */
@NullMarked
package io.keepsake.benchmarks;

import org.jspecify.annotations.NullMarked;

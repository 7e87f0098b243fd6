/**
 * A vault with any number of chunks of which no store has the data, to see what verifying and
 * pruning it takes. Its header, keys, index objects, trees and snapshots are real; its data packs
 * are listed and cannot be read. In: how many chunks. Out: whether each operation found what it
 * should; {@code benchmarks/scale.py} measures the process.
 */
@NullMarked
package io.keepsake.benchmarks.scale;

import org.jspecify.annotations.NullMarked;

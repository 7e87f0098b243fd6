package io.keepsake.core.backup;

import java.util.concurrent.atomic.LongAdder;

/** What a backup has done so far, counted by all its threads. */
final class BackupCounters {

  final LongAdder entries = new LongAdder();
  final LongAdder unchanged = new LongAdder();
  final LongAdder filesRead = new LongAdder();
  final LongAdder bytesDone = new LongAdder();
  final LongAdder bytesRead = new LongAdder();
  final LongAdder bytesStored = new LongAdder();
  final LongAdder newChunks = new LongAdder();
  final LongAdder skipped = new LongAdder();
}

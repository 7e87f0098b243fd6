package io.keepsake.core.vault;

import io.keepsake.core.drill.LiveFiles;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.restore.RestoreComparison;
import java.nio.file.Path;

/** Notes what a comparison finds, and compares with the files that were backed up as well. */
final class DrillComparison implements RestoreComparison.Visitor {

  private final LiveFiles live;
  private final DrillMinutes minutes;
  private long files;
  private long bytes;
  private long liveFiles;
  private long liveBytes;
  private long unreadable;
  private long different;

  DrillComparison(Path restored, DrillMinutes minutes) {
    this.live = new LiveFiles(restored);
    this.minutes = minutes;
  }

  @Override
  public void same(String path, TreeEntry file) {
    long size = file.attributes().size();
    files++;
    bytes += size;
    switch (live.compare(path, file.attributes())) {
      case SAME -> {
        liveFiles++;
        liveBytes += size;
      }
      case DIFFERENT ->
          minutes.mismatch(
              path,
              "it is what was stored, and not what the file on this machine has now, though size"
                  + " and time of that are unchanged");
      case NOT_COMPARED -> {}
    }
    note();
  }

  @Override
  public void different(String path, String problem) {
    different++;
    minutes.mismatch(path, problem);
  }

  @Override
  public void unreadable(String path) {
    unreadable++;
    note();
  }

  /** How many did not come back as they were stored. */
  long different() {
    return different;
  }

  private void note() {
    minutes.compared(new FailoverResult.Compared(files, bytes, liveFiles, liveBytes, unreadable));
  }
}

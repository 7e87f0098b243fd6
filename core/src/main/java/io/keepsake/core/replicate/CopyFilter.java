package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;

/**
 * Learns, from the names of objects that are listed, which others are not to be copied any more to
 * stores that lack them. For one thread.
 */
public interface CopyFilter {

  /** Copies everything. */
  CopyFilter NONE =
      new CopyFilter() {
        @Override
        public void note(ObjectName name) {
          // No name means anything here.
        }

        @Override
        public boolean excludes(ObjectName name) {
          return false;
        }
      };

  /** An object that some store lists. All of a prefix are noted before those of a later one. */
  void note(ObjectName name);

  /** Whether an object of the last prefix is not to be copied, by what was noted. */
  boolean excludes(ObjectName name);
}

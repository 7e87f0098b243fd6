package io.keepsake.monitor.alert.store;

import java.io.IOException;
import java.util.List;

/** Commands that wait to be carried out. */
public interface CommandSpool {

  /** There are none, ever. */
  CommandSpool NONE =
      new CommandSpool() {
        @Override
        public List<Submitted> waiting() {
          return List.of();
        }

        @Override
        public void done(String id) {}
      };

  /**
   * A command that waits.
   *
   * @param id different from those of all others
   * @param text what {@link Command#read} reads, if it is sound
   */
  record Submitted(String id, String text) {}

  /** Those that wait, in the order in which they came. */
  List<Submitted> waiting() throws IOException;

  /** Forgets a command. It may come once more if that cannot be made to last. */
  void done(String id) throws IOException;
}

package io.keepsake.testkit.hostile;

import java.util.List;

/** What of a module reads bytes that somebody else may have written. */
public interface DecoderTable {

  /** All of it; no two of the same name. */
  List<Decoder> decoders();
}

package io.keepsake.core.drill;

/** Files of about one size; each is stored and restored in a way of its own. */
public enum SizeClass {
  /** Many of them share one block of a pack. */
  TINY("up to 4 KiB", 4L << 10),
  /** Some of them share one block. */
  SMALL("up to 64 KiB", 64L << 10),
  /** About one chunk. */
  MEDIUM("up to 1 MiB", 1L << 20),
  /** Several chunks, such as a photograph. */
  LARGE("up to 16 MiB", 16L << 20),
  /** One pack and more. */
  HUGE("up to 256 MiB", 256L << 20),
  /** Many packs, such as a film. */
  ENORMOUS("over 256 MiB", Long.MAX_VALUE);

  private final String words;
  private final long most;

  SizeClass(String words, long most) {
    this.words = words;
    this.most = most;
  }

  /** Which sizes, for people. */
  public String words() {
    return words;
  }

  /** The class of a size. */
  public static SizeClass of(long size) {
    for (SizeClass each : values()) {
      if (size <= each.most) {
        return each;
      }
    }
    return ENORMOUS;
  }
}

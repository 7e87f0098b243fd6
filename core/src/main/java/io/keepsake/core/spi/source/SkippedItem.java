package io.keepsake.core.spi.source;

/**
 * An entry left out, or kept although it was not at rest.
 *
 * @param path where it is, for people
 * @param reason why
 * @param detail what the system said, one sentence without the path
 */
public record SkippedItem(String path, Reason reason, String detail) {

  /** Why an entry is reported. */
  public enum Reason {
    /** It was there when its directory was read and gone when it was opened. */
    VANISHED,
    /** The system refused to let it be read. */
    DENIED,
    /** It changed while it was read, more than once; what was stored may mix two versions. */
    CHANGED,
    /** Any other failure to read it. */
    UNREADABLE
  }
}

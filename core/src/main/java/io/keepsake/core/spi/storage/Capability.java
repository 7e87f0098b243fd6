package io.keepsake.core.spi.storage;

/** What a store can do beyond the minimum; each constant names what it unlocks. */
public enum Capability {
  /** {@link PutCondition#IF_ABSENT} is decided by the store itself, atomically. */
  CONDITIONAL_PUT,
  /** The store checks a checksum sent with an upload, so a flipped bit in transit is refused. */
  SERVER_CHECKSUM,
  /** Objects can be locked against deletion for a time: {@link ObjectStore#locks}. */
  RETENTION_LOCK,
  /** Objects can be placed in cheaper or colder classes. */
  STORAGE_CLASSES,
  /** {@link ObjectStore#usage} tells the used bytes. */
  USAGE,
  /** {@link ObjectStore#usage} tells the bytes still available. */
  QUOTA,
  /** {@link ObjectStat#modified()} is filled. */
  MODIFICATION_TIME
}

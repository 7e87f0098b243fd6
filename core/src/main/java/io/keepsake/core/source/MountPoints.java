package io.keepsake.core.source;

/** What a walk does where another file system is mounted. */
public enum MountPoints {
  /** It goes on into it. */
  CROSS,
  /** It keeps the mount point as an empty directory. */
  STOP
}

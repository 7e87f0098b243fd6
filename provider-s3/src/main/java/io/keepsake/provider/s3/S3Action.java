package io.keepsake.provider.s3;

import java.util.Locale;

/** What is asked of the service, and the permission that it takes. */
enum S3Action {
  STORE("s3:PutObject"),
  READ("s3:GetObject"),
  FIND("s3:GetObject and s3:ListBucket"),
  LIST("s3:ListBucket"),
  DELETE("s3:DeleteObject"),
  TRY("s3:PutObject"),
  /** With a lock, in one request. */
  STORE_LOCKED("store", "s3:PutObject and s3:PutObjectRetention"),
  /** To find out whether the bucket can lock. */
  FIND_LOCKS("find out", "s3:GetBucketObjectLockConfiguration"),
  READ_LOCK("read the lock of", "s3:GetObjectRetention"),
  LOCK("lock", "s3:PutObjectRetention"),
  /** In compliance mode what is locked in governance mode. */
  LOCK_FIRMER("lock", "s3:PutObjectRetention and s3:BypassGovernanceRetention"),
  /** Every version of an object: for this the service asks more than to put a marker before it. */
  ERASE("delete", "s3:ListBucketVersions and s3:DeleteObjectVersion"),
  LIST_VERSIONS("list", "s3:ListBucketVersions");

  private final String words;
  private final String permission;

  S3Action(String permission) {
    this.words = name().toLowerCase(Locale.ROOT);
    this.permission = permission;
  }

  S3Action(String words, String permission) {
    this.words = words;
    this.permission = permission;
  }

  String permission() {
    return permission;
  }

  /** The action on something, in words. */
  Asked of(Object what) {
    return new Asked(this, String.valueOf(what));
  }

  /**
   * One request in words.
   *
   * @param action what to do
   * @param what with what
   */
  record Asked(S3Action action, String what) {
    @Override
    public String toString() {
      return action.words + " " + what;
    }
  }
}

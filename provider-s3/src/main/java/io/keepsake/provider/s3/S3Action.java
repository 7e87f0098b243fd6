package io.keepsake.provider.s3;

import java.util.Locale;

/** What is asked of the service, and the permission that it takes. */
enum S3Action {
  STORE("s3:PutObject"),
  READ("s3:GetObject"),
  FIND("s3:GetObject and s3:ListBucket"),
  LIST("s3:ListBucket"),
  DELETE("s3:DeleteObject"),
  TRY("s3:PutObject");

  private final String permission;

  S3Action(String permission) {
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
      return action.name().toLowerCase(Locale.ROOT) + " " + what;
    }
  }
}

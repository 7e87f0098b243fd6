package io.keepsake.provider.s3;

/**
 * What a service was found to do.
 *
 * @param checksum the checksum that it holds uploads against
 * @param conditionalPut whether it keeps the condition of a put
 */
record S3Abilities(S3Checksum checksum, Honours conditionalPut) {

  /** Whether a condition is kept; a service that does not know it may well ignore it silently. */
  enum Honours {
    YES,
    NO
  }
}

package io.keepsake.provider.gcs;

import java.util.regex.Pattern;

/** Makes what others said fit for one line that anyone may read. */
final class Words {

  private static final int LONGEST = 600;

  /** Access tokens, signed statements, keys, and the URLs that let their holder upload. */
  private static final Pattern SECRETS =
      Pattern.compile(
          "ya29\\.[\\w.-]+"
              + "|eyJ[\\w-]+\\.[\\w.-]+"
              + "|(?i:bearer )\\S+"
              + "|(?i:upload_id=)[^\\s&\"]+"
              + "|(?i:x-goog-signature=)[^\\s&\"]+"
              + "|-----BEGIN[^-]*-----.*?(-----END[^-]*-----|$)",
          Pattern.DOTALL);

  private Words() {}

  static String clean(String words) {
    String line =
        SECRETS.matcher(words).replaceAll("[hidden]").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}

package io.keepsake.core.spi.text;

import java.util.List;
import java.util.regex.Pattern;

/** Secrets that are known by where they stand or what they look like, whatever they are called. */
final class ShapeRules {

  /** What a URL, as messages quote it, does not go on with. */
  private static final String REST = "[^\\s\"'<>]+";

  private static final Pattern WORD = Pattern.compile("[A-Za-z]?[a-z-]*");

  private ShapeRules() {}

  /** Words of a sentence, as in "Bearer authentication", are no secrets. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /** Keys as text. */
  static List<Rule> keys() {
    return List.of(
        Rule.of(
            "(?s)-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----"
                + ".*?(?:-----END [A-Z0-9 ]{0,60}-----|\\z)",
            found -> "[" + found.group(1) + " " + Rule.MASK + "]"),
        Rule.after("(?s)(Private-Lines: \\d{1,9}).*?(?:Private-MAC:\\s*\\S+|\\z)"),
        Rule.all("AGE-SECRET-KEY-1[0-9A-Z]{10,}+"));
  }

  /** Users with passwords before a host. */
  static List<Rule> users() {
    return List.of(
        Rule.of(
            "(?<![A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]{1,30}+://)([^\\s/:@\"'<>?#]*+):([^\\s/\"'<>?#]+)@",
            found -> found.group(1) + found.group(2) + ":" + Rule.MASK + "@"),
        Rule.of(
            "(jdbc:oracle:\\w{1,20}:[^\\s/@]{1,100}/)[^\\s/@]{1,200}@",
            found -> found.group(1) + Rule.MASK + "@"));
  }

  /** Addresses that are secrets: whoever has one may use it. */
  static List<Rule> webhooks() {
    return List.of(
        Rule.after("(hooks\\.slack\\.com/(?:services|workflows|triggers)/)" + REST),
        Rule.after("(\\.webhook\\.office\\.com/webhookb2/)" + REST),
        Rule.after("(outlook\\.office(?:365)?\\.com/webhook/)" + REST),
        Rule.after("(discord(?:app)?\\.com/api/(?:v\\d{1,2}/)?webhooks/\\d{1,30}/)" + REST),
        Rule.after("(\\.telegram\\.org/(?:file/)?bot\\d{5,20}:)[\\w-]+"),
        Rule.after("(hc-ping\\.com/)" + REST),
        Rule.after("(/(?:ping|heartbeats?)/)[0-9a-f]{8}-[0-9a-f-]{20,40}"));
  }

  /** What HTTP and mail authenticate by. */
  static List<Rule> headers() {
    return List.of(
        Rule.of(
            "(?i)\\b((?:Bearer|Basic|Negotiate|NTLM)\\s+)"
                + "(?!(?:realm|charset|nonce|error|qop)=)([A-Za-z0-9+/=._~:-]{6,}+)",
            found -> isWord(found.group(2)) ? found.group() : found.group(1) + Rule.MASK),
        Rule.after(
            "(?i)(authorization[\"']?\\s{0,3}[:=]\\s{0,3}[\"'\\[]{0,2}"
                + "(?:Token|GenieKey|ApiKey|OAuth)\\s+)[^\\s\"',\\]}]+"),
        Rule.after("(?i)(\\bSharedKey(?:Lite)?\\s+[\\w-]{1,100}:)[^\\s\"',\\]}]+"),
        Rule.after("(?i)(\\bDigest\\s[^\\n]{0,200}?\\bresponse=\"?)[0-9a-z]+"),
        Rule.after("(?i)(\\b(?:set-)?cookie2?:\\s{0,3})[^\\n]+"),
        Rule.of(
            "(\\bAUTH\\s+(?:PLAIN|LOGIN|XOAUTH2)\\s+)([A-Za-z0-9+/=]{8,}+)",
            found -> isWord(found.group(2)) ? found.group() : found.group(1) + Rule.MASK),
        Rule.of(
            "(MAC signature found in the HTTP request ')[^']+'",
            found -> found.group(1) + Rule.MASK + "'"));
  }

  /** Tokens that begin so that they are known. */
  static List<Rule> tokens() {
    return List.of(
        Rule.all("\\beyJ[\\w-]{8,}+\\.eyJ[\\w-]{4,}+\\.[\\w-]*+"),
        Rule.all("\\bxox[a-z]-[\\w-]{10,}+"),
        Rule.all("\\b(?:gh[a-z]|npm|glsa)_\\w{20,}+|\\bgithub_pat_\\w{20,}+|\\bglpat-[\\w-]{15,}+"),
        Rule.all("\\b(?:sk|rk)_(?:live|test)_\\w{10,}+|\\bdop_v1_[0-9a-f]{20,}+"),
        Rule.all("\\bAIza[\\w-]{30,}+|\\bya29\\.[\\w.-]{10,}+|\\bGOCSPX-[\\w-]{15,}+"),
        Rule.all("(?<!\\w)1//0[\\w-]{15,}+"),
        Rule.all("\\b(?:IQoJ|FwoG|FQoG)[\\w+/%=-]{12,}+"),
        Rule.all("(?<![\\w~.-])[\\w.-]{3}8Q~[\\w~.-]{25,40}"),
        Rule.all("\\bSG\\.[\\w-]{16,}+\\.[\\w-]{16,}+|\\bhvs\\.[\\w-]{20,}+"),
        Rule.all("(?<!\\w)\\d{8,10}:AA[\\w-]{30,}+"));
  }
}

package io.keepsake.core.spi.text;

import java.util.List;

/** Secrets that are known by what they are called. */
final class NameRules {

  private NameRules() {}

  /** On command lines and in statements. */
  static List<Rule> commands() {
    return List.of(
        Rule.of(
            "(?<![\\w-])(--([A-Za-z][\\w-]{0,80}+)\\s+)(\"[^\"]*+\"|'[^']*+'|[^\\s-]\\S*+)",
            found ->
                SecretNames.include(found.group(2)) && !ShapeRules.isWord(found.group(3))
                    ? found.group(1) + Rule.MASK
                    : found.group()),
        Rule.after("((?<!\\S)-u\\s+[^\\s:]{1,100}:)\\S+"),
        Rule.after("(\\bsshpass\\s+-p\\s{0,3})\\S+"),
        Rule.after("((?<!\\S)-U\\s+[^\\s%]{1,100}%)[^\\s:]+"),
        Rule.after("(\\blogin\\s+\\S{1,100}\\s+password\\s+)\\S+"),
        Rule.after("(?i)(\\b(?:IDENTIFIED\\s+BY|PASSWORD)\\s+)'[^']*+'"));
  }

  /** In XML. */
  static List<Rule> elements() {
    return List.of(
        Rule.of(
            "(<([A-Za-z][\\w:.-]{0,80}+)>)([^<]+)(?=</)",
            found ->
                SecretNames.include(found.group(2)) ? found.group(1) + Rule.MASK : found.group()),
        Rule.of(
            "(<\\w{1,80}\\s+(?:name|key)=\"([^\"]{1,80}+)\"\\s{0,3}(?:>|\\svalue=\"|value=\"))([^<\"]+)",
            found ->
                SecretNames.include(found.group(2)) ? found.group(1) + Rule.MASK : found.group()));
  }

  /** In URLs within URLs. */
  static List<Rule> encoded() {
    return List.of(
        Rule.of(
            "(?i)(%(?:25)?(?:26|3F|3B)([a-z][\\w.-]{0,80}+)%(?:25)?3D)([^\\s&\"'<>]+?)"
                + "(?=%(?:25)?26|[\\s&\"'<>]|\\z)",
            found ->
                SecretNames.include(found.group(2)) ? found.group(1) + Rule.MASK : found.group()));
  }
}

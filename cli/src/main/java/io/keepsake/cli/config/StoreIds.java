package io.keepsake.cli.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes up ids for stores that are named by their places only. For directories, the part of the
 * path that tells them apart: {@code /mnt/disk1/keepsake} and {@code /mnt/disk2/keepsake} become
 * {@code disk1} and {@code disk2}; for servers, the host. The same places in the same order always
 * get the same ids.
 */
final class StoreIds {

  private static final int LONGEST = 48;

  private StoreIds() {}

  /** An id for one more place, which none of the taken ones is. */
  static String another(URI url, Set<String> taken) {
    String name = of(List.of(url)).getFirst();
    String id = name;
    for (int number = 2; taken.contains(id); number++) {
      id = name + "-" + number;
    }
    return id;
  }

  static List<String> of(List<URI> urls) {
    int deepest = urls.stream().mapToInt(url -> segments(url).size()).max().orElse(0);
    for (int depth = 0; depth < deepest; depth++) {
      List<String> names = names(urls, depth);
      if (new HashSet<>(names).size() == names.size()) {
        return names;
      }
    }
    return numbered(names(urls, 0));
  }

  /** Names made of the segment that many steps above the last one. */
  private static List<String> names(List<URI> urls, int depth) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      List<String> segments = segments(urls.get(i));
      int index = Math.max(0, segments.size() - 1 - depth);
      String name = segments.isEmpty() ? "" : clean(segments.get(index));
      names.add(name.isEmpty() ? "store" + (i + 1) : name);
    }
    return names;
  }

  private static List<String> segments(URI url) {
    if (url.getHost() != null) {
      return List.of(url.getHost());
    }
    String path = url.getPath() == null ? "" : url.getPath();
    return List.of(path.split("/")).stream().filter(segment -> !segment.isEmpty()).toList();
  }

  private static String clean(String segment) {
    StringBuilder id = new StringBuilder();
    for (char c : segment.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (plain || (id.length() > 0 && (c == '-' || c == '_' || c == '.'))) {
        id.append(c);
      }
    }
    return id.substring(0, Math.min(id.length(), LONGEST));
  }

  private static List<String> numbered(List<String> names) {
    Set<String> taken = new HashSet<>();
    List<String> unique = new ArrayList<>();
    for (String name : names) {
      String id = name;
      for (int number = 2; !taken.add(id); number++) {
        id = name + "-" + number;
      }
      unique.add(id);
    }
    return unique;
  }
}

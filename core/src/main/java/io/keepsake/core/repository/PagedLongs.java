package io.keepsake.core.repository;

import java.util.ArrayList;
import java.util.List;

/**
 * An endless row of longs that are 0 until they are set. It grows by pages, is never copied, and
 * has no memory for pages that are 0 throughout. Several threads may read while none sets.
 */
final class PagedLongs {

  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;

  /** Stands for a page that is 0 throughout. */
  private static final long[] ZEROS = new long[0];

  private final List<long[]> pages = new ArrayList<>();

  long get(int index) {
    int page = index >>> PAGE_BITS;
    return isZeros(page) ? 0 : pages.get(page)[index & (PAGE - 1)];
  }

  private boolean isZeros(int page) {
    return page >= pages.size() || pages.get(page).length == 0;
  }

  void set(int index, long value) {
    if (value == get(index)) {
      return;
    }
    int page = index >>> PAGE_BITS;
    while (page >= pages.size()) {
      pages.add(ZEROS);
    }
    if (isZeros(page)) {
      pages.set(page, new long[PAGE]);
    }
    pages.get(page)[index & (PAGE - 1)] = value;
  }
}

package io.keepsake.provider.local.webdav;

import java.util.Arrays;

/** The contract on Debian's Apache, which answers differently in one point. */
abstract class ApacheContract extends WebdavContractTest {

  /**
   * Apache tells the length of the file that it looked at and sends the one that it opens then:
   * where a longer one has taken its place, the beginning of that comes, as long as the old one
   * was, and nothing tells. A loop of 3,000 replacements met it. Of a vault's objects only the
   * header is ever replaced, and that has a checksum.
   */
  @Override
  protected boolean mayBeSeen(byte[] seen, byte[] one, byte[] two) {
    byte[] longer = one.length < two.length ? two : one;
    byte[] beginning = Arrays.copyOf(longer, Math.min(one.length, two.length));
    return super.mayBeSeen(seen, one, two) || Arrays.equals(seen, beginning);
  }
}

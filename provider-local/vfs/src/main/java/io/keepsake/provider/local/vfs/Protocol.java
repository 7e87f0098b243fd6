package io.keepsake.provider.local.vfs;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What servers speak. The order is that of documentation. */
public enum Protocol {
  FTP("ftp", 21, "org.apache.commons.net.ftp.FTPClient", "commons-net"),
  FTPS("ftps", 21, "org.apache.commons.net.ftp.FTPSClient", "commons-net");

  private static final int IMPLICIT_FTPS = 990;

  private final String scheme;
  private final int port;
  private final String libraryClass;
  private final String libraries;

  Protocol(String scheme, int port, String libraryClass, String libraries) {
    this.scheme = scheme;
    this.port = port;
    this.libraryClass = libraryClass;
    this.libraries = libraries;
  }

  static Set<String> schemes() {
    return Arrays.stream(values()).map(Protocol::scheme).collect(Collectors.toUnmodifiableSet());
  }

  static Protocol of(String scheme) {
    return Arrays.stream(values())
        .filter(protocol -> protocol.scheme.equalsIgnoreCase(scheme))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not one of " + schemes()));
  }

  /** The first part of its URLs. */
  public String scheme() {
    return scheme;
  }

  /** Where its servers listen. */
  int port(VfsConfig.Tls tls) {
    return this == FTPS && tls == VfsConfig.Tls.IMPLICIT ? IMPLICIT_FTPS : port;
  }

  /**
   * Makes sure that the library is there.
   *
   * @throws RemoteException with reason {@code INVALID}; it says which jars to put where
   */
  void requireLibrary() throws RemoteException {
    try {
      Class.forName(libraryClass, false, Protocol.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new RemoteException(
          Reason.INVALID,
          "its library is missing; put %s into the directory plugins/vfs of the program"
              .formatted(libraries),
          e);
    }
  }
}

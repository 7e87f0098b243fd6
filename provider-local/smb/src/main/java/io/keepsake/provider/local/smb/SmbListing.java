package io.keepsake.provider.local.smb;

import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.smbj.share.Directory;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteFiles.Entries;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads directories in the portions that the server sends, without holding more of them. */
final class SmbListing {

  private static final int PORTION = 1_000;

  private SmbListing() {}

  /** Hands the entries of a directory on, in the server's order. */
  static void of(SmbSession session, String name, Entries entries) throws RemoteException {
    Directory directory =
        session.open(share -> SmbOpening.directory(share, name, SMB2CreateDisposition.FILE_OPEN));
    try {
      Iterator<FileIdBothDirectoryInformation> all = session.call(_ -> directory.iterator());
      while (true) {
        List<FileIdBothDirectoryInformation> some = session.call(_ -> portion(all));
        if (some.isEmpty()) {
          return;
        }
        for (FileIdBothDirectoryInformation each : some) {
          hand(each, entries);
        }
      }
    } finally {
      session.later(_ -> directory.closeNoWait());
    }
  }

  private static List<FileIdBothDirectoryInformation> portion(
      Iterator<FileIdBothDirectoryInformation> all) {
    List<FileIdBothDirectoryInformation> some = new ArrayList<>();
    while (some.size() < PORTION && all.hasNext()) {
      some.add(all.next());
    }
    return some;
  }

  private static void hand(FileIdBothDirectoryInformation told, Entries entries)
      throws RemoteException {
    String name = told.getFileName();
    if (!name.equals(".") && !name.equals("..")) {
      entries.entry(
          SmbNames.decode(name),
          SmbOpening.facts(told.getFileAttributes(), told.getEndOfFile(), told.getLastWriteTime()));
    }
  }
}

package io.keepsake.provider.local.smb;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msdtyp.FileTime;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.FileSystemInformationClass;
import com.hierynomus.msfscc.fileinformation.ShareInfo;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.messages.SMB2QueryInfoRequest.SMB2QueryInfoType;
import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.commons.buffer.Endian;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import io.keepsake.provider.local.remote.RemoteFiles.Access;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import io.keepsake.provider.local.remote.RemoteFiles.Space;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is done by opening something on a share: with no more rights than it takes, and leaving all
 * of them to others, so that nobody is kept from renaming or deleting it.
 */
final class SmbOpening {

  private SmbOpening() {}

  /** What becomes of a name that is taken. */
  enum Taken {
    REFUSED,
    REPLACED
  }

  static DiskEntry any(DiskShare share, String name, Set<AccessMask> access) {
    return share.open(
        name,
        access,
        EnumSet.noneOf(FileAttributes.class),
        SMB2ShareAccess.ALL,
        SMB2CreateDisposition.FILE_OPEN,
        EnumSet.noneOf(SMB2CreateOptions.class));
  }

  static File file(DiskShare share, String name, Set<AccessMask> access) {
    return file(
        share,
        name,
        access,
        SMB2CreateDisposition.FILE_OPEN,
        EnumSet.noneOf(SMB2CreateOptions.class));
  }

  private static File file(
      DiskShare share,
      String name,
      Set<AccessMask> access,
      SMB2CreateDisposition disposition,
      Set<SMB2CreateOptions> options) {
    return share.openFile(
        name,
        access,
        EnumSet.of(FileAttributes.FILE_ATTRIBUTE_NORMAL),
        SMB2ShareAccess.ALL,
        disposition,
        options);
  }

  static File toRead(DiskShare share, String name) {
    return file(
        share, name, EnumSet.of(AccessMask.FILE_READ_DATA, AccessMask.FILE_READ_ATTRIBUTES));
  }

  static File toWrite(DiskShare share, String name) {
    return file(
        share,
        name,
        EnumSet.of(AccessMask.FILE_WRITE_DATA, AccessMask.FILE_READ_ATTRIBUTES),
        SMB2CreateDisposition.FILE_CREATE,
        EnumSet.of(SMB2CreateOptions.FILE_SEQUENTIAL_ONLY));
  }

  static Directory directory(DiskShare share, String name, SMB2CreateDisposition disposition) {
    return share.openDirectory(
        name,
        EnumSet.of(AccessMask.FILE_LIST_DIRECTORY, AccessMask.FILE_READ_ATTRIBUTES),
        EnumSet.of(FileAttributes.FILE_ATTRIBUTE_DIRECTORY),
        SMB2ShareAccess.ALL,
        disposition,
        EnumSet.of(SMB2CreateOptions.FILE_DIRECTORY_FILE));
  }

  static boolean rename(DiskShare share, String from, String to, Taken taken) {
    EnumSet<AccessMask> access = EnumSet.of(AccessMask.DELETE, AccessMask.FILE_READ_ATTRIBUTES);
    try (File file = file(share, from, access)) {
      file.rename(to, taken == Taken.REPLACED);
    }
    return true;
  }

  static boolean delete(DiskShare share, String name) {
    file(
            share,
            name,
            EnumSet.of(AccessMask.DELETE),
            SMB2CreateDisposition.FILE_OPEN,
            EnumSet.of(SMB2CreateOptions.FILE_DELETE_ON_CLOSE))
        .close();
    return true;
  }

  /** Flushes a directory, as Windows and Samba do for one that is opened to add to it. */
  static boolean sync(DiskShare share, String name) {
    try (Directory directory =
        share.openDirectory(
            name,
            EnumSet.of(AccessMask.FILE_ADD_FILE, AccessMask.FILE_ADD_SUBDIRECTORY),
            EnumSet.of(FileAttributes.FILE_ATTRIBUTE_DIRECTORY),
            SMB2ShareAccess.ALL,
            SMB2CreateDisposition.FILE_OPEN,
            EnumSet.of(SMB2CreateOptions.FILE_DIRECTORY_FILE))) {
      directory.flush();
    }
    return true;
  }

  static Space space(DiskShare share, String name) throws Buffer.BufferException {
    try (Directory directory = directory(share, name, SMB2CreateDisposition.FILE_OPEN)) {
      byte[] told =
          share
              .queryInfo(
                  directory.getFileId(),
                  SMB2QueryInfoType.SMB2_0_INFO_FILESYSTEM,
                  null,
                  null,
                  FileSystemInformationClass.FileFsFullSizeInformation)
              .getOutputBuffer();
      ShareInfo info =
          ShareInfo.parseFsFullSizeInformation(new Buffer.PlainBuffer(told, Endian.LE));
      return new Space(Math.max(0, info.getCallerFreeSpace()), Access.READ_WRITE);
    }
  }

  static Facts facts(long attributes, long length, FileTime modified) {
    boolean directory = (attributes & FileAttributes.FILE_ATTRIBUTE_DIRECTORY.getValue()) != 0;
    return new Facts(
        directory ? FileType.DIRECTORY : FileType.FILE, length, Optional.of(modified.toInstant()));
  }
}

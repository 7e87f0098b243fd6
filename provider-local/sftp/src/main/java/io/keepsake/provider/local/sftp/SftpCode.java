package io.keepsake.provider.local.sftp;

/**
 * Numbers of SFTP version 3: draft-ietf-secsh-filexfer-02, and OpenSSH's PROTOCOL file for the
 * extensions.
 */
final class SftpCode {

  static final int VERSION_NUMBER = 3;

  static final int INIT = 1;
  static final int VERSION = 2;
  static final int OPEN = 3;
  static final int CLOSE = 4;
  static final int READ = 5;
  static final int WRITE = 6;
  static final int FSTAT = 8;
  static final int OPENDIR = 11;
  static final int READDIR = 12;
  static final int REMOVE = 13;
  static final int MKDIR = 14;
  static final int REALPATH = 16;
  static final int STAT = 17;
  static final int RENAME = 18;
  static final int STATUS = 101;
  static final int HANDLE = 102;
  static final int DATA = 103;
  static final int NAME = 104;
  static final int ATTRS = 105;
  static final int EXTENDED = 200;
  static final int EXTENDED_REPLY = 201;

  static final int OPEN_READ = 0x01;
  static final int OPEN_WRITE = 0x02;
  static final int OPEN_CREATE = 0x08;
  static final int OPEN_EXCLUSIVE = 0x20;

  static final int ATTRIBUTE_SIZE = 0x01;
  static final int ATTRIBUTE_OWNER = 0x02;
  static final int ATTRIBUTE_PERMISSIONS = 0x04;
  static final int ATTRIBUTE_TIMES = 0x08;
  static final int ATTRIBUTE_EXTENDED = 0x80000000;

  static final int STATUS_OK = 0;
  static final int STATUS_EOF = 1;
  static final int STATUS_NO_SUCH_FILE = 2;
  static final int STATUS_PERMISSION_DENIED = 3;
  static final int STATUS_BAD_MESSAGE = 5;
  static final int STATUS_UNSUPPORTED = 8;
  // From later versions; some servers send them under version 3 as well.
  static final int STATUS_NO_SUCH_PATH = 10;
  static final int STATUS_EXISTS = 11;
  static final int STATUS_WRITE_PROTECT = 12;
  static final int STATUS_NO_SPACE = 14;
  static final int STATUS_QUOTA = 15;

  static final String POSIX_RENAME = "posix-rename@openssh.com";
  static final String HARD_LINK = "hardlink@openssh.com";
  static final String FSYNC = "fsync@openssh.com";
  static final String STAT_VFS = "statvfs@openssh.com";
  static final String LIMITS = "limits@openssh.com";

  static final int STAT_VFS_READ_ONLY = 0x01;

  private SftpCode() {}
}

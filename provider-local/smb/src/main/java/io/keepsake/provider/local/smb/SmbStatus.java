package io.keepsake.provider.local.smb;

import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.util.Arrays;
import java.util.Optional;

/** What servers answer when they fail something ([MS-ERREF] 2.3.1), in words for people. */
enum SmbStatus {
  ACCESS_DENIED(0xC0000022L, Reason.DENIED, "it does not permit it; let the user read and write"),
  MEDIA_WRITE_PROTECTED(0xC00000A2L, Reason.DENIED, "its disk is mounted read-only"),
  PRIVILEGE_NOT_HELD(0xC0000061L, Reason.DENIED, "it does not permit it to this user"),
  CANNOT_DELETE(0xC0000121L, Reason.DENIED, "the file is marked as read-only"),

  OBJECT_NAME_NOT_FOUND(0xC0000034L, Reason.MISSING, "there is none"),
  OBJECT_PATH_NOT_FOUND(0xC000003AL, Reason.MISSING, "the directory is missing"),
  NO_SUCH_FILE(0xC000000FL, Reason.MISSING, "there is none"),
  NOT_FOUND(0xC0000225L, Reason.MISSING, "there is none"),
  NOT_A_DIRECTORY(0xC0000103L, Reason.MISSING, "there is no such directory"),
  FILE_IS_A_DIRECTORY(0xC00000BAL, Reason.MISSING, "there is a directory and no file"),
  DELETE_PENDING(0xC0000056L, Reason.FAILED, "it is deleted when nobody has it open any more"),
  FILE_DELETED(0xC0000123L, Reason.MISSING, "it was deleted"),
  BAD_NETWORK_NAME(0xC00000CCL, Reason.MISSING, "it has no such share; check the URL"),

  OBJECT_NAME_COLLISION(0xC0000035L, Reason.EXISTS, "the name is taken"),
  DISK_FULL(0xC000007FL, Reason.NO_ROOM, "its disk is full"),
  QUOTA_EXCEEDED(0xC0000044L, Reason.NO_ROOM, "the user's quota is used up"),

  OBJECT_NAME_INVALID(0xC0000033L, Reason.INVALID, "it cannot have such a name"),
  OBJECT_PATH_INVALID(0xC0000039L, Reason.INVALID, "it cannot have such a path"),
  OBJECT_PATH_SYNTAX_BAD(0xC000003BL, Reason.INVALID, "it cannot have such a path"),
  NAME_TOO_LONG(0xC0000106L, Reason.INVALID, "the name is too long for it"),
  PATH_NOT_COVERED(
      0xC0000257L, Reason.INVALID, "the path leads to another server (DFS); write that one's URL"),

  INVALID_INFO_CLASS(0xC0000003L, Reason.UNSUPPORTED, "it does not know that"),
  INVALID_DEVICE_REQUEST(0xC0000010L, Reason.UNSUPPORTED, "it does not know that"),
  NOT_IMPLEMENTED(0xC0000002L, Reason.UNSUPPORTED, "it does not know that"),
  NOT_SUPPORTED(0xC00000BBL, Reason.UNSUPPORTED, "it does not support that"),
  INVALID_PARAMETER(0xC000000DL, Reason.UNSUPPORTED, "it does not understand that"),

  SHARING_VIOLATION(0xC0000043L, Reason.FAILED, "another program has the file open for itself"),
  FILE_LOCK_CONFLICT(0xC0000054L, Reason.FAILED, "another program has locked the file"),
  INSUFFICIENT_RESOURCES(0xC000009AL, Reason.FAILED, "it has too much to do just now"),
  INSUFF_SERVER_RESOURCES(0xC0000205L, Reason.FAILED, "it has too much to do just now"),
  TOO_MANY_OPENED_FILES(0xC000011FL, Reason.FAILED, "it has too many files open"),
  REQUEST_NOT_ACCEPTED(0xC00000D0L, Reason.FAILED, "it takes no more connections just now"),
  IO_TIMEOUT(0xC00000B5L, Reason.FAILED, "its disk did not answer in time"),

  USER_SESSION_DELETED(0xC0000203L, Reason.UNREACHABLE, "it has ended the session"),
  NETWORK_SESSION_EXPIRED(0xC000035CL, Reason.UNREACHABLE, "the session has expired there"),
  NETWORK_NAME_DELETED(0xC00000C9L, Reason.UNREACHABLE, "it has just taken the share away"),
  VOLUME_DISMOUNTED(0xC000026EL, Reason.UNREACHABLE, "its disk was just taken away"),
  FILE_CLOSED(0xC0000128L, Reason.UNREACHABLE, "it has closed the file"),
  CONNECTION_DISCONNECTED(0xC000020CL, Reason.UNREACHABLE, "it has ended the connection"),
  CONNECTION_RESET(0xC000020DL, Reason.UNREACHABLE, "it has ended the connection"),

  LOGON_FAILURE(0xC000006DL, Reason.DENIED, "check the user, the password and the domain"),
  WRONG_PASSWORD(0xC000006AL, Reason.DENIED, "the password is wrong"),
  NO_SUCH_USER(0xC0000064L, Reason.DENIED, "it knows no such user"),
  ACCOUNT_RESTRICTION(0xC000006EL, Reason.DENIED, "the account may not log in like this"),
  PASSWORD_EXPIRED(0xC0000071L, Reason.DENIED, "the password has expired; set a new one there"),
  PASSWORD_MUST_CHANGE(0xC0000224L, Reason.DENIED, "the password must be changed there first"),
  ACCOUNT_DISABLED(0xC0000072L, Reason.DENIED, "the account is disabled"),
  ACCOUNT_LOCKED_OUT(0xC0000234L, Reason.DENIED, "the account is locked after wrong passwords"),
  LOGON_TYPE_NOT_GRANTED(
      0xC000015BL, Reason.DENIED, "the account may not log in through the network");

  private final long code;
  private final Reason reason;
  private final String words;

  SmbStatus(long code, Reason reason, String words) {
    this.code = code;
    this.reason = reason;
    this.words = words;
  }

  static Optional<SmbStatus> of(long code) {
    return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
  }

  Reason reason() {
    return reason;
  }

  /** What it means, as a part of a sentence about the server. */
  String words() {
    return words;
  }
}

package io.keepsake.provider.local.vfs.ftp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.NameScope;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.UriParser;
import org.apache.commons.vfs2.provider.ftp.FtpFileObject;
import org.jspecify.annotations.Nullable;

/** A file of which the server is asked for itself, not by a listing of its directory. */
final class DirectFtpFile extends FtpFileObject {

  /** What URLs give a meaning to. */
  private static final char[] RESERVED = {'?', '#', '!', ';', ':', '&', ' '};

  private final DirectFtpFileSystem system;
  private final String path;
  private @Nullable FTPFile facts;

  DirectFtpFile(AbstractFileName name, DirectFtpFileSystem system) throws FileSystemException {
    super(name, system, system.getRootName());
    this.system = system;
    path = name.getPathDecoded();
  }

  @Override
  protected FileType doGetType() throws IOException {
    if (path.equals("/")) {
      return FileType.FOLDER;
    }
    if (facts == null) {
      Optional<FTPFile> found = system.connection().facts(path);
      if (found.isEmpty()) {
        return FileType.IMAGINARY;
      }
      facts = found.get();
    }
    return type(facts);
  }

  private static FileType type(FTPFile facts) {
    if (facts.isDirectory()) {
      return FileType.FOLDER;
    }
    return facts.isFile() ? FileType.FILE : FileType.IMAGINARY;
  }

  @Override
  protected long doGetContentSize() {
    return facts == null ? 0 : facts.getSize();
  }

  @Override
  protected long doGetLastModifiedTime() {
    return facts == null || facts.getTimestampInstant() == null
        ? 0
        : facts.getTimestampInstant().toEpochMilli();
  }

  @Override
  protected void doDelete() throws IOException {
    if (facts != null && facts.isDirectory()) {
      system.connection().removeDirectory(path);
    } else {
      system.connection().deleteFile(path);
    }
    facts = null;
  }

  /** Their facts come with their names, so they need not be asked for again. */
  @Override
  protected FileObject[] doListChildrenResolved() throws IOException {
    List<FileObject> children = new ArrayList<>();
    for (FTPFile child : system.connection().listFiles(path)) {
      String name = child.getName();
      if (name == null || name.equals(".") || name.equals("..") || name.contains("/")) {
        continue;
      }
      AbstractFileName childName =
          (AbstractFileName)
              system
                  .getFileSystemManager()
                  .resolveName(getName(), "./" + UriParser.encode(name, RESERVED), NameScope.CHILD);
      DirectFtpFile file = new DirectFtpFile(childName, system);
      file.facts = child;
      children.add(file);
    }
    return children.toArray(FileObject[]::new);
  }

  @Override
  protected void doDetach() {
    super.doDetach();
    facts = null;
  }

  @Override
  protected void onChange() {
    facts = null;
  }
}

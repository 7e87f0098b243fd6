package io.keepsake.provider.local.vfs.ftp;

import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.AbstractFileName;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.ftp.FtpClient;
import org.apache.commons.vfs2.provider.ftp.FtpFileSystem;
import org.jspecify.annotations.Nullable;

/** One connection, which never makes itself anew: whoever uses it has to know that it broke. */
final class DirectFtpFileSystem extends FtpFileSystem {

  private final FtpConnection connection;

  DirectFtpFileSystem(
      GenericFileName root, FtpConnection connection, @Nullable FileSystemOptions options) {
    super(root, connection, options);
    this.connection = connection;
  }

  FtpConnection connection() {
    return connection;
  }

  @Override
  public FtpClient getClient() {
    return connection;
  }

  @Override
  public void putClient(FtpClient client) {
    // there is only the one
  }

  /** Times only from servers that tell them to the second and in UTC. */
  @Override
  public boolean hasCapability(Capability capability) {
    return super.hasCapability(capability)
        && (capability != Capability.GET_LAST_MODIFIED || connection.tellsFacts());
  }

  @Override
  protected FileObject createFile(AbstractFileName name) throws FileSystemException {
    return new DirectFtpFile(name, this);
  }
}

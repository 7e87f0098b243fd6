package io.keepsake.provider.local.vfs.ftp;

import io.keepsake.provider.local.vfs.VfsConfig;
import java.io.IOException;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileSystem;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.GenericFileName;
import org.apache.commons.vfs2.provider.ftp.FtpFileProvider;
import org.jspecify.annotations.Nullable;

/** Connects VFS to the server of the settings, whatever host its names tell. */
public final class DirectFtpProvider extends FtpFileProvider {

  private final VfsConfig config;

  /** For one server. */
  public DirectFtpProvider(VfsConfig config) {
    this.config = config;
  }

  @Override
  protected FileSystem doCreateFileSystem(FileName name, @Nullable FileSystemOptions options)
      throws FileSystemException {
    try {
      return new DirectFtpFileSystem((GenericFileName) name, FtpConnection.open(config), options);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new FileSystemException(e);
    }
  }
}

package io.keepsake.provider.local.sftp;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Vector;

/** The agent's keys and those in files, as far as they can be used. */
@SuppressWarnings("JdkObsolete") // Vector is what JSch asks for
final class SshIdentities implements IdentityRepository {

  private final Vector<Identity> identities;

  private SshIdentities(Vector<Identity> identities) {
    this.identities = identities;
  }

  /** Opens the key files and asks the agent. */
  static SshIdentities of(SftpLogin login) throws RemoteException {
    Vector<Identity> all = new Vector<>();
    if (login.agent().isPresent()) {
      all.addAll(ofAgent(login.agent().get()));
    }
    for (Path file : login.privateKeys()) {
      ofFile(file, login).ifPresent(all::add);
    }
    return new SshIdentities(all);
  }

  private static Vector<Identity> ofAgent(Path socket) throws RemoteException {
    try {
      return new AgentIdentityRepository(new SSHAgentConnector(socket)).getIdentities();
    } catch (AgentProxyException e) {
      throw new RemoteException(
          Reason.DENIED, "the SSH agent at %s does not answer".formatted(socket), e);
    }
  }

  private static Optional<Identity> ofFile(Path file, SftpLogin login) throws RemoteException {
    boolean named = login.origin() == SftpLogin.Origin.NAMED;
    try {
      JSch jsch = new JSch();
      jsch.addIdentity(file.toString());
      Identity identity = jsch.getIdentityRepository().getIdentities().getFirst();
      if (!identity.isEncrypted() || unlock(identity, login.passphrase())) {
        return Optional.of(identity);
      }
      if (named) {
        String problem =
            login.passphrase().isEmpty()
                ? "the private key %s is locked; name its passphrase with passphrase-file"
                : "the passphrase does not open the private key %s";
        throw new RemoteException(Reason.DENIED, problem.formatted(file));
      }
    } catch (JSchException e) {
      if (named) {
        throw new RemoteException(
            Reason.INVALID, "%s is no private key that can be read".formatted(file), e);
      }
    }
    return Optional.empty();
  }

  private static boolean unlock(Identity identity, Optional<Secret> passphrase) {
    if (passphrase.isEmpty()) {
      return false;
    }
    byte[] bytes = passphrase.get().copyBytes();
    try {
      return identity.setPassphrase(bytes);
    } catch (JSchException e) {
      return false; // what comes out of a wrong one is no key
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public String getName() {
    return "keepsake";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public Vector<Identity> getIdentities() {
    return new Vector<>(identities);
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] blob) {
    return false;
  }

  @Override
  public void removeAll() {
    // JSch forgets nothing of the user's
  }
}

package io.keepsake.provider.local.smb;

import com.hierynomus.security.AEADBlockCipher;
import com.hierynomus.security.Cipher;
import com.hierynomus.security.DerivationFunction;
import com.hierynomus.security.Mac;
import com.hierynomus.security.MessageDigest;
import com.hierynomus.security.SecurityException;
import com.hierynomus.security.SecurityProvider;
import com.hierynomus.security.bc.BCSecurityProvider;
import com.hierynomus.security.jce.JceSecurityProvider;

/**
 * Java's own AES-GCM, which uses the processor's instructions, for the bytes of files; for all else
 * Bouncy Castle, because Java has neither MD4 nor AES-CMAC nor AES-CCM.
 */
final class SmbCiphers implements SecurityProvider {

  private final SecurityProvider java = new JceSecurityProvider();
  private final SecurityProvider bouncyCastle = new BCSecurityProvider();

  @Override
  public AEADBlockCipher getAEADBlockCipher(String name) throws SecurityException {
    return (name.startsWith("AES/GCM") ? java : bouncyCastle).getAEADBlockCipher(name);
  }

  @Override
  public MessageDigest getDigest(String name) throws SecurityException {
    return bouncyCastle.getDigest(name);
  }

  @Override
  public Mac getMac(String name) throws SecurityException {
    return bouncyCastle.getMac(name);
  }

  @Override
  public Cipher getCipher(String name) throws SecurityException {
    return bouncyCastle.getCipher(name);
  }

  @Override
  public DerivationFunction getDerivationFunction(String name) throws SecurityException {
    return bouncyCastle.getDerivationFunction(name);
  }
}

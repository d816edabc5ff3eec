package dev.mpmlint.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// The TLS of all virtual hosts of a child, made only where a host speaks TLS; used by all its threads. What a host needs
/// is made for its first connection: it would cost each child more than all the rest of its start. Also lends the buffers
/// of connections, so that an idle one holds none.
public final class TlsContexts {
  /// Two records of TLS (RFC 8446, section 5.2) with their headers, as the JDK counts them.
  static final int BUFFER = 2 * 16_709;

  private static final int KEPT_BUFFERS = 64;

  private final Map<Integer, Host> hosts;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  /// One virtual host.
  private static final class Host {
    final TlsMaterial.Of material;

    /// Null until the first connection; guarded by this.
    private @Nullable Ready ready;

    Host(TlsMaterial.Of material) {
      this.material = material;
    }

    synchronized Ready ready() throws IOException {
      if (ready == null) {
        try {
          ready = make(material);
        } catch (GeneralSecurityException e) {
          throw new IOException("TLS of " + material.id() + " cannot be used: " + e.getMessage(), e);
        }
      }
      return ready;
    }
  }

  private record Ready(SSLContext context, SSLParameters parameters) {}

  private TlsContexts(Map<Integer, Host> hosts) {
    this.hosts = hosts;
  }

  /// @param material whose certificates and keys the control process has checked
  public static TlsContexts of(TlsMaterial material) {
    Map<Integer, Host> hosts = new HashMap<>();
    for (TlsMaterial.Of host : material.hosts()) {
      hosts.put(host.host(), new Host(host));
    }
    return new TlsContexts(hosts);
  }

  private static Ready make(TlsMaterial.Of of) throws GeneralSecurityException {
    // As httpd does (AH02042); the JDK reads it when its first connection is made.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    CertificateFactory certificates = CertificateFactory.getInstance("X.509");
    int count = of.pairs().size();
    X509Certificate[][] chains = new X509Certificate[count][];
    PrivateKey[] keys = new PrivateKey[count];
    for (int i = 0; i < count; i++) {
      TlsMaterial.Pair pair = of.pairs().get(i);
      chains[i] = new X509Certificate[pair.chain().size()];
      for (int j = 0; j < chains[i].length; j++) {
        var der = new ByteArrayInputStream(pair.chain().get(j));
        chains[i][j] = (X509Certificate) certificates.generateCertificate(der);
      }
      keys[i] = Keys.key(pair.key());
    }
    SSLContext context = SSLContext.getInstance("TLS");
    // No trust managers: the JDK would read its store of authorities, megabytes that a server never asks.
    context.init(new KeyManager[] {new HostKeys(chains, keys)}, new TrustManager[0], null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(of.protocols().toArray(new String[0]));
    parameters.setUseCipherSuitesOrder(of.serverOrder());
    if (!of.ciphers().isEmpty()) {
      parameters.setCipherSuites(of.ciphers().toArray(new String[0]));
    }
    return new Ready(context, parameters);
  }

  /// Whether connections to this host speak TLS.
  public boolean has(int host) {
    return hosts.containsKey(host);
  }

  /// `name:port` of a host that speaks TLS, as mod_ssl names it in its messages; empty for others.
  public String id(int host) {
    Host found = hosts.get(host);
    return found == null ? "" : found.material.id();
  }

  /// @throws IOException when the material of the host cannot be used
  SSLEngine engine(int host) throws IOException {
    Host chosen = hosts.get(host);
    if (chosen == null) {
      throw new IllegalArgumentException("virtual host " + host + " speaks no TLS");
    }
    Ready ready = chosen.ready();
    SSLEngine engine = ready.context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(ready.parameters);
    return engine;
  }

  /// An empty buffer of [#BUFFER] bytes.
  ByteBuffer take() {
    synchronized (free) {
      ByteBuffer buffer = free.pollLast();
      return buffer == null ? ByteBuffer.allocate(BUFFER) : buffer;
    }
  }

  void give(@Nullable ByteBuffer buffer) {
    if (buffer != null) {
      buffer.clear();
      synchronized (free) {
        if (free.size() < KEPT_BUFFERS) {
          free.addLast(buffer);
        }
      }
    }
  }
}

package dev.mpmlint.server.tls;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// All that children need to speak TLS: certificates, private keys, protocols. Made by the control process, which may
/// read private keys; children may not. It is secret: what it is written to must be readable by the owner alone.
public record TlsMaterial(List<Of> hosts) {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_COUNT = 1 << 16;

  public TlsMaterial {
    hosts = List.copyOf(hosts);
  }

  /// A certificate with those that sign it, as DER, its own first, and its private key as PKCS #8.
  public static final class Pair {
    private final List<byte[]> chain;
    private final byte[] key;

    public Pair(List<byte[]> chain, byte[] key) {
      this.chain = List.copyOf(chain);
      this.key = key;
    }

    List<byte[]> chain() {
      return chain;
    }

    byte[] key() {
      return key;
    }
  }

  /// What one virtual host speaks.
  ///
  /// @param host its index, as [dev.mpmlint.server.exchange.Host]'s
  /// @param id `name:port`, as mod_ssl names it in its messages
  /// @param protocols as the JDK names them: `TLSv1.2`
  /// @param ciphers as the JDK names them; empty for all that the JDK has
  /// @param serverOrder SSLHonorCipherOrder
  public record Of(
      int host, String id, List<Pair> pairs, List<String> protocols, List<String> ciphers, boolean serverOrder) {
    public Of {
      pairs = List.copyOf(pairs);
      protocols = List.copyOf(protocols);
      ciphers = List.copyOf(ciphers);
    }
  }

  /// For `verify`: the host's own protocols with a certificate made now, so that no private key is needed.
  ///
  /// @param names that the host answers to
  public static Of throwAway(TlsSettings settings, List<String> names) {
    return new Of(
        settings.host(),
        settings.id(),
        List.of(SelfSigned.make(names)),
        settings.protocols(),
        settings.ciphers(),
        settings.serverOrder());
  }

  public void write(DataOutput to) throws IOException {
    to.writeInt(hosts.size());
    for (Of host : hosts) {
      to.writeInt(host.host);
      to.writeUTF(host.id);
      to.writeInt(host.pairs.size());
      for (Pair pair : host.pairs) {
        to.writeInt(pair.chain.size());
        for (byte[] certificate : pair.chain) {
          bytes(to, certificate);
        }
        bytes(to, pair.key);
      }
      names(to, host.protocols);
      names(to, host.ciphers);
      to.writeBoolean(host.serverOrder);
    }
  }

  /// @throws IOException when it was not written by [#write(DataOutput)]
  public static TlsMaterial read(DataInput from) throws IOException {
    List<Of> hosts = new ArrayList<>();
    for (int left = count(from); left > 0; left--) {
      int host = from.readInt();
      String id = from.readUTF();
      List<Pair> pairs = new ArrayList<>();
      for (int more = count(from); more > 0; more--) {
        List<byte[]> chain = new ArrayList<>();
        for (int certificates = count(from); certificates > 0; certificates--) {
          chain.add(bytes(from));
        }
        pairs.add(new Pair(chain, bytes(from)));
      }
      hosts.add(new Of(host, id, pairs, names(from), names(from), from.readBoolean()));
    }
    return new TlsMaterial(hosts);
  }

  private static void bytes(DataOutput to, byte[] bytes) throws IOException {
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  private static byte[] bytes(DataInput from) throws IOException {
    int length = from.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("TLS material with a part of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    from.readFully(bytes);
    return bytes;
  }

  private static void names(DataOutput to, List<String> names) throws IOException {
    to.writeInt(names.size());
    for (String name : names) {
      to.writeUTF(name);
    }
  }

  private static List<String> names(DataInput from) throws IOException {
    List<String> names = new ArrayList<>();
    for (int left = count(from); left > 0; left--) {
      names.add(from.readUTF());
    }
    return names;
  }

  private static int count(DataInput from) throws IOException {
    int count = from.readInt();
    if (count < 0 || count > MAX_COUNT) {
      throw new IOException("TLS material with a count of " + count);
    }
    return count;
  }
}

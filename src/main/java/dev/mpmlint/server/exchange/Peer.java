package dev.mpmlint.server.exchange;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The two ends of a connection. Owned by the thread that works on the connection.
public final class Peer {
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final boolean secure;
  private @Nullable String client;
  private @Nullable String server;

  /// How the error log names the connection (`%{c}L`); null as long as it says nothing about it. Set by
  /// [dev.mpmlint.server.log.ErrorLog].
  public @Nullable String logId;

  /// @param remote the client
  /// @param local the address that it connected to
  /// @param secure whether TLS is spoken
  public Peer(InetSocketAddress remote, InetSocketAddress local, boolean secure) {
    this.remote = remote;
    this.local = local;
    this.secure = secure;
  }

  public InetSocketAddress remote() {
    return remote;
  }

  public InetSocketAddress local() {
    return local;
  }

  public boolean secure() {
    return secure;
  }

  /// The client's address without port as httpd writes it: `192.0.2.1`, `2001:db8::1`. Made once.
  public String client() {
    if (client == null) {
      client = text(remote.getAddress());
    }
    return client;
  }

  /// The same of the address that it connected to.
  public String server() {
    if (server == null) {
      server = text(local.getAddress());
    }
    return server;
  }

  /// IPv6 addresses with their longest run of zeros left out, as inet_ntop(3) does.
  private static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    int from = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && word(bytes, end) == 0) {
        end++;
      }
      if (end - i > longest) {
        from = i;
        longest = end - i;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == from) {
        text.append("::");
        i += longest - 1;
        continue;
      }
      if (i > 0 && i != from + longest) {
        text.append(':');
      }
      text.append(Integer.toHexString(word(bytes, i)));
    }
    return text.toString();
  }

  private static int word(byte[] bytes, int index) {
    return (bytes[2 * index] & 0xff) << 8 | bytes[2 * index + 1] & 0xff;
  }
}

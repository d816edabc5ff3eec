package dev.mpmlint.server.site;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// A set of addresses: one, a prefix (`10.1`), or with a mask (`10.0.0.0/8`, `fe80::/10`). Immutable.
final class Network {
  private final byte[] address;
  private final byte[] mask;

  private Network(byte[] address, byte[] mask) {
    this.address = address;
    this.mask = mask;
  }

  /// Null when the text is no address: then it is a name.
  static @Nullable Network of(String text) {
    int slash = text.indexOf('/');
    String base = slash < 0 ? text : text.substring(0, slash);
    try {
      if (base.indexOf(':') >= 0) {
        byte[] address = InetAddress.getByName(base).getAddress();
        return new Network(address, mask(address.length, slash < 0 ? address.length * 8 : bits(text, slash)));
      }
      byte[] address = new byte[4];
      int parts = parts(base, address);
      if (parts == 0) {
        return null;
      }
      String end = slash < 0 ? "" : text.substring(slash + 1);
      byte[] dotted = new byte[4];
      if (end.indexOf('.') > 0 && parts(end, dotted) == 4) {
        return new Network(address, dotted);
      }
      return new Network(address, mask(4, slash < 0 ? parts * 8 : bits(text, slash)));
    } catch (UnknownHostException | NumberFormatException _) {
      return null;
    }
  }

  private static int bits(String text, int slash) {
    return Integer.parseInt(text.substring(slash + 1));
  }

  private static int parts(String text, byte[] into) {
    String[] words = (text.endsWith(".") ? text.substring(0, text.length() - 1) : text).split("\\.", -1);
    if (words.length > 4) {
      return 0;
    }
    for (int i = 0; i < words.length; i++) {
      if (words[i].isEmpty() || words[i].length() > 3 || !words[i].chars().allMatch(c -> c >= '0' && c <= '9')) {
        return 0;
      }
      into[i] = (byte) Integer.parseInt(words[i]);
    }
    return words.length;
  }

  private static byte[] mask(int length, int bits) {
    byte[] mask = new byte[length];
    for (int i = 0; i < Math.min(bits, length * 8); i++) {
      mask[i / 8] |= (byte) (0x80 >> i % 8);
    }
    return mask;
  }

  boolean holds(byte[] client) {
    if (client.length != address.length) {
      return false;
    }
    for (int i = 0; i < client.length; i++) {
      if (((client[i] ^ address[i]) & mask[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isLoopback(byte[] client) {
    if (client.length == 4) {
      return client[0] == 127;
    }
    for (int i = 0; i < 15; i++) {
      if (client[i] != 0) {
        return false;
      }
    }
    return client[15] == 1;
  }
}

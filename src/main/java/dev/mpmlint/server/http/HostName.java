package dev.mpmlint.server.http;

import dev.mpmlint.server.log.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The host that a request asks for, checked and normalised as httpd's vhost.c (fix_hostname) does it.
final class HostName {
  private HostName() {}

  /// @param value of the Host field
  static @Nullable Fault fromField(RequestHead head, String value, boolean strict) {
    if (value.isEmpty()) {
      return null;
    }
    int digits = value.length();
    while (digits > 0 && Ascii.is(Ascii.DIGIT, value.charAt(digits - 1))) {
      digits--;
    }
    if (digits == 0) {
      if (strict) {
        return bad("AH02416: [strict] purely numeric host names not allowed: " + value);
      }
      head.hostname = value;
      return null;
    }
    int end = value.length();
    if (value.charAt(digits - 1) == ':' && digits < end) {
      int port = port(value, digits);
      if (digits == 1 || port < 1) {
        return malformed(value);
      }
      head.port = port;
      end = digits - 1;
    }
    boolean v6 = value.charAt(0) == '[';
    if (v6) {
      if (value.indexOf(']') != end - 1 || value.indexOf('%') >= 0 || !isV6(value.substring(1, end - 1))) {
        return malformed(value);
      }
      return name(head, value.substring(1, end - 1), true, strict, value);
    }
    return name(head, end == value.length() ? value : value.substring(0, end), false, strict, value);
  }

  /// @param host of an absolute target, without port and brackets
  static @Nullable Fault fromTarget(RequestHead head, String host, boolean strict) {
    if (host.isEmpty()) {
      return null;
    }
    boolean number = true;
    for (int i = 0; i < host.length(); i++) {
      number &= Ascii.is(Ascii.DIGIT, host.charAt(i));
    }
    if (number) {
      if (strict) {
        return bad("AH02416: [strict] purely numeric host names not allowed: " + host);
      }
      head.hostname = host;
      return null;
    }
    return name(head, host, host.indexOf(':') >= 0, strict, host);
  }

  // atoi: a long, stopped at its end, of which the lower 32 bits are taken.
  private static int port(String value, int from) {
    long port = 0;
    for (int i = from; i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      port = port > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : port * 10 + digit;
    }
    int cut = (int) port;
    return cut > 65535 ? -1 : cut;
  }

  private static @Nullable Fault name(RequestHead head, String host, boolean v6, boolean strict, String received) {
    if (v6 ? !wellFormedV6(host) : !wellFormed(host)) {
      return malformed(received);
    }
    String name = lower(!v6 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    if (!v6 && strict) {
      int problem = strictProblem(name);
      if (problem >= 0) {
        String near = name.substring(problem, Math.min(name.length(), problem + 6));
        String text =
            "AH02415: [strict] Invalid host name '" + name + "'" + (near.isEmpty() ? "" : ", problem near: ") + near;
        return new Fault(
            400,
            false,
            "",
            List.of(
                new Fault.Line(Level.DEBUG, text), malformed(received).log().getFirst()));
      }
    }
    head.hostname = name;
    return null;
  }

  private static boolean wellFormed(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '/' || c == '\\' || c == '.' && i + 1 < host.length() && host.charAt(i + 1) == '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean wellFormedV6(String host) {
    boolean doubleColon = false;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      char next = i + 1 < host.length() ? host.charAt(i + 1) : 0;
      if (c == ':') {
        if (next == '.' || next == ':' && doubleColon) {
          return false;
        }
        doubleColon |= next == ':';
      } else if (c == '.' ? next == ':' || next == '.' : !Ascii.is(Ascii.HEX, c)) {
        return false;
      }
    }
    return true;
  }

  /// Where a name breaks the rules of RFC 3986 7.4 and RFC 1123 2.1; -1 when it does not.
  private static int strictProblem(String name) {
    boolean decimal = true;
    boolean zeroes = false;
    int dots = 0;
    int end = name.length();
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      if (Ascii.is(Ascii.ALPHA, c) || c == '-' || c == '_') {
        decimal = false;
      } else if (c == '.') {
        dots++;
        zeroes |= i + 2 < end && name.charAt(i + 1) == '0' && Ascii.is(Ascii.DIGIT, name.charAt(i + 2));
      } else if (!Ascii.is(Ascii.DIGIT, c)) {
        return i;
      }
    }
    if (decimal) {
      zeroes |= name.startsWith(".") || end > 1 && name.charAt(0) == '0' && Ascii.is(Ascii.DIGIT, name.charAt(1));
      return zeroes || dots != 3 ? end : -1;
    }
    int dot = name.lastIndexOf('.');
    return dot >= 0 && dot + 1 < end && !Ascii.is(Ascii.ALPHA, name.charAt(dot + 1)) ? dot : -1;
  }

  /// What APR's inet_pton takes for IPv6: leading zeros without end, and a gap for no group at all.
  private static boolean isV6(String host) {
    int groups = 0;
    boolean gap = false;
    int i = 0;
    int end = host.length();
    if (host.startsWith("::")) {
      gap = true;
      i = 2;
    }
    while (i < end) {
      int start = i;
      int group = 0;
      while (i < end && group <= 0xffff && Ascii.is(Ascii.HEX, host.charAt(i))) {
        group = group << 4 | Character.digit(host.charAt(i), 16);
        i++;
      }
      if (i < end && host.charAt(i) == '.') {
        groups += 2;
        return isV4(host.substring(start)) && (gap ? groups <= 8 : groups == 8);
      }
      if (i == start || group > 0xffff) {
        return false;
      }
      groups++;
      if (i == end) {
        break;
      }
      if (host.charAt(i) != ':' || i + 1 == end) {
        return false;
      }
      i++;
      if (host.charAt(i) == ':') {
        if (gap) {
          return false;
        }
        gap = true;
        i++;
      }
    }
    return gap ? groups <= 8 : groups == 8;
  }

  private static boolean isV4(String text) {
    int parts = 0;
    int number = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (number < 0) {
          return false;
        }
        parts++;
        number = -1;
      } else if (!Ascii.is(Ascii.DIGIT, c)) {
        return false;
      } else {
        number = Math.max(number, 0) * 10 + (c - '0');
        if (number > 255) {
          return false;
        }
      }
    }
    return parts == 4;
  }

  private static String lower(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        StringBuilder lower = new StringBuilder(host);
        for (int j = i; j < host.length(); j++) {
          lower.setCharAt(j, (char) Ascii.lower(host.charAt(j)));
        }
        return lower.toString();
      }
    }
    return host;
  }

  private static Fault malformed(String received) {
    return bad("AH00550: Client sent malformed Host header: " + received);
  }

  private static Fault bad(String text) {
    return Fault.debug(400, text);
  }
}

package dev.mpmlint.judge;

import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the functions of mod_md refuse. Stateless.
final class MdChecks {
  private static final int LEAST_BITS = 2048;

  private static final Set<String> AUTHORITIES =
      Set.of("letsencrypt", "letsencrypt-test", "le", "le-test", "buypass", "buypass-test");

  private MdChecks() {}

  static @Nullable Complaint authority(Call call) {
    for (var word : call.words()) {
      String value = word.value();
      boolean known = AUTHORITIES.contains(value.toLowerCase(Locale.ROOT));
      if (!known && !value.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S*")) {
        return Complaint.of(
            "The CA name '" + Display.of(value) + "' is not known and it is not a URL either (missing uri scheme).", word);
      }
    }
    return null;
  }

  static @Nullable Complaint domain(Call call) {
    for (int i = 0; i < call.count(); i++) {
      String word = call.value(i).toLowerCase(Locale.ROOT);
      if (!word.equals("auto") && !word.equals("manual")) {
        return null;
      }
    }
    return Complaint.missing("needs at least one domain name");
  }

  static @Nullable Complaint section(Call call) {
    return call.count() == 0
        ? Complaint.missing("<MDomainSet > section must specify a unique domain name")
        : null;
  }

  static @Nullable Complaint member(Call call) {
    boolean inside = isInside(call);
    String value = call.value(0).toLowerCase(Locale.ROOT);
    if (call.count() == 1 && (value.equals("auto") || value.equals("manual"))) {
      return null;
    }
    if (call.count() == 1 && call.spec().name().equals("MDMembers") && !inside) {
      return Complaint.of("unknown value, use \"auto|manual\"", call.words().getFirst());
    }
    return inside
        ? null
        : Complaint.of(call.name() + " is only valid inside a '<MDomainSet' context, not here");
  }

  static @Nullable Complaint file(Call call) {
    return isInside(call)
        ? null
        : Complaint.of(call.name() + " is only valid inside a '<MDomainSet' context, not here");
  }

  private static boolean isInside(Call call) {
    var scope = call.context().scope();
    return scope != null && (scope.within("mdomain") || scope.within("mdomainset"));
  }

  static @Nullable Complaint portMap(Call call) {
    for (var word : call.words()) {
      String map = word.value();
      int colon = map.indexOf(':');
      if (colon < 0) {
        return Complaint.of("no ':' after first port number", word);
      }
      String from = map.substring(0, colon);
      if (!from.equals("http") && !from.equals("https") && !from.isEmpty() && !Addresses.isDigits(from)) {
        return Complaint.of("no ':' after first port number", word);
      }
      String to = map.substring(colon + 1);
      boolean named = from.equals("http") || from.equals("https");
      boolean fromPort = named || isPort(from);
      boolean toPort = to.equals("-") || isPort(to);
      if (!fromPort || !toPort) {
        return Complaint.of("invalid number for port map, must be in ]0,65535]", word);
      }
    }
    return null;
  }

  private static boolean isPort(String text) {
    int port = CNumbers.atoi(text);
    return port > 0 && port < 65_536;
  }

  static @Nullable Complaint privateKeys(Call call) {
    if (call.count() == 0) {
      return Complaint.missing("needs to specify the private key type");
    }
    Set<String> seen = new java.util.HashSet<>();
    for (int i = 0; i < call.count(); i++) {
      String type = call.value(i);
      Word at = call.words().get(i);
      String bits = "";
      if (type.equalsIgnoreCase("default")) {
        if (call.count() > 1) {
          return Complaint.of("'Default' allows no other parameter", at);
        }
      } else if (type.equalsIgnoreCase("rsa")) {
        type = "RSA";
        if (i + 1 < call.count() && startsWithDigit(call.value(i + 1))) {
          i++;
          bits = call.value(i);
        }
      } else if (type.regionMatches(true, 0, "rsa", 0, 3) && startsWithDigit(type.substring(3))) {
        bits = type.substring(3);
        type = "RSA";
      }
      int length = bits.isEmpty() ? LEAST_BITS : CNumbers.atoi(bits);
      if (length < LEAST_BITS || length == Integer.MAX_VALUE) {
        String why = length < LEAST_BITS ? "must be 2048 or higher in order to be considered safe." : "is too large for an RSA key length.";
        return Complaint.of(why, call.words().get(i));
      }
      if (!seen.add(type.toLowerCase(Locale.ROOT))) {
        return Complaint.of("two keys of type '" + Display.of(type) + "' are not possible.", at);
      }
    }
    return null;
  }

  private static boolean startsWithDigit(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  static @Nullable Complaint window(Call call) {
    String value = call.value(0);
    boolean percent = value.matches("(\\d+%|%.*)");
    boolean time = value.matches("(?si)[+-]?\\d{1,18}((ms|s|mi|h|d).*)?");
    if (!percent && !time) {
      return Complaint.of(call.spec().name() + " has unrecognized format", call.words().getFirst());
    }
    return value.matches("\\d+%") && CNumbers.atoi(value) > 99
        ? Complaint.of("a length of 100% or more is not allowed.", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint account(Call call) {
    if (!call.value(1).isEmpty() || call.value(0).equalsIgnoreCase("none") || !call.server().looksForFiles()) {
      return null;
    }
    return call.server().files().look(call.value(0)) == ServerFiles.Kind.FILE
        ? null
        : Complaint.file(call.name() + ": file not found: " + Display.of(call.value(0)), call.words().getFirst());
  }

  static @Nullable Complaint interval(Call call) {
    String value = call.value(0);
    if (!value.matches("(?si)[+-]?\\d{1,18}((ms|s|mi|h|d).*)?")) {
      return Complaint.of("unrecognized duration format", call.words().getFirst());
    }
    long number = CNumbers.strtol(value);
    long milliseconds = value.matches("(?si)[+-]?\\d+ms.*") ? number : number * 1000;
    return milliseconds < 1000
        ? Complaint.of("check interval cannot be less than one second", call.words().getFirst())
        : null;
  }
}

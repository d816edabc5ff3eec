package dev.mpmlint.server.tls;

import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// mod_ssl's directives of one virtual host, those of the main server merged in. For the control process.
///
/// @param host its index, as [dev.mpmlint.server.exchange.Host]'s
/// @param id `name:port`, as mod_ssl names it in its messages
/// @param certificates SSLCertificateFile, absolute paths in order
/// @param keys SSLCertificateKeyFile, each for the certificate of the same place
/// @param chain SSLCertificateChainFile
/// @param protocols those that the JDK speaks, in its names
/// @param ciphers in the JDK's names; empty for all that it has
/// @param serverOrder SSLHonorCipherOrder
/// @param notSimulated directives that have no effect here, with their arguments
public record TlsSettings(
    int host,
    String id,
    List<String> certificates,
    List<String> keys,
    @Nullable String chain,
    List<String> protocols,
    List<String> ciphers,
    boolean serverOrder,
    List<String> notSimulated) {
  /// They change nothing that a client of this server could see.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "sslengine", "sslsessioncache", "sslsessioncachetimeout", "sslrandomseed", "sslmutex", "sslpassphrasedialog",
          "sslsessiontickets", "sslstaplingcache");

  private static final List<String> ALL = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
  private static final List<String> SPOKEN = List.of("TLSv1.2", "TLSv1.3");

  public TlsSettings {
    certificates = List.copyOf(certificates);
    keys = List.copyOf(keys);
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
    notSimulated = List.copyOf(notSimulated);
  }

  /// @param host the virtual host's index
  /// @param name its ServerName without port
  /// @param port of its ServerName; 0 when that has none
  /// @param serverRoot what relative paths start from
  /// @param main the main server's items; sections among them are passed over
  /// @param own the virtual host's items; empty for the main server itself
  /// @return null when the host does not speak TLS
  /// @throws TlsRefusedException when httpd would not start
  public static @Nullable TlsSettings of(
      int host, String name, int port, String serverRoot, List<Item> main, List<Item> own) throws TlsRefusedException {
    Gathered above = gather(main, serverRoot);
    Gathered here = gather(own, serverRoot);
    if (!"on".equals(here.engine == null ? above.engine : here.engine)) {
      return null;
    }
    List<String> notSimulated = new ArrayList<>(above.notSimulated);
    notSimulated.addAll(here.notSimulated);
    Setting ciphers = here.ciphers == null ? above.ciphers : here.ciphers;
    Setting ciphers13 = here.ciphers13 == null ? above.ciphers13 : here.ciphers13;
    Boolean order = here.serverOrder == null ? above.serverOrder : here.serverOrder;
    return new TlsSettings(
        host,
        name + ":" + (port == 0 ? 443 : port),
        overlaid(above.certificates, here.certificates),
        overlaid(above.keys, here.keys),
        here.chain == null ? above.chain : here.chain,
        protocols(here.protocols == null ? above.protocols : here.protocols, notSimulated),
        CipherNames.of(ciphers, ciphers13, notSimulated),
        order != null && order,
        notSimulated);
  }

  /// What one level says; null where it says nothing.
  private static final class Gathered {
    @Nullable String engine;
    final List<String> certificates = new ArrayList<>();
    final List<String> keys = new ArrayList<>();
    @Nullable String chain;
    @Nullable Setting protocols;
    @Nullable Setting ciphers;
    @Nullable Setting ciphers13;
    @Nullable Boolean serverOrder;
    final List<String> notSimulated = new ArrayList<>();
  }

  private static Gathered gather(List<Item> items, String serverRoot) throws TlsRefusedException {
    Gathered found = new Gathered();
    for (Item item : items) {
      if (item instanceof Setting setting && setting.name().regionMatches(true, 0, "SSL", 0, 3)) {
        take(setting, serverRoot, found);
      }
    }
    return found;
  }

  private static void take(Setting setting, String serverRoot, Gathered into) throws TlsRefusedException {
    switch (setting.key()) {
      case "sslcertificatefile" -> into.certificates.add(file(setting, serverRoot));
      case "sslcertificatekeyfile" -> into.keys.add(file(setting, serverRoot));
      case "sslcertificatechainfile" -> into.chain = file(setting, serverRoot);
      case "sslprotocol" -> {
        check(setting);
        into.protocols = setting;
      }
      case "sslciphersuite" -> {
        if (setting.argument(0).equalsIgnoreCase("TLSv1.3")) {
          into.ciphers13 = setting;
        } else {
          into.ciphers = setting;
        }
      }
      case "sslhonorcipherorder" -> into.serverOrder = setting.argument(0).equalsIgnoreCase("on");
      case String key when !WITHOUT_EFFECT.contains(key) && !switchedOff(setting) ->
          into.notSimulated.add((setting.name() + " " + setting.tail()).strip());
      default -> {
        // Nothing that could be seen.
      }
    }
    if (setting.key().equals("sslengine")) {
      into.engine = setting.argument(0).toLowerCase(Locale.ROOT);
    }
  }

  private static boolean switchedOff(Setting setting) {
    String value = setting.argument(0);
    return value.equalsIgnoreCase("off") || value.equalsIgnoreCase("none");
  }

  /// As ssl_cmd_check_file: a regular file with something in it.
  private static String file(Setting setting, String serverRoot) throws TlsRefusedException {
    String path = setting.argument(0);
    try {
      Path resolved = Path.of(serverRoot).resolve(path).normalize();
      if (Files.isRegularFile(resolved) && Files.size(resolved) > 0) {
        return resolved.toString();
      }
      path = resolved.toString();
    } catch (IOException | InvalidPathException _) {
      // Then it is not there.
    }
    throw TlsRefusedException.syntax(setting.at(), setting.name() + ": file '" + path + "' does not exist or is empty");
  }

  /// A certificate of the host takes the place of the main server's of the same number (PR 56306 of httpd).
  private static List<String> overlaid(List<String> above, List<String> here) {
    List<String> all = new ArrayList<>(here);
    for (int i = here.size(); i < above.size(); i++) {
      all.add(above.get(i));
    }
    return all;
  }

  /// As ssl_cmd_protocol_parse.
  private static void check(Setting setting) throws TlsRefusedException {
    for (String word : setting.arguments()) {
      String name = bare(word);
      if (name.equalsIgnoreCase("SSLv2") && !word.startsWith("-")) {
        throw TlsRefusedException.syntax(setting.at(), setting.name() + ": SSLv2 is no longer supported");
      }
      if (!name.equalsIgnoreCase("all") && !name.regionMatches(true, 0, "SSLv", 0, 4) && known(name) == null) {
        throw TlsRefusedException.syntax(setting.at(), setting.name() + ": Illegal protocol '" + name + "'");
      }
    }
  }

  private static List<String> protocols(@Nullable Setting setting, List<String> notSimulated)
      throws TlsRefusedException {
    Set<String> chosen = new TreeSet<>(ALL);
    boolean old = false;
    if (setting != null) {
      chosen.clear();
      for (String word : setting.arguments()) {
        String name = bare(word);
        String one = known(name);
        List<String> meant = name.equalsIgnoreCase("all") ? ALL : one == null ? List.of("SSLv3") : List.of(one);
        if (word.startsWith("-")) {
          meant.forEach(chosen::remove);
          continue;
        }
        if (!word.startsWith("+")) {
          chosen.clear();
        }
        chosen.addAll(meant);
        old |= meant.size() == 1 && !SPOKEN.containsAll(meant);
      }
      chosen.remove("SSLv3");
      if (chosen.isEmpty()) {
        throw TlsRefusedException.start(
            TlsRefusedException.emerg("AH02231: No SSL protocols available [hint: SSLProtocol]"),
            TlsRefusedException.emerg("AH02312: Fatal error initialising mod_ssl, exiting."));
      }
    }
    chosen.retainAll(SPOKEN);
    if (setting != null && (old || chosen.isEmpty())) {
      notSimulated.add(setting.name() + " " + setting.tail() + " (only TLSv1.2 and TLSv1.3 are spoken)");
    }
    return chosen.isEmpty() ? SPOKEN : List.copyOf(chosen);
  }

  private static String bare(String word) {
    return word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
  }

  private static @Nullable String known(String name) {
    for (String one : ALL) {
      if (one.equalsIgnoreCase(name)) {
        return one;
      }
    }
    return null;
  }
}

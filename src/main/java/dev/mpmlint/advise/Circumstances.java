package dev.mpmlint.advise;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What of a configuration matters for the choice of an MPM and its numbers. Stateless.
final class Circumstances {
  private static final String ITK = "mpm_itk_module";
  /// httpd's default since 2.2.
  private static final double KEEP_ALIVE_TIMEOUT = 5;

  private Circumstances() {}

  /// Loaded modules that must not run in threads, mpm-itk left out.
  static List<LoadedModule> threadUnsafe(Configuration configuration) {
    List<LoadedModule> unsafe = new ArrayList<>();
    for (LoadedModule module : configuration.modules()) {
      String file = module.file() == null ? "" : module.file();
      boolean known =
          Modules.find(module.identifier())
              .filter(spec -> spec.threadSafe(file) == ModuleSpec.ThreadSafety.NO)
              .isPresent();
      if (known && !module.identifier().equals(ITK) && !isThreadSafeBuild(file.toLowerCase(Locale.ROOT))) {
        unsafe.add(module);
      }
    }
    return unsafe;
  }

  private static boolean isThreadSafeBuild(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return name.contains("zts") || name.endsWith("ts.so") || name.endsWith(".dll");
  }

  static boolean isPhp(LoadedModule module) {
    return module.identifier().startsWith("php");
  }

  static Optional<LoadedModule> itk(Configuration configuration) {
    return configuration.module(ITK);
  }

  /// Lines that give requests a user of their own.
  static List<Occurrence> users(Configuration configuration) {
    List<Occurrence> lines = new ArrayList<>(configuration.active("AssignUserID"));
    lines.addAll(configuration.active("AssignUserIDExpr"));
    lines.addAll(configuration.active("RUidGid"));
    return lines;
  }

  /// The line that asks for HTTP/2.
  static Optional<Occurrence> http2(Configuration configuration) {
    for (Occurrence line : configuration.active("Protocols")) {
      for (Word word : line.words()) {
        if (word.value().equalsIgnoreCase("h2") || word.value().equalsIgnoreCase("h2c")) {
          return Optional.of(line);
        }
      }
    }
    return Optional.empty();
  }

  /// Lines that pass requests to FastCGI, as php-fpm is asked.
  static List<Occurrence> fastCgi(Configuration configuration) {
    List<Occurrence> lines = new ArrayList<>();
    for (String name : List.of("SetHandler", "ProxyPass", "ProxyPassMatch", "BalancerMember", "RewriteRule")) {
      for (Occurrence line : configuration.active(name)) {
        if (line.words().stream().anyMatch(w -> w.value().contains("fcgi://"))) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  /// The sockets and addresses of [#fastCgi], as a pool's `listen` has them.
  static List<String> fastCgiAddresses(Configuration configuration) {
    List<String> addresses = new ArrayList<>();
    for (Occurrence line : fastCgi(configuration)) {
      for (Word word : line.words()) {
        String value = word.value();
        int unix = value.indexOf("unix:");
        int bar = value.indexOf('|');
        int scheme = value.indexOf("fcgi://");
        if (unix >= 0 && bar > unix) {
          addresses.add(value.substring(unix + "unix:".length(), bar));
        } else if (scheme >= 0) {
          String rest = value.substring(scheme + "fcgi://".length());
          int slash = rest.indexOf('/');
          addresses.add(slash < 0 ? rest : rest.substring(0, slash));
        }
      }
    }
    return addresses.stream().distinct().toList();
  }

  /// The line that proxies a WebSocket.
  static Optional<Occurrence> webSocket(Configuration configuration) {
    for (String name : List.of("ProxyPass", "ProxyPassMatch", "RewriteRule", "BalancerMember")) {
      for (Occurrence line : configuration.active(name)) {
        for (Word word : line.words()) {
          String value = word.value().toLowerCase(Locale.ROOT);
          if (value.startsWith("ws://") || value.startsWith("wss://") || value.startsWith("upgrade=")) {
            return Optional.of(line);
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Keep-alive at server level.
  ///
  /// @param seconds how long an idle connection is kept, 0 when it is not
  /// @param at the line that says so, null for the default
  record KeepAlive(double seconds, @org.jspecify.annotations.Nullable Occurrence at) {}

  static KeepAlive keepAlive(Configuration configuration) {
    Occurrence off = lastAtServerLevel(configuration, "KeepAlive");
    String value = off == null || off.words().isEmpty() ? "" : off.words().getFirst().value();
    if (value.equalsIgnoreCase("off") || value.equals("0")) {
      return new KeepAlive(0, off);
    }
    Occurrence timeout = lastAtServerLevel(configuration, "KeepAliveTimeout");
    if (timeout == null || timeout.words().isEmpty()) {
      return new KeepAlive(KEEP_ALIVE_TIMEOUT, null);
    }
    try {
      String text = timeout.words().getFirst().value();
      boolean bare = !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
      return new KeepAlive(Unit.SECONDS.parse("KeepAliveTimeout", bare ? text + "s" : text), timeout);
    } catch (UnusableInputException _) {
      return new KeepAlive(KEEP_ALIVE_TIMEOUT, null);
    }
  }

  private static @org.jspecify.annotations.Nullable Occurrence lastAtServerLevel(Configuration configuration, String name) {
    Occurrence last = null;
    for (Occurrence line : configuration.active(name)) {
      last = line.place().scope() == null ? line : last;
    }
    return last;
  }
}

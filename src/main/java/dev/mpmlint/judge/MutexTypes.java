package dev.mpmlint.judge;

import dev.mpmlint.source.Display;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The mutexes that modules register by name (`ap_mutex_register`). Stateless.
final class MutexTypes {
  /// Name → the module that has it; those of httpd 2.4.71.
  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          Map.entry("authdigest-client", "auth_digest_module"),
          Map.entry("authdigest-opaque", "auth_digest_module"),
          Map.entry("authn-socache", "authn_socache_module"),
          Map.entry("cache-socache", "cache_socache_module"),
          Map.entry("ldap-cache", "ldap_module"),
          Map.entry("mpm-accept", ""),
          Map.entry("proxy", "proxy_module"),
          Map.entry("proxy-balancer-shm", "proxy_balancer_module"),
          Map.entry("rewrite-map", "rewrite_module"),
          Map.entry("ssl-cache", "ssl_module"),
          Map.entry("ssl-stapling", "ssl_module"),
          Map.entry("ssl-stapling-refresh", "ssl_module"),
          Map.entry("watchdog-callback", "watchdog_module"),
          Map.entry("default", ""));

  private MutexTypes() {}

  /// The names behind the mechanism.
  static @Nullable Complaint check(Call call) {
    for (int i = 1; i < call.count(); i++) {
      String name = call.value(i);
      String module = BY_NAME.get(name.toLowerCase(Locale.ROOT));
      boolean accept = name.equalsIgnoreCase("mpm-accept") && call.server().hasOnly("event.c");
      boolean open = call.server().isOpen() || call.server().hasForeignModules();
      if (!open && (module == null || accept || !module.isEmpty() && !call.server().has(module))) {
        return Complaint.of("Mutex type " + Display.of(name) + " is not valid", call.words().get(i));
      }
    }
    return null;
  }
}

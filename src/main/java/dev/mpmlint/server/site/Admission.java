package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.settings.ServerSettings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a request may be served: the access, authentication and authorisation phases of `ap_process_request_internal`
/// (server/request.c). Nobody is ever authenticated. Thread-safe.
final class Admission {
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;
  private static final int INTERNAL_ERROR = 500;

  private final ServerSettings settings;
  private final Log log;
  private final boolean authorizes;
  private final boolean authenticates;

  Admission(ServerSettings settings, Log log) {
    this.settings = settings;
    this.log = log;
    authorizes = settings.has("authz_core_module");
    authenticates = settings.has("authn_core_module");
  }

  /// @param before what held for the request that was redirected to this one within the server; null for none. Who was asked
  ///     there is not asked again
  /// @return 0 when the request may go on, else the status to answer
  int refusal(Exchange exchange, Resolution r, @Nullable DirConf before) {
    DirConf conf = r.conf;
    boolean open = conf.access == null && conf.authz == null && authorizes;
    if (open || (before != null && before.isMadeAs(conf))) {
      return 0;
    }
    boolean any = conf.satisfy == DirConf.Satisfy.ANY;
    boolean allowed = conf.access == null || conf.access.ask(exchange) == Access.Answer.GRANTED;
    if (any && allowed) {
      return 0;
    }
    if (!any && !allowed) {
      log.log(Level.ERROR, "access_compat", "AH01797: client denied by server configuration: " + shown(r), exchange);
      return FORBIDDEN;
    }
    if (!authorizes) {
      return withoutUser(exchange, r);
    }
    Access.Answer answer = conf.authz == null ? Access.Answer.GRANTED : conf.authz.ask(exchange);
    if (answer == Access.Answer.NEUTRAL && conf.authz instanceof Access.Group g && g.isLimited()) {
      answer = Access.Answer.GRANTED;
    }
    return switch (answer) {
      case GRANTED -> 0;
      case NEEDS_USER -> withoutUser(exchange, r);
      case DENIED, NEUTRAL -> {
        log.log(Level.ERROR, "authz_core", "AH01630: client denied by server configuration: " + shown(r), exchange);
        yield FORBIDDEN;
      }
    };
  }

  /// What becomes of a request that only a user may make: without the modules that would ask for one, a failure.
  private int withoutUser(Exchange exchange, Resolution r) {
    if (!authenticates) {
      log.log(Level.CRIT, "core", "AH00025: configuration error:  couldn't check user: " + r.path, exchange);
      return INTERNAL_ERROR;
    }
    String type = r.conf.authType == null ? "none" : r.conf.authType;
    String module =
        switch (type.toLowerCase(Locale.ROOT)) {
          case "none" -> "";
          case "basic" -> "auth_basic";
          case "digest" -> "auth_digest";
          case "form" -> "auth_form";
          // Of another's module nobody here knows the name.
          default -> "core";
        };
    if (module.isEmpty()) {
      log.log(
          Level.ERROR, "core", "AH00027: No authentication done but request not allowed without authentication for " + r.path
              + ". Authentication not configured?", exchange);
      return INTERNAL_ERROR;
    }
    if (!module.equals("core") && !settings.has(module + "_module")) {
      log.log(Level.ERROR, "authn_core", "AH01796: AuthType " + type + " configured without corresponding module", exchange);
      return INTERNAL_ERROR;
    }
    if (r.conf.authName == null && (module.equals("auth_basic") || module.equals("auth_digest"))) {
      String number = module.equals("auth_basic") ? "AH01615" : "AH01780";
      log.log(Level.ERROR, module, number + ": need AuthName: " + r.path, exchange);
      return INTERNAL_ERROR;
    }
    return UNAUTHORIZED;
  }

  private static String shown(Resolution r) {
    return r.file.isEmpty() ? r.path : r.file;
  }
}

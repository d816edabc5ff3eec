package dev.mpmlint.server.site;

import dev.mpmlint.server.content.Entity;
import dev.mpmlint.server.content.Escapes;
import dev.mpmlint.server.content.Ranges;
import dev.mpmlint.server.content.StaticFiles;
import dev.mpmlint.server.exchange.BadBodyException;
import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.RequestBody;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// From a decoded path to its content: access, redirects, index files, handlers, the default handler. Thread-safe.
final class Serving {
  private static final long LIMIT_REQUEST_BODY = 1L << 30;
  // How Walk begins what it says about a folder that may not be searched.
  private static final String UNREADABLE = "AH00035: ";
  static final List<String> STANDARD_INDEX = List.of("index.html");
  private static final String KNOWN_METHODS =
      " GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK"
          + " VERSION-CONTROL CHECKOUT UNCHECKOUT CHECKIN UPDATE LABEL REPORT MKWORKSPACE MKACTIVITY BASELINE-CONTROL MERGE ";

  private final Walk walk;
  private final Listing listing;
  private final HandlerFinder handlers;
  private final Admission admission;
  private final Log log;
  private final boolean dir;
  private final boolean autoindex;
  private final boolean switches;

  Serving(ServerSettings settings, Walk walk, Errors errors, HandlerFinder handlers, Log log) {
    this.walk = walk;
    this.listing = new Listing(walk, errors, log);
    this.handlers = handlers;
    this.admission = new Admission(settings, log);
    this.log = log;
    this.dir = settings.has("dir_module");
    this.switches = settings.pool().kind() == Pool.Kind.ITK;
    this.autoindex = settings.has("autoindex_module");
  }

  /// @param first the error that this is the document for; 0 for the request itself
  /// @param before what held for the request that was redirected to this one; null for none
  Outcome serve(Exchange exchange, HostConf host, String path, int first, @Nullable DirConf before) {
    ContentHandler claimed = first == 0 ? handlers.claim(exchange) : null;
    if (claimed != null) {
      return claimed(exchange, host, path, claimed);
    }
    Resolution r = walk.resolve(host, path);
    exchange.file = r.file;
    if (r.kind == Resolution.Kind.REDIRECT) {
      return redirect(exchange, host, r.conf, r.status, r.location);
    }
    if (r.kind == Resolution.Kind.REFUSED) {
      if (switches && r.reason.startsWith(UNREADABLE) && handlers.abandon(exchange, quoted(r.reason))) {
        return Outcome.failed(r.status, r.conf);
      }
      log.log(Level.ERROR, "core", r.reason.replace("%PATH%", path), exchange);
      return Outcome.failed(r.status, r.conf);
    }
    int refused = enter(exchange, r, first, before);
    if (refused != 0) {
      return Outcome.failed(refused, r.conf);
    }
    for (AliasRule rule : r.conf.redirects) {
      String target = rule.apply(path, true);
      if (target != null) {
        return redirect(exchange, host, r.conf, rule.status(), target);
      }
    }
    prepare(exchange, r);
    if (dir && (r.handler.isEmpty() || Boolean.TRUE.equals(r.conf.checkHandler))) {
      Outcome directed = direct(exchange, host, r, first, before);
      if (directed != null) {
        return directed;
      }
    }
    return content(exchange, host, r, first);
  }

  private Outcome claimed(Exchange exchange, HostConf host, String path, ContentHandler handler) {
    Resolution r = walk.unmapped(host, path);
    int refused = enter(exchange, r, 0, null);
    if (refused != 0) {
      return Outcome.failed(refused, r.conf);
    }
    // Whoever claimed the request said what it is mapped to.
    String file = exchange.file;
    String pathInfo = exchange.pathInfo;
    prepare(exchange, r);
    exchange.file = file;
    exchange.pathInfo = pathInfo;
    return handled(exchange, r, handler);
  }

  private int enter(Exchange exchange, Resolution r, int first, @Nullable DirConf before) {
    int refused = switches && first == 0 ? handlers.enter(exchange, r.conf.runAs) : 0;
    return refused != 0 ? refused : admit(exchange, r, first, before);
  }

  /// Access control; 0 when the request may go on.
  private int admit(Exchange exchange, Resolution r, int first, @Nullable DirConf before) {
    DirConf conf = r.conf;
    for (int i = 0; i < conf.envRules.size(); i++) {
      conf.envRules.get(i).apply(exchange);
    }
    int refused = admission.refusal(exchange, r, before);
    return refused != 0 ? refused : bodyRefused(exchange, conf, first);
  }

  private static String quoted(String reason) {
    return reason.substring(reason.indexOf('\'') + 1, reason.lastIndexOf('\''));
  }

  private int bodyRefused(Exchange exchange, DirConf conf, int first) {
    long limit = conf.limitRequestBody == null ? LIMIT_REQUEST_BODY : conf.limitRequestBody;
    if (first == 0 && exchange.body().length() < 0) {
      exchange.body().limit(limit);
    }
    if (first == 0 && limit > 0 && exchange.body().length() > limit) {
      log.log(
          Level.ERROR, "core", "AH00588: Requested content-length of " + exchange.body().length() + " is larger than the configured limit of " + limit, exchange);
      return 413;
    }
    return 0;
  }

  private static void prepare(Exchange exchange, Resolution r) {
    exchange.file = r.file;
    exchange.pathInfo = r.pathInfo;
    exchange.handler = r.handler;
    if (!r.conf.setEnv.isEmpty()) {
      exchange.environment().putAll(r.conf.setEnv);
    }
    if (!r.conf.unsetEnv.isEmpty()) {
      for (String name : r.conf.unsetEnv) {
        if (!r.conf.setEnv.containsKey(name)) {
          exchange.environment().remove(name);
        }
      }
    }
  }

  private Outcome redirect(Exchange exchange, HostConf host, DirConf conf, int status, String target) {
    if (status >= 300 && status < 400) {
      String url = target.startsWith("/") ? Urls.absolute(exchange, host, target) : target;
      if (!Urls.isUrl(url)) {
        log.log(Level.ERROR, "alias", "AH00674: cannot redirect '" + exchange.path + "' to '" + url + "'; target is not a valid absoluteURI or abs_path", exchange);
        return Outcome.failed(500, conf);
      }
      if (exchange.query != null && url.indexOf('?') < 0) {
        url = url + "?" + exchange.query;
      }
      exchange.response().headers().set("Location", url);
    } else if (status == 405 || status == 501) {
      exchange.response().headers().set("Allow", host.trace().equals("off") ? "" : "TRACE");
    }
    return Outcome.failed(status, conf);
  }

  /// mod_dir: the slash behind a folder's name, index files, FallbackResource. Null when it has nothing to say.
  private @Nullable Outcome direct(
      Exchange exchange, HostConf host, Resolution r, int first, @Nullable DirConf before) {
    boolean folder = r.kind == Resolution.Kind.FOLDER;
    if (folder && !r.path.endsWith("/")) {
      if (Boolean.FALSE.equals(r.conf.directorySlash)) {
        return null;
      }
      String url = Urls.absolute(exchange, host, Escapes.path(r.path, true) + "/");
      exchange.response().headers().set("Location", exchange.query == null ? url : url + "?" + exchange.query);
      return Outcome.failed(301, r.conf);
    }
    if (folder) {
      Outcome index = index(exchange, host, r, first, before);
      if (index != null) {
        return index;
      }
    }
    String fallback = r.conf.fallback;
    if (fallback != null && !fallback.isEmpty() && !fallback.equals(r.path) && r.kind != Resolution.Kind.FILE) {
      return Outcome.to(fallback, r.conf);
    }
    return null;
  }

  private @Nullable Outcome index(
      Exchange exchange, HostConf host, Resolution r, int first, @Nullable DirConf before) {
    Resolution known = r.index;
    if (known != null && walk.isFresh(known)) {
      return serve(exchange, host, known.path, first, before);
    }
    List<String> names = r.conf.directoryIndex.isEmpty() ? STANDARD_INDEX : r.conf.directoryIndex;
    int failure = 0;
    for (String name : names) {
      if (name.equals("disabled")) {
        continue;
      }
      Resolution found = walk.resolve(host, name.startsWith("/") ? name : r.path + name);
      boolean takes = found.kind == Resolution.Kind.FILE && (found.pathInfo.isEmpty() || !found.handler.isEmpty());
      if (takes || found.kind == Resolution.Kind.REDIRECT) {
        int refused = found.kind == Resolution.Kind.REDIRECT ? 0 : admit(exchange, found, first, before);
        if (refused == 0) {
          r.index = found;
          exchange.path = found.path;
          return serve(exchange, host, found.path, first, before);
        }
        failure = refused;
      } else {
        // Where there is no such file its name may still be forbidden.
        int refused = found.kind == Resolution.Kind.REFUSED ? found.status : admit(exchange, found, first, before);
        failure = refused == 0 ? failure : refused;
      }
    }
    return failure == 0 ? null : Outcome.failed(failure, r.conf);
  }

  private Outcome content(Exchange exchange, HostConf host, Resolution r, int first) {
    ContentHandler handler = r.handler.isEmpty() ? null : handlers.find(r.handler, exchange);
    if (handler != null) {
      if (Boolean.FALSE.equals(r.conf.acceptPathInfo) && !r.pathInfo.isEmpty()) {
        return Outcome.failed(404, r.conf);
      }
      return handled(exchange, r, handler);
    }
    String method = first != 0 ? "GET" : exchange.head().method();
    boolean get = method.equals("GET") || method.equals("HEAD");
    if (r.kind == Resolution.Kind.FOLDER && get && autoindex) {
      return listing.answer(exchange, host, r);
    }
    if (method.equals("OPTIONS")) {
      exchange.response().headers().set("Allow", allow(host));
      String type = typeOf(r);
      if (!type.isEmpty()) {
        exchange.response().headers().set("Content-Type", type);
      }
      return Outcome.failed(0, r.conf);
    }
    if (!get && !method.equals("POST")) {
      boolean known = KNOWN_METHODS.contains(" " + method + " ");
      exchange.response().headers().set("Allow", allow(host));
      return Outcome.failed(known ? 405 : 501, r.conf);
    }
    Outcome unread = discard(exchange, r);
    if (unread != null) {
      return unread;
    }
    Entity entity = r.entity;
    boolean pathInfoRefused = !r.pathInfo.isEmpty() && !Boolean.TRUE.equals(r.conf.acceptPathInfo);
    if (entity == null || pathInfoRefused) {
      if (log.enabled(Level.INFO, "core")) {
        log.log(Level.INFO, "core", "AH00128: File does not exist: " + r.file + r.pathInfo, exchange);
      }
      return Outcome.failed(404, r.conf);
    }
    return file(exchange, host, r, entity, first);
  }

  /// The default handler reads a body that nobody wants before it answers (`ap_discard_request_body`); null when that went
  /// well.
  private @Nullable Outcome discard(Exchange exchange, Resolution r) {
    if (exchange.body() == RequestBody.NONE) {
      return null;
    }
    ByteBuffer waste = ByteBuffer.allocate(8192);
    try {
      while (exchange.body().read(waste.clear()) >= 0) {
        // Nobody wants it.
      }
      return null;
    } catch (BadBodyException e) {
      log.log(Level.INFO, "http", String.valueOf(e.getMessage()), exchange);
      return new Outcome(e.status(), r.conf, null, e.notes());
    } catch (IOException _) {
      return Outcome.failed(400, r.conf);
    }
  }

  private static String typeOf(Resolution r) {
    return r.entity != null && r.entity.contentType() != null
        ? r.entity.contentType()
        : r.kind == Resolution.Kind.FOLDER ? "httpd/unix-directory" : "";
  }

  /// The default handler's methods.
  static String allow(HostConf host) {
    String most = "GET,POST,OPTIONS,HEAD";
    return host.trace().equals("off") ? most : most + ",TRACE";
  }

  private Outcome handled(Exchange exchange, Resolution r, ContentHandler handler) {
    Response response = exchange.response();
    try {
      handler.handle(exchange);
    } catch (IOException e) {
      log.log(Level.ERROR, "core", String.valueOf(e.getMessage()), exchange);
      return Outcome.failed(response.status() >= 400 ? response.status() : 500, r.conf);
    }
    boolean empty = response.body() == Body.Bytes.NONE;
    return Outcome.failed(empty && response.status() >= 400 ? response.status() : 0, r.conf);
  }

  private Outcome file(Exchange exchange, HostConf host, Resolution r, Entity known, int first) {
    try {
      Entity entity = current(host, r, known);
      Ranges.Limits limits = limits(r.conf);
      int status = StaticFiles.send(exchange, entity, limits);
      return Outcome.failed(status, r.conf);
    } catch (AccessDeniedException _) {
      log.log(Level.ERROR, "core", "(13)Permission denied: AH00132: file permissions deny server access: " + r.file, exchange);
      return Outcome.failed(403, r.conf);
    } catch (NoSuchFileException _) {
      return Outcome.failed(404, r.conf);
    } catch (IOException _) {
      log.log(Level.ERROR, "core", "AH00132: file permissions deny server access: " + r.file, exchange);
      return Outcome.failed(first == 0 ? 403 : 500, r.conf);
    }
  }

  /// The file as it is now: one look at it for each request.
  private Entity current(HostConf host, Resolution r, Entity known) throws IOException {
    BasicFileAttributes now = Files.readAttributes(known.path(), BasicFileAttributes.class);
    if (now.size() == known.size() && now.lastModifiedTime().to(TimeUnit.MICROSECONDS) == known.modified()) {
      return known;
    }
    host.cache().forget(r.path);
    Entity again = walk.resolve(host, r.path).entity;
    if (again == null) {
      throw new NoSuchFileException(r.file);
    }
    return again;
  }

  private static Ranges.Limits limits(DirConf conf) {
    if (conf.maxRanges == null && conf.maxRangeOverlaps == null && conf.maxRangeReversals == null) {
      return Ranges.Limits.DEFAULT;
    }
    return new Ranges.Limits(
        conf.maxRanges == null ? 200 : conf.maxRanges,
        conf.maxRangeOverlaps == null ? 20 : conf.maxRangeOverlaps,
        conf.maxRangeReversals == null ? 20 : conf.maxRangeReversals);
  }
}

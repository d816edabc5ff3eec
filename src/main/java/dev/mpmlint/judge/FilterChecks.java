package dev.mpmlint.judge;

import dev.mpmlint.source.Display;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the functions behind the directives of filters refuse. Stateless.
final class FilterChecks {
  /// Output filters, in lower case, and the module that registers them; empty for those of the core. As httpd 2.4.71 answers
  /// AddOutputFilterByType with each module loaded on its own.
  private static final Map<String, String> OUTPUT =
      Map.ofEntries(
          Map.entry("brotli_compress", "brotli_module"),
          Map.entry("bucketeer", "bucketeer_module"),
          Map.entry("buffer", "buffer_module"),
          Map.entry("byterange", ""),
          Map.entry("cache", "cache_module"),
          Map.entry("cache_invalidate", "cache_module"),
          Map.entry("cache_out", "cache_module"),
          Map.entry("cache_out_subreq", "cache_module"),
          Map.entry("cache_remove_url", "cache_module"),
          Map.entry("cache_save", "cache_module"),
          Map.entry("cache_save_subreq", "cache_module"),
          Map.entry("casefilter", "case_filter_module"),
          Map.entry("chunk", ""),
          Map.entry("content_length", ""),
          Map.entry("core", ""),
          Map.entry("data", "data_module"),
          Map.entry("deflate", "deflate_module"),
          Map.entry("dumpio_out", "dumpio_module"),
          Map.entry("fixup_headers_err", "headers_module"),
          Map.entry("fixup_headers_out", "headers_module"),
          Map.entry("h2_c2_net_catch_h1", "http2_module"),
          Map.entry("h2_c2_net_out", "http2_module"),
          Map.entry("h2_c2_response_out", "http2_module"),
          Map.entry("h2_c2_trailers_out", "http2_module"),
          Map.entry("h2_c2_ws_out", "http2_module"),
          Map.entry("http_header", ""),
          Map.entry("http_outerror", ""),
          Map.entry("includes", "include_module"),
          Map.entry("inflate", "deflate_module"),
          Map.entry("logio_ttfb_out", "logio_module"),
          Map.entry("mod_expires", "expires_module"),
          Map.entry("mod_session_out", "session_module"),
          Map.entry("old_write", ""),
          Map.entry("proxy-html", "proxy_html_module"),
          Map.entry("proxy_send_dir", "proxy_ftp_module"),
          Map.entry("rate_limit", "ratelimit_module"),
          Map.entry("reqtimeout", "reqtimeout_module"),
          Map.entry("sed", "sed_module"),
          Map.entry("subreq_core", ""),
          Map.entry("substitute", "substitute_module"),
          Map.entry("xlateout", "charset_lite_module"),
          Map.entry("xml2enc", "xml2enc_module"));

  private FilterChecks() {}

  private static boolean isOutput(Call call, String name) {
    Server server = call.server();
    String key = name.toLowerCase(Locale.ROOT);
    String module = OUTPUT.get(key);
    return module != null && (module.isEmpty() || server.has(module))
        || server.isNamed("filter", name)
        || server.hasForeignModules()
        || server.hasThirdParty()
        || server.isOpen();
  }

  static @Nullable Complaint filterDeclare(Call call) {
    call.server().name("smart filter", call.value(0));
    call.server().name("filter", call.value(0));
    return null;
  }

  static @Nullable Complaint filterProvider(Call call) {
    String provider = call.value(1);
    if (!isOutput(call, provider)) {
      return Complaint.of("Unknown filter provider " + Display.of(provider), call.words().get(1));
    }
    String fault = ExpressionSyntax.fault(call.value(2), false, call.server());
    if (fault != null) {
      return Complaint.of("Error parsing FilterProvider expression:" + Display.of(fault), call.words().get(2));
    }
    call.server().name("smart filter", call.value(0));
    call.server().name("filter", call.value(0));
    return null;
  }

  static @Nullable Complaint filterTrace(Call call) {
    return call.server().isNamed("smart filter", call.value(0))
        ? null
        : Complaint.of("Undeclared smart filter " + Display.of(call.value(0)), call.words().getFirst());
  }

  static @Nullable Complaint filterProtocol(Call call) {
    return call.server().isNamed("smart filter", call.value(0))
        ? null
        : Complaint.of("FilterProtocol: No such filter", call.words().getFirst());
  }

  static @Nullable Complaint filterByType(Call call) {
    if (call.count() < 2) {
      return Complaint.missing("AddOutputFilterByType requires at least two arguments");
    }
    for (String name : call.value(0).split(";")) {
      if (!name.isEmpty() && !isOutput(call, name)) {
        return Complaint.of("Unknown filter provider " + Display.of(name), call.words().getFirst());
      }
    }
    return null;
  }

  static @Nullable Complaint extFilter(Call call) {
    if (call.count() > 0 && call.words().getFirst().quote() != 0 && call.value(0).indexOf(' ') >= 0) {
      // The filter's name is what stands up to the first blank, quoted or not.
      String rest = call.raw().substring(call.raw().indexOf(' ') + 1);
      return Complaint.of("Unexpected parameter: `" + Display.of(rest) + "'", call.words().getFirst());
    }
    for (int i = 1; i < call.count(); i++) {
      if (call.words().get(i - 1).span().end() == call.words().get(i).span().start()) {
        // `"a"b` is one name, quotes and all.
        continue;
      }
      String word = call.value(i);
      int equals = word.indexOf('=');
      String key = equals < 0 ? "" : word.substring(0, equals).toLowerCase(Locale.ROOT);
      boolean known =
          Set.of("preservescontentlength", "mode", "ftype", "enableenv", "disableenv", "intype", "outtype", "cmd").contains(key)
              || word.equalsIgnoreCase("preservescontentlength");
      if (!known) {
        return Complaint.of("Unexpected parameter: `" + Display.of(word) + "'", call.words().get(i));
      }
    }
    call.server().name("filter", call.value(0));
    return null;
  }

  static @Nullable Complaint filterNote(Call call) {
    if (call.count() < 2 || call.value(1).isEmpty()) {
      return null;
    }
    String type = call.value(0).toLowerCase(Locale.ROOT);
    return Set.of("ratio", "input", "output", "instream", "outstream").contains(type)
        ? null
        : Complaint.of("Unknown note type " + Display.of(call.value(0)), call.words().getFirst());
  }

  static @Nullable Complaint substitute(Call call) {
    String value = call.value(0);
    if (!value.toLowerCase(Locale.ROOT).startsWith("s") || value.length() < 2) {
      return Complaint.of("Bad Substitute format, must be an s/// pattern", call.words().getFirst());
    }
    char delimiter = value.charAt(1);
    int middle = value.indexOf(delimiter, 2);
    int end = middle < 0 ? -1 : value.indexOf(delimiter, middle + 1);
    if (end < 0) {
      return Complaint.of("Bad Substitute format, must be a complete s/// pattern", call.words().getFirst());
    }
    boolean literal = false;
    for (char flag : value.substring(end + 1).toLowerCase(Locale.ROOT).toCharArray()) {
      if ("infq".indexOf(flag) < 0) {
        return Complaint.of("Bad Substitute flag, only s///[infq] are supported", call.words().getFirst());
      }
      literal |= flag == 'n';
    }
    return literal || PcreSyntax.accepts(value.substring(2, middle))
        ? null
        : Complaint.of("Substitute could not compile regex", call.words().getFirst());
  }

  /// One command of sed with its addresses; what follows it in the script is not looked at.
  static @Nullable Complaint sed(Call call) {
    String script = call.value(0).strip();
    java.util.regex.Matcher m =
        java.util.regex.Pattern.compile("(?s)(?:(?:\\d+|\\$|/[^/]*/)(?:,(?:\\d+|\\$|/[^/]*/))?)?\\s*!?\\s*(.)(.*)").matcher(script);
    boolean takes = false;
    if (m.matches()) {
      String rest = m.group(2);
      takes =
          switch (m.group(1).charAt(0)) {
            case 'd', 'D', 'g', 'G', 'h', 'H', 'l', 'n', 'N', 'p', 'P', 'x', '=', 'q', '}' -> rest.isBlank() || rest.strip().startsWith(";");
            case 'b', 't' -> rest.strip().length() < 8;
            case ':' -> !rest.isBlank() && rest.strip().length() < 8;
            case 'a', 'c', 'i' -> rest.strip().startsWith("\\");
            case 'r', 'w' -> !rest.isBlank();
            case 's', 'y' -> rest.isEmpty() || isComplete(rest);
            case '{', '#' -> true;
            default -> false;
          };
    }
    return takes
        ? null
        : Complaint.of("Failed to compile sed expression. unrecognized command: " + Display.of(script), call.words().getFirst());
  }

  private static boolean isComplete(String rest) {
    int middle = rest.indexOf(rest.charAt(0), 1);
    return middle > 0 && rest.indexOf(rest.charAt(0), middle + 1) > 0;
  }
}

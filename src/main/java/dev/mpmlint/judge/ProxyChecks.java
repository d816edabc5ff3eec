package dev.mpmlint.judge;

import dev.mpmlint.config.Scope;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the functions of mod_proxy and its kin refuse. Stateless.
final class ProxyChecks {
  private static final int LONGEST_EXPRESSION_NAME = 15;

  private static final Set<String> NUMBERS =
      Set.of("loadfactor", "retry", "ttl", "min", "max", "smax", "acquire", "timeout", "iobuffersize", "receivebuffersize",
          "lbset", "connectiontimeout", "flushwait", "responsefieldsize", "ping", "hcinterval", "hcpasses", "hcfails");
  private static final Set<String> FLAGS = Set.of("keepalive", "disablereuse", "enablereuse", "addressttl");
  private static final Set<String> TEXTS =
      Set.of("route", "redirect", "status", "flushpackets", "upgrade", "secret", "hcmethod", "hcuri", "hctemplate", "hcexpr",
          "flusher", "addressttl");
  private static final Set<String> BALANCER =
      Set.of("stickysession", "stickysessionsep", "nofailover", "timeout", "maxattempts", "lbmethod", "scolonpathdelim",
          "failonstatus", "failontimeout", "nonce", "growth", "forcerecovery");

  private ProxyChecks() {}

  private static boolean isUrl(String text) {
    return text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");
  }

  /// Whether mod_proxy can make a worker or balancer of it.
  private static boolean isWorker(String url) {
    if (url.regionMatches(true, 0, "unix:", 0, 5)) {
      int bar = url.indexOf('|');
      return bar > 0 && isWorker(url.substring(bar + 1));
    }
    int slashes = url.indexOf("://");
    if (!url.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      return false;
    }
    int end = slashes + 3;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String host = url.substring(slashes + 3, end);
    host = host.substring(host.lastIndexOf('@') + 1);
    int colon = host.indexOf(':', host.startsWith("[") ? Math.max(host.indexOf(']'), 0) : 0);
    String port = colon < 0 ? "" : host.substring(colon + 1);
    return port.isEmpty() || Addresses.isDigits(port);
  }

  /// A URL up to the first reference to a group of the regular expression.
  private static String withoutReferences(String url) {
    for (int i = 0; i + 1 < url.length(); i++) {
      if (url.charAt(i) == '$' && Character.isDigit(url.charAt(i + 1))) {
        return url.substring(0, i);
      }
    }
    return url;
  }

  private static boolean inLocation(Call call) {
    return call.context().directory();
  }

  static @Nullable Complaint section(Call call) {
    List<Word> words = call.words();
    String url = call.value(0);
    if (words.isEmpty()) {
      return null;
    }
    boolean regex = url.equals("~");
    if (regex) {
      return SectionChecks.onePath(call);
    }
    call.server().name("worker", url);
    if (words.size() == 1) {
      return null;
    }
    boolean wild = url.indexOf('*') >= 0 || url.indexOf('?') >= 0;
    if (!url.contains("://")) {
      return Complaint.of("<Proxy> arguments are not supported for non url.", words.get(1));
    }
    if (wild) {
      return Complaint.of("<Proxy> arguments are not supported for wildchar url.", words.get(1));
    }
    return parameters(call, 1, url, "<Proxy>");
  }

  static @Nullable Complaint pass(Call call) {
    boolean match = call.spec().name().equals("ProxyPassMatch");
    List<Word> words = call.words();
    int at = 0;
    int plain = 0;
    String path = "";
    String url = "";
    int urlAt = -1;
    int options = -1;
    for (; at < words.size(); at++) {
      String word = call.value(at);
      if (path.isEmpty() && !inLocation(call) && plain == 0) {
        if (word.equals("~")) {
          match = true;
          continue;
        }
        path = word;
        plain++;
      } else if (urlAt < 0) {
        url = word;
        urlAt = at;
      } else if (!Set.of("nocanon", "interpolate", "noquery").contains(word.toLowerCase(Locale.ROOT))) {
        options = options < 0 ? at : options;
        if (word.indexOf('=') <= 0) {
          String fault = word.indexOf('=') < 0 ? "Invalid ProxyPass|ProxyPassMatch parameter. Parameter must be in the form 'key=value'." : "ProxyPass|ProxyPassMatch";
          return Complaint.of(fault, words.get(at));
        }
      }
    }
    if (urlAt < 0) {
      return Complaint.context("ProxyPass|ProxyPassMatch needs a path when not defined in a location");
    }
    if (match && !inLocation(call) && !PcreSyntax.accepts(path)) {
      return Complaint.of("Regular expression could not be compiled.", call.words().getFirst());
    }
    if (url.equals("!")) {
      return null;
    }
    if (!isUrl(url) && !(match && url.contains("$"))) {
      return Complaint.of("ProxyPass URL must be absolute!: " + Display.of(url), words.get(urlAt));
    }
    if (!isWorker(match ? withoutReferences(url) : url)) {
      return Complaint.of("ProxyPass Unable to parse URL: " + Display.of(url), words.get(urlAt));
    }
    call.server().name("worker", url);
    return options < 0 ? null : parameters(call, options, url, "ProxyPass");
  }

  /// `key=value` from one word on.
  private static @Nullable Complaint parameters(Call call, int from, String url, String what) {
    boolean balancer = url.regionMatches(true, 0, "balancer:", 0, 9);
    for (int i = from; i < call.count(); i++) {
      String word = call.value(i);
      int equals = word.indexOf('=');
      if (Set.of("nocanon", "interpolate", "noquery").contains(word.toLowerCase(Locale.ROOT)) && what.equals("ProxyPass")) {
        continue;
      }
      if (equals <= 0) {
        return Complaint.of("Invalid " + what + " parameter. Parameter must be in the form 'key=value'.", call.words().get(i));
      }
      String fault = balancer ? balancer(word.substring(0, equals), word.substring(equals + 1)) : worker(word.substring(0, equals), word.substring(equals + 1));
      if (fault != null) {
        return Complaint.of(what + " " + fault, call.words().get(i));
      }
    }
    return null;
  }

  private static @Nullable String worker(String key, String value) {
    String name = key.toLowerCase(Locale.ROOT);
    if (FLAGS.contains(name) && !name.equals("addressttl")) {
      return value.equalsIgnoreCase("on") || value.equalsIgnoreCase("off") ? null : name + " must be On|Off";
    }
    if (NUMBERS.contains(name)) {
      return !value.isEmpty() && Character.isDigit(value.charAt(0)) ? null : name + " must be a number";
    }
    return TEXTS.contains(name) ? null : "unknown Worker parameter";
  }

  private static @Nullable String balancer(String key, String value) {
    String name = key.toLowerCase(Locale.ROOT);
    if (Set.of("nofailover", "scolonpathdelim", "failontimeout", "forcerecovery").contains(name)) {
      return value.equalsIgnoreCase("on") || value.equalsIgnoreCase("off") ? null : name + " must be On|Off";
    }
    if (name.equals("timeout") || name.equals("maxattempts")) {
      return CNumbers.atoi(value) < (name.equals("timeout") ? 1 : 0) ? name + " must be a positive number" : null;
    }
    if (name.equals("lbmethod")) {
      return Set.of("byrequests", "bytraffic", "bybusyness", "heartbeat").contains(value) ? null : "unknown lbmethod";
    }
    return BALANCER.contains(name) ? null : "unknown Balancer parameter";
  }

  static @Nullable Complaint reverse(Call call) {
    boolean one = call.count() == 1;
    boolean interpolate = call.count() == 2 && call.value(1).equalsIgnoreCase("interpolate");
    if ((one || interpolate) && !inLocation(call)) {
      return Complaint.context("ProxyPassReverse needs a path when not defined in a location");
    }
    return null;
  }

  static @Nullable Complaint remote(Call call) {
    boolean match = call.spec().name().equals("ProxyRemoteMatch");
    if (match && !PcreSyntax.accepts(call.value(0))) {
      return Complaint.of("Regular expression for ProxyRemoteMatch could not be compiled.", call.words().getFirst());
    }
    String url = call.value(1);
    int slashes = url.indexOf("://");
    String host = slashes < 0 ? "" : url.substring(slashes + 3);
    int colon = host.indexOf(':');
    boolean port = colon < 0 || CNumbers.atoi(host.substring(colon + 1)) > 0 && CNumbers.atoi(host.substring(colon + 1)) <= 65_535;
    if (slashes <= 0) {
      return Complaint.of(call.spec().name() + ": Bad syntax for a remote proxy server", call.words().get(1));
    }
    return port
        ? null
        : Complaint.of(call.spec().name() + ": Bad syntax for a remote proxy server (bad port number)", call.words().get(1));
  }

  static @Nullable Complaint member(Call call) {
    Scope scope = call.context().scope();
    boolean inProxy = scope != null && scope.key().equals("proxy");
    List<Word> words = call.words();
    int at = 0;
    String balancer;
    if (inProxy) {
      balancer = "balancer:";
    } else {
      balancer = call.value(0);
      at = 1;
    }
    if (at >= words.size()) {
      return Complaint.missing("BalancerMember must define remote proxy server");
    }
    String url = call.value(at);
    if (url.indexOf('=') > 0 && !url.contains("://")) {
      return Complaint.missing("BalancerMember must define remote proxy server");
    }
    if (!inProxy && !balancer.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      return Complaint.of("BalancerMember Bad syntax for a balancer name (" + Display.of(balancer) + ")", words.getFirst());
    }
    if (!isWorker(url)) {
      return Complaint.of("BalancerMember Unable to parse URL: " + Display.of(url), words.get(at));
    }
    call.server().name("worker", inProxy ? url : balancer);
    call.server().name("worker", url);
    return parameters(call, at + 1, "", "BalancerMember");
  }

  static @Nullable Complaint set(Call call) {
    Scope scope = call.context().scope();
    boolean inProxy = scope != null && scope.key().equals("proxy");
    String url = scope != null && inProxy && !scope.open().words().isEmpty() ? scope.open().words().getFirst().value() : call.value(0);
    int from = inProxy ? 0 : 1;
    if (!inProxy && !isKnown(call.server(), url)) {
      return Complaint.of("ProxySet can not find '" + Display.of(url) + "' Worker.", call.count() == 0 ? null : call.words().getFirst());
    }
    return parameters(call, from, url, "ProxySet");
  }

  /// A worker is found by the beginning of its URL.
  private static boolean isKnown(Server server, String url) {
    if (server.isOpen()) {
      return true;
    }
    for (int end = url.length(); end > url.indexOf("://") + 3 && end > 3; end--) {
      if (server.isNamed("worker", url.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  static @Nullable Complaint errorOverride(Call call) {
    String first = call.value(0).toLowerCase(Locale.ROOT);
    if (!first.equals("on") && !first.equals("off")) {
      if (call.server().kept("error override", "").isEmpty() || !Addresses.isDigits(first)) {
        return Complaint.of("ProxyErrorOverride first parameter must be one of: off | on", call.words().getFirst());
      }
    }
    for (int i = 1; i < call.count(); i++) {
      String code = call.value(i);
      boolean known = Addresses.isDigits(code) && code.length() == 3 && CNumbers.atoi(code) >= 400 && CNumbers.atoi(code) < 600;
      if (!known) {
        return Complaint.of("ProxyErrorOverride: code " + Display.of(code) + " is not a valid error code", call.words().get(i));
      }
    }
    return null;
  }

  static @Nullable Complaint sourceAddress(Call call) {
    String address = call.value(0);
    boolean known = Addresses.isSubnet(address) && address.indexOf('/') < 0 || Addresses.isDigits(address);
    return known || call.server().isOpen() ? null : Complaint.of("ProxySourceAddress invalid value", call.words().getFirst());
  }

  static @Nullable Complaint healthTemplate(Call call) {
    if (call.value(0).isEmpty()) {
      return Complaint.missing("Missing template name for ProxyHCTemplate");
    }
    for (int i = 1; i < call.count(); i++) {
      String word = call.value(i);
      int equals = word.indexOf('=');
      if (equals < 0) {
        return Complaint.of(
            "Invalid ProxyHCTemplate parameter. Parameter must be in the form 'key=value'", call.words().get(i));
      }
      String key = word.substring(0, equals).toLowerCase(Locale.ROOT);
      if (!key.startsWith("hc") || worker(key, word.substring(equals + 1)) != null) {
        return Complaint.of("ProxyHCTemplate: unknown Worker hcheck parameter " + Display.of(word), call.words().get(i));
      }
    }
    return null;
  }

  /// A name, then an expression as a word or in braces (`set_hc_condition`, `ap_getword_conf2`).
  static @Nullable Complaint healthExpression(Call call) {
    String name = call.value(0);
    if (name.isEmpty()) {
      return Complaint.missing("Missing expression name for ProxyHCExpr");
    }
    if (name.length() > LONGEST_EXPRESSION_NAME) {
      return Complaint.of("Expression name limited to 15 characters", call.words().getFirst());
    }
    String rest = behindFirstWord(call.raw());
    boolean braced = rest.startsWith("{");
    int close = braced ? closingBrace(rest) : -1;
    String expression = braced ? rest.substring(1, close) : call.value(1);
    if (expression.isEmpty()) {
      return Complaint.missing("Missing expression for ProxyHCExpr");
    }
    String fault = ExpressionSyntax.fault(expression, false, call.server());
    if (fault != null) {
      return Complaint.of("Could not parse expression \"" + Display.of(expression) + "\": " + Display.of(fault), call.words().get(1));
    }
    String more = braced ? rest.substring(Math.min(close + 1, rest.length())).strip() : call.value(2);
    boolean extra = !more.isEmpty() && !more.startsWith("\"\"") && !more.startsWith("''");
    return extra ? Complaint.of("error: extra parameter(s)", call.words().getLast()) : null;
  }

  private static String behindFirstWord(String raw) {
    char quote = raw.isEmpty() ? ' ' : raw.charAt(0);
    boolean quoted = quote == '"' || quote == '\'';
    int end = quoted ? 1 : 0;
    while (end < raw.length() && (quoted ? raw.charAt(end) != quote : raw.charAt(end) > ' ')) {
      end += raw.charAt(end) == '\\' && quoted ? 2 : 1;
    }
    return raw.substring(Math.min(quoted ? end + 1 : end, raw.length())).strip();
  }

  /// Where the brace at the beginning is closed; the end of the text where it is not.
  private static int closingBrace(String text) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    return text.length();
  }
}

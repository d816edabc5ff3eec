package dev.mpmlint.judge;

import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.httpd.DirectiveCheck;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the functions of mod_alias, mod_rewrite and mod_setenvif refuse. Stateless.
final class MappingChecks {
  private static final Map<String, Integer> REDIRECTS =
      Map.of("permanent", 301, "temp", 302, "seeother", 303, "gone", 410);

  private MappingChecks() {}

  static @Nullable Complaint alias(Call call) {
    boolean one = call.count() == 1 || call.value(1).isEmpty();
    if (call.context().limited()) {
      return Complaint.context(call.name() + " cannot occur within <Limit> or <LimitExcept> section");
    }
    if (!one && call.context().directory()) {
      return Complaint.context(call.name() + " cannot occur within directory context");
    }
    if (one && !call.context().directory()) {
      return Complaint.context("Alias must have two arguments when used globally");
    }
    String forbidden =
        call.context().forbids(Set.of(DirectiveCheck.Place.DIRECTORY, DirectiveCheck.Place.FILES), call.name(), call.htaccess());
    if (forbidden != null) {
      return Complaint.context(forbidden);
    }
    if (one && !ExpressionSyntax.accepts(call.value(0), true, call.server())) {
      return Complaint.of("Can't parse alias expression '" + Display.of(call.value(0)) + "'", call.words().getFirst());
    }
    return null;
  }

  static @Nullable Complaint redirect(Call call) {
    String name = call.spec().name();
    boolean match = name.equals("RedirectMatch");
    List<Word> words = call.words();
    int at = 0;
    int status = name.equals("RedirectPermanent") ? 301 : 302;
    Integer named = REDIRECTS.get(call.value(0).toLowerCase(Locale.ROOT));
    boolean number = named == null && !call.value(0).isEmpty() && Character.isDigit(call.value(0).charAt(0));
    if (named != null || number) {
      status = named != null ? named : CNumbers.atoi(call.value(0));
      at = 1;
    } else if (words.size() == 3) {
      return Complaint.of("Redirect: invalid first argument (of three)", words.getFirst());
    }
    String path = at < words.size() ? call.value(at) : "";
    String url = call.value(at + 1);
    boolean oneOnly = at + 1 >= words.size();
    if (match && !path.isEmpty() && !PcreSyntax.accepts(path)) {
      return Complaint.of("Regular expression could not be compiled.", words.get(at));
    }
    boolean redirecting = status >= 300 && status <= 399;
    if (redirecting) {
      if (oneOnly && call.context().directory() && !match && !path.isEmpty()) {
        return ExpressionSyntax.accepts(path, true, call.server())
            ? null
            : Complaint.of("Can't parse redirect expression '" + Display.of(path) + "'", words.get(at));
      }
      if (oneOnly) {
        return Complaint.missing("URL to redirect to is missing");
      }
      boolean isUrl = url.matches("(?s)[A-Za-z0-9+.-]+:.*") || url.startsWith("/");
      if (!match && !isUrl) {
        return Complaint.of("Redirect to non-URL", words.get(at + 1));
      }
    } else if (!oneOnly) {
      return Complaint.of("Redirect URL not valid for this status", words.get(at + 1));
    }
    return null;
  }

  // ---- mod_setenvif ----

  static @Nullable Complaint setEnvIf(Call call) {
    if (call.value(0).isEmpty() || call.value(1).isEmpty()) {
      String missing = call.value(0).isEmpty() ? "header-field name" : "regular expression";
      return Complaint.missing("Missing " + missing + " for " + call.name());
    }
    if (!PcreSyntax.accepts(call.value(1))) {
      return Complaint.of(call.name() + " regex could not be compiled.", call.words().get(1));
    }
    if (!PcreSyntax.accepts(call.value(0))) {
      return Complaint.of(call.name() + "Header name regex could not be compiled.", call.words().getFirst());
    }
    return call.value(2).isEmpty() ? Complaint.missing("Missing envariable expression for " + call.name()) : null;
  }

  static @Nullable Complaint browserMatch(Call call) {
    if (call.value(0).isEmpty()) {
      return Complaint.missing("Missing regular expression for " + call.name());
    }
    if (!PcreSyntax.accepts(call.value(0))) {
      return Complaint.of(call.name() + " regex could not be compiled.", call.words().getFirst());
    }
    return call.value(1).isEmpty() ? Complaint.missing("Missing envariable expression for " + call.name()) : null;
  }

  static @Nullable Complaint setEnvIfExpr(Call call) {
    if (call.value(0).isEmpty()) {
      return Complaint.missing("Missing expression for " + call.name());
    }
    String fault = ExpressionSyntax.fault(call.value(0), false, call.server());
    if (fault != null) {
      return Complaint.of("Could not parse expression \"" + Display.of(call.value(0)) + "\": " + Display.of(fault), call.words().getFirst());
    }
    return call.value(1).isEmpty() ? Complaint.missing("Missing envariable expression for " + call.name()) : null;
  }

  // ---- mod_rewrite ----

  static @Nullable Complaint rewriteOptions(Call call) {
    for (Word word : call.words()) {
      String option = word.value().toLowerCase(Locale.ROOT);
      boolean known =
          Set.of(
                  "inherit", "inheritbefore", "inheritdown", "inheritdownbefore", "ignoreinherit", "allownoslash", "allowanyuri",
                  "mergebase", "ignorecontextinfo", "legacyprefixdocroot", "longurloptimization", "unsafeallow3f",
                  "unsafeprefixstat")
              .contains(option);
      if (option.startsWith("maxredirects=")) {
        continue;
      }
      if (!known) {
        return Complaint.of("RewriteOptions: unknown option '" + Display.of(word.value()) + "'", word);
      }
      boolean down = Set.of("allowanyuri", "allownoslash", "mergebase").contains(option);
      if (option.equals("allowanyuri") && call.context().directory() && down) {
        return Complaint.of("RewriteOptions: allowanyuri is not allowed in per-directory config files", word);
      }
    }
    return null;
  }

  static @Nullable Complaint rewriteBase(Call call) {
    if (!call.context().directory()) {
      return Complaint.context("RewriteBase: only valid in per-directory config files");
    }
    if (call.value(0).isEmpty()) {
      return Complaint.missing("RewriteBase: empty URL not allowed");
    }
    return call.value(0).startsWith("/") ? null : Complaint.of("RewriteBase: argument is not a valid URL", call.words().getFirst());
  }

  static @Nullable Complaint rewriteCond(Call call) {
    List<Word> words = RewriteWords.split(call);
    if (words.size() < 2 && !RewriteWords.endsWithQuote(words, call)) {
      return Complaint.missing("RewriteCond: bad argument line '" + Display.of(call.raw()) + "'");
    }
    // What stands behind the flags mod_rewrite does not look at.
    if (words.size() >= 3) {
      String flags = words.get(2).value();
      if (flags.length() < 2 || !flags.startsWith("[") || !flags.endsWith("]")) {
        return Complaint.of("RewriteCond: bad flag delimiters", words.get(2));
      }
      for (String flag : RewriteWords.flags(flags)) {
        String key = flag.toLowerCase(Locale.ROOT);
        if (!Set.of("nocase", "nc", "ornext", "or", "novary", "nv").contains(key)) {
          return Complaint.of("RewriteCond: unknown flag '" + Display.of(flag) + "'", words.get(2));
        }
      }
    }
    String pattern = words.size() < 2 ? "" : words.get(1).value();
    String bare = pattern.startsWith("!") ? pattern.substring(1) : pattern;
    if (words.getFirst().value().equalsIgnoreCase("expr")) {
      String fault = ExpressionSyntax.fault(bare, false, call.server());
      return fault == null
          ? null
          : Complaint.of("RewriteCond: cannot compile expression \"" + Display.of(bare) + "\": " + Display.of(fault), words.get(1));
    }
    if (isTest(bare)) {
      return null;
    }
    return PcreSyntax.accepts(bare)
        ? null
        : Complaint.of("RewriteCond: cannot compile regular expression '" + Display.of(pattern) + "'", words.get(1));
  }

  /// Whether a condition is no regular expression: `-f`, `-eq5`, `<b`, `=""`.
  private static boolean isTest(String pattern) {
    if (pattern.length() == 2 && pattern.charAt(0) == '-' && "fsldxhLFUU".indexOf(pattern.charAt(1)) >= 0) {
      return true;
    }
    boolean numeric = pattern.length() > 3 && Set.of("-eq", "-lt", "-le", "-gt", "-ge", "-ne").contains(pattern.substring(0, 3));
    return numeric || pattern.startsWith("<") || pattern.startsWith(">") || pattern.startsWith("=");
  }

  static @Nullable Complaint rewriteRule(Call call) {
    List<Word> words = RewriteWords.split(call);
    if (words.size() < 2 && !RewriteWords.endsWithQuote(words, call)) {
      return Complaint.missing("RewriteRule: bad argument line '" + Display.of(call.raw()) + "'");
    }
    // What stands behind the flags mod_rewrite does not look at.
    if (words.size() >= 3) {
      String flags = words.get(2).value();
      if (flags.length() < 2 || !flags.startsWith("[") || !flags.endsWith("]")) {
        return Complaint.of("RewriteRule: bad flag delimiters", words.get(2));
      }
      for (String flag : RewriteWords.flags(flags)) {
        String fault = RewriteWords.ruleFlag(flag, call);
        if (fault != null) {
          return Complaint.of("RewriteRule: " + fault, words.get(2));
        }
      }
    }
    String pattern = words.getFirst().value();
    String bare = pattern.startsWith("!") ? pattern.substring(1) : pattern;
    return PcreSyntax.accepts(bare)
        ? null
        : Complaint.of("RewriteRule: cannot compile regular expression '" + Display.of(bare) + "'", words.getFirst());
  }

  static @Nullable Complaint rewriteMap(Call call) {
    String source = call.value(1);
    int colon = source.indexOf(':');
    String type = colon < 0 ? "" : source.substring(0, colon).toLowerCase(Locale.ROOT);
    Word word = call.words().get(1);
    if (type.equals("int")) {
      return Set.of("tolower", "toupper", "escape", "unescape").contains(source.substring(4))
          ? null
          : Complaint.of("RewriteMap: internal map not found:" + Display.of(source.substring(4)), word);
    }
    if (type.equals("prg")) {
      return null;
    }
    if (type.equals("dbd") || type.equals("fastdbd")) {
      return call.server().has("dbd_module")
          ? null
          : Complaint.of("RewriteMap types dbd and fastdbd require mod_dbd!", word);
    }
    boolean dbm = type.startsWith("dbm");
    if (dbm && type.length() > 3 && !type.matches("dbm=(sdbm|gdbm|ndbm|db|default)")) {
      return Complaint.of("RewriteMap: dbm type " + Display.of(type.substring(4)) + " is invalid", word);
    }
    boolean prefixed = dbm || type.equals("txt") || type.equals("rnd");
    String file = prefixed ? source.substring(colon + 1) : source;
    boolean missing =
        !dbm && call.server().looksForFiles() && call.server().files().look(file) == ServerFiles.Kind.MISSING;
    return missing
        ? Complaint.file("RewriteMap: file for map " + Display.of(call.value(0)) + " not found:" + Display.of(file), word)
        : null;
  }
}

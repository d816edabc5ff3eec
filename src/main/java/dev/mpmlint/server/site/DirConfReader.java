package dev.mpmlint.server.site;

import dev.mpmlint.glob.Wildcards;
import dev.mpmlint.server.content.Entity;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes a [DirConf] of the lines of one section. Used while a child starts, by one thread.
final class DirConfReader {
  private final String serverRoot;
  private final DirConf conf = new DirConf();
  private final AccessReader access = new AccessReader();

  /// The path of the section, for Alias and Redirect in it; empty where there is none.
  private final String path;

  private DirConfReader(String serverRoot, String path) {
    this.serverRoot = serverRoot;
    this.path = path;
  }

  static DirConf read(List<Item> items, String serverRoot, String path) {
    DirConfReader reader = new DirConfReader(serverRoot, path);
    reader.readAll(items, null);
    reader.conf.authz = reader.access.authz();
    reader.conf.access = reader.access.compat();
    return reader.conf;
  }

  private void readAll(List<Item> items, @Nullable Section limit) {
    for (Item item : items) {
      if (item instanceof Section s) {
        section(s, limit);
      } else {
        directive(item, limit);
      }
    }
  }

  private void section(Section s, @Nullable Section limit) {
    switch (s.key()) {
      case "limit", "limitexcept" -> readAll(s.items(), s);
      case "files", "filesmatch" -> conf.files = DirConf.plus(conf.files, files(s, serverRoot));
      default -> access.read(s, limit);
    }
  }

  static SectionConf files(Section s, String serverRoot) {
    DirConf inner = read(s.items(), serverRoot, "");
    boolean tilde = s.argument(0).equals("~");
    String name = s.argument(tilde ? 1 : 0);
    Regex regex = tilde || s.key().equals("filesmatch") ? Regex.of(name, false) : null;
    return new SectionConf(name, regex, regex == null && Wildcards.isPattern(name), 0, inner);
  }

  private void directive(Item item, @Nullable Section limit) {
    String first = item.argument(0);
    switch (item.key()) {
      case "require", "order", "allow", "deny" -> access.read(item, limit);
      case "satisfy" -> conf.satisfy = first.equalsIgnoreCase("any") ? DirConf.Satisfy.ANY : DirConf.Satisfy.ALL;
      case "authmerging" -> conf.authMerging = merging(first);
      case "authtype" -> conf.authType = first;
      case "authname" -> conf.authName = first;
      case "options" -> options(item.arguments());
      case "acceptpathinfo" -> conf.acceptPathInfo = first.equalsIgnoreCase("default") ? null : on(first);
      case "allowencodedslashes" -> conf.encodedSlashes = slashes(first);
      case "fileetag" -> etag(item.arguments());
      case "adddefaultcharset" ->
          conf.defaultCharset = first.equalsIgnoreCase("on") ? "iso-8859-1" : first.equalsIgnoreCase("off") ? "" : first;
      case "sethandler" -> conf.setHandler = first.equalsIgnoreCase("none") ? "" : first;
      case "forcetype" -> conf.forceType = first.equalsIgnoreCase("none") ? "" : first;
      case "serversignature" -> conf.signature = first.toLowerCase(Locale.ROOT);
      case "limitrequestbody" -> conf.limitRequestBody = Numbers.number(first, 0);
      case "maxranges" -> conf.maxRanges = ranges(first, 200);
      case "maxrangeoverlaps" -> conf.maxRangeOverlaps = ranges(first, 20);
      case "maxrangereversals" -> conf.maxRangeReversals = ranges(first, 20);
      case "errordocument" -> errorDocument(item);
      case "redirect", "redirectmatch", "redirecttemp", "redirectpermanent" ->
          conf.redirects = DirConf.plus(conf.redirects, AliasReader.redirect(item, path));
      case "alias", "scriptalias" -> conf.alias = AliasReader.located(item, serverRoot);
      default -> more(item, first);
    }
  }

  private void more(Item item, String first) {
    switch (item.key()) {
      case "addtype" -> mime(MimeMap.Kind.TYPE, item);
      case "addencoding" -> mime(MimeMap.Kind.ENCODING, item);
      case "addlanguage" -> mime(MimeMap.Kind.LANGUAGE, item);
      case "addcharset" -> mime(MimeMap.Kind.CHARSET, item);
      case "addhandler" -> mime(MimeMap.Kind.HANDLER, item);
      case "removetype" -> unmime(MimeMap.Kind.TYPE, item);
      case "removeencoding" -> unmime(MimeMap.Kind.ENCODING, item);
      case "removelanguage" -> unmime(MimeMap.Kind.LANGUAGE, item);
      case "removecharset" -> unmime(MimeMap.Kind.CHARSET, item);
      case "removehandler" -> unmime(MimeMap.Kind.HANDLER, item);
      case "defaultlanguage" -> conf.mime = conf.mime.inLanguage(first);
      case "directoryindex" -> directoryIndex(item.arguments());
      case "directoryslash" -> conf.directorySlash = on(first);
      case "directorycheckhandler" -> conf.checkHandler = on(first);
      case "fallbackresource" -> conf.fallback = first.equalsIgnoreCase("disabled") ? "" : first;
      case "indexoptions" -> indexOptions(item.arguments());
      case "indexignore" -> {
        for (String pattern : item.arguments()) {
          conf.indexStyle = conf.indexStyle.ignoring(pattern);
        }
      }
      case "header" -> {
        HeaderRule rule = HeaderReader.read(item);
        if (rule != null) {
          conf.headers = DirConf.plus(conf.headers, rule);
        }
      }
      case "assignuserid" -> conf.runAs = conf.runAs.assigned(first, item.argument(1));
      case "assignuseridexpr" -> conf.runAs = conf.runAs.userBy(item.tail());
      case "assigngroupidexpr" -> conf.runAs = conf.runAs.groupBy(item.tail());
      case "nicevalue" -> conf.runAs = conf.runAs.nicely(Numbers.number(first, 0));
      case "setenv" -> setEnv(first, item.argument(1));
      case "passenv" -> {
        for (String name : item.arguments()) {
          String value = System.getenv(name);
          if (value != null) {
            setEnv(name, value);
          }
        }
      }
      case "unsetenv" -> {
        for (String name : item.arguments()) {
          conf.unsetEnv = DirConf.plus(conf.unsetEnv, name);
        }
      }
      case "setenvif" -> env(first, item, 1, false);
      case "setenvifnocase" -> env(first, item, 1, true);
      case "browsermatch" -> env("User-Agent", item, 0, false);
      case "browsermatchnocase" -> env("User-Agent", item, 0, true);
      default -> {}
    }
  }

  private void env(String attribute, Item item, int regex, boolean ignoreCase) {
    List<String> set = item.arguments();
    if (set.size() > regex + 1) {
      EnvRule rule = new EnvRule(attribute, Regex.of(item.argument(regex), ignoreCase), set.subList(regex + 1, set.size()));
      conf.envRules = DirConf.plus(conf.envRules, rule);
    }
  }

  private void setEnv(String name, String value) {
    conf.setEnv = new HashMap<>(conf.setEnv);
    conf.setEnv.put(name, value);
  }

  private void mime(MimeMap.Kind kind, Item item) {
    String value = item.argument(0);
    for (int i = 1; i < item.arguments().size(); i++) {
      conf.mime = conf.mime.plus(kind, kind == MimeMap.Kind.LANGUAGE ? value : value.toLowerCase(Locale.ROOT), item.argument(i));
    }
  }

  private void unmime(MimeMap.Kind kind, Item item) {
    for (String extension : item.arguments()) {
      conf.mime = conf.mime.minus(kind, extension);
    }
  }

  private void directoryIndex(List<String> names) {
    if (names.size() == 1 && names.getFirst().equals("disabled")) {
      conf.directoryIndex = List.of("disabled");
      return;
    }
    conf.directoryIndex = Merge.lists(conf.directoryIndex, names);
  }

  private void indexOptions(List<String> words) {
    for (String word : words) {
      conf.indexStyle = conf.indexStyle.option(word);
    }
  }

  private void errorDocument(Item item) {
    int status = (int) Numbers.number(item.argument(0), 0);
    conf.errorDocuments = new HashMap<>(conf.errorDocuments);
    conf.errorDocuments.put(status, item.argument(1).equalsIgnoreCase("default") ? "" : item.argument(1));
  }

  private void options(List<String> words) {
    for (String word : words) {
      char sign = word.isEmpty() ? 0 : word.charAt(0);
      int bits = option(sign == '+' || sign == '-' ? word.substring(1) : word);
      if (sign == '+') {
        conf.optionsAdded |= bits;
        conf.optionsRemoved &= ~bits;
      } else if (sign == '-') {
        conf.optionsRemoved |= bits;
        conf.optionsAdded &= ~bits;
      } else {
        conf.options = word.equalsIgnoreCase("none") ? Integer.valueOf(0) : Integer.valueOf((conf.options == null ? 0 : conf.options) | bits);
      }
    }
    if (conf.options != null) {
      conf.options = conf.options & ~conf.optionsRemoved | conf.optionsAdded;
    }
  }

  private static int option(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "indexes" -> DirConf.INDEXES;
      case "includes" -> DirConf.INCLUDES;
      case "includesnoexec" -> DirConf.INCLUDES | DirConf.INC_NO_EXEC;
      case "execcgi" -> DirConf.EXEC_CGI;
      case "followsymlinks" -> DirConf.FOLLOW;
      case "symlinksifownermatch" -> DirConf.FOLLOW_OWNER;
      case "multiviews" -> DirConf.MULTIVIEWS;
      case "all" -> DirConf.ALL;
      default -> 0;
    };
  }

  private void etag(List<String> words) {
    List<String> names = new ArrayList<>(words);
    names.replaceAll(w -> w.toLowerCase(Locale.ROOT));
    int bits = 0;
    for (String name : names) {
      boolean minus = name.startsWith("-");
      int bit =
          switch (minus || name.startsWith("+") ? name.substring(1) : name) {
            case "inode" -> Entity.ETAG_INODE;
            case "mtime" -> Entity.ETAG_MTIME;
            case "size" -> Entity.ETAG_SIZE;
            case "all" -> Entity.ETAG_INODE | Entity.ETAG_MTIME | Entity.ETAG_SIZE;
            default -> 0;
          };
      if (name.startsWith("+") && bits == 0) {
        bits = Entity.ETAG_MTIME | Entity.ETAG_SIZE;
      }
      bits = minus ? (bits == 0 ? Entity.ETAG_MTIME | Entity.ETAG_SIZE : bits) & ~bit : bits | bit;
    }
    conf.fileEtag = bits;
  }

  private static int ranges(String word, int standard) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "none" -> 0;
      case "unlimited" -> -1;
      case "default" -> standard;
      default -> (int) Numbers.number(word, standard);
    };
  }

  private static UriPath.EncodedSlashes slashes(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "on" -> UriPath.EncodedSlashes.ON;
      case "nodecode" -> UriPath.EncodedSlashes.NO_DECODE;
      default -> UriPath.EncodedSlashes.OFF;
    };
  }

  private static DirConf.AuthMerging merging(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "and" -> DirConf.AuthMerging.AND;
      case "or" -> DirConf.AuthMerging.OR;
      default -> DirConf.AuthMerging.OFF;
    };
  }

  private static Boolean on(String word) {
    return word.equalsIgnoreCase("on");
  }
}

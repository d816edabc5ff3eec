package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// A number that httpd reads up to the first character that is no digit, so that `16k` is 16. Those of the MPMs are
/// [NotAnInteger]'s.
final class MisreadNumber implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG022",
          "misread-number",
          Severity.WARNING,
          "httpd reads the digits at the beginning of the number, and drops its unit or whatever stands there",
          "0.2");

  /// What directive-checks.tsv calls `int` or `long`, but for the MPMs' own, and two whose functions refuse nothing.
  static final Set<String> NUMBERS =
      Set.of(
          "authformsize", "balancergrowth", "brotlicompressionmaxinputblock", "brotlicompressionquality",
          "brotlicompressionwindow", "buffersize", "cachelockmaxage", "cachemaxfilesize", "cacheminfilesize", "cachereadsize",
          "cachereadtime", "cachesocachemaxtime", "cachesocachemintime", "cachesocachereadsize", "cachesocachereadtime",
          "davmintimeout", "deflatebuffersize", "deflatecompressionlevel", "deflateinflateratioburst",
          "deflateinflateratiolimit", "deflatememlevel", "deflatewindowsize", "h2maxdataframelen", "h2maxheaderblocklen",
          "h2maxsessionstreams", "h2maxstreamerrors", "h2maxworkers", "h2minworkers", "h2padding", "h2streammaxmemsize",
          "h2windowsize", "ldapreferralhoplimit", "ldapretries", "limitrequestfields", "limitrequestfieldsize",
          "limitrequestline", "limitxmlrequestbody", "maxkeepaliverequests", "mdretryfailover", "proxyhctpsize", "proxytimeout",
          "sessionexpiryupdateinterval", "sslocspresponsetimeskew", "sslocspresponsemaxage", "sslocsprespondertimeout",
          "sslproxyverifydepth", "sslrenegbuffersize", "sslsessioncachetimeout", "sslstaplingerrorcachetimeout",
          "sslstaplingrespondertimeout", "sslstaplingresponsemaxage", "sslstaplingresponsetimeskew",
          "sslstaplingstandardcachetimeout", "sslverifydepth", "timeout");

  private static final int KIBI = 1024;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return NUMBERS;
  }

  @Override
  public void check(Occurrence o, Subject subject, Consumer<Finding> out) {
    List<Word> words = o.words();
    if (words.size() != 1 || isNumber(words.getFirst().value())) {
      return;
    }
    Word word = words.getFirst();
    String value = word.value();
    long read = CNumbers.strtol(value);
    String unit = value.substring(digits(value)).toLowerCase(Locale.ROOT);
    // A number that its range does not hold is refused, and CFG005's; seconds are counted anyhow.
    if (!AcceptedValues.holds(o.statement().name(), read) || unit.equals("s") && isTime(o.key()) || value.isEmpty()) {
      return;
    }
    long meant = meant(read, unit);
    String name = o.statement().name();
    String wayOut = meant >= 0 ? "write " + meant : "write a whole number";
    Finding finding =
        Finding.at(
                INFO,
                o,
                word.span(),
                name + " " + Display.of(value) + " is read as " + read + ", since httpd stops at the first character that is no"
                    + " digit; " + wayOut)
            .labelled("read as " + read);
    boolean written = meant >= 0 && word.span().text().equals(value);
    out.accept(
        written
            ? finding.fixedBy(
                new Fix("write " + meant, Fix.Safety.UNSAFE, List.of(new TextEdit(word.span(), Long.toString(meant)))))
            : finding);
  }

  /// What somebody means by a size with a unit; -1 where that is not plain.
  private static long meant(long read, String unit) {
    if (read <= 0 || read > Integer.MAX_VALUE / KIBI) {
      return -1;
    }
    return switch (unit) {
      case "k", "kb" -> read * KIBI;
      case "m", "mb" -> read <= KIBI ? read * KIBI * KIBI : -1;
      default -> -1;
    };
  }

  private static boolean isTime(String key) {
    return key.contains("time") || key.endsWith("age") || key.endsWith("interval");
  }

  private static boolean isNumber(String value) {
    return digits(value) == value.length() && !value.isEmpty() && Character.isDigit(value.charAt(value.length() - 1));
  }

  /// Where the number ends.
  private static int digits(String value) {
    int at = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
    while (at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}

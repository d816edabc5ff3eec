package dev.mpmlint.httpd;

/// How many arguments a directive takes and how httpd splits them; the names are those of httpd's command tables.
/// A handler may refuse what its form lets through.
public enum ArgForm {
  /// None. The macro of this name compiles to raw arguments, so httpd accepts any text.
  NO_ARGS(0, Integer.MAX_VALUE),
  /// One.
  TAKE1(1, 1),
  /// Two.
  TAKE2(2, 2),
  /// Three.
  TAKE3(3, 3),
  /// One or two.
  TAKE12(1, 2),
  /// Two or three.
  TAKE23(2, 3),
  /// One, two or three.
  TAKE123(1, 3),
  /// One or three.
  TAKE13(1, 3),
  /// At least one, each handled on its own.
  ITERATE(1, Integer.MAX_VALUE),
  /// At least two, the first one repeated for each other.
  ITERATE2(2, Integer.MAX_VALUE),
  /// `On` or `Off` in the first word; further words are ignored.
  FLAG(1, Integer.MAX_VALUE),
  /// The rest of the line, by the directive's own rules.
  RAW_ARGS(0, Integer.MAX_VALUE),
  /// Words, up to 64, by the directive's own rules.
  TAKE_ARGV(0, 64),
  /// No table tells.
  UNKNOWN(0, Integer.MAX_VALUE);

  private final int least;
  private final int most;

  ArgForm(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /// Whether httpd's generic check accepts that many words. The directive's own handler may still refuse them.
  public boolean accepts(int words) {
    return words >= least && words <= most && !(this == TAKE13 && words == 2);
  }

  /// What httpd says of the count after the directive's name, such as "takes one argument"; empty where it has no
  /// own words.
  public String complaint() {
    return switch (this) {
      case NO_ARGS, RAW_ARGS, TAKE_ARGV, UNKNOWN -> "";
      case TAKE1 -> "takes one argument";
      case TAKE2 -> "takes two arguments";
      case TAKE3 -> "takes three arguments";
      case TAKE12 -> "takes 1-2 arguments";
      case TAKE23 -> "takes two or three arguments";
      case TAKE123 -> "takes one, two or three arguments";
      case TAKE13 -> "takes one or three arguments";
      case ITERATE -> "requires at least one argument";
      case ITERATE2 -> "requires at least two arguments";
      case FLAG -> "must be On or Off";
    };
  }
}

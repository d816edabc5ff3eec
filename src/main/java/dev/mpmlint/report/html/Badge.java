package dev.mpmlint.report.html;

/// What a coloured word stands for.
public enum Badge {
  GOOD("✓", "good"),
  BAD("✗", "bad"),
  CAREFUL("!", "careful"),
  OPEN("–", "open");

  private final String sign;
  private final String css;

  Badge(String sign, String css) {
    this.sign = sign;
    this.css = css;
  }

  String sign() {
    return sign;
  }

  String css() {
    return css;
  }
}

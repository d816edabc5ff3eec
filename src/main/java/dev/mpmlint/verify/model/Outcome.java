package dev.mpmlint.verify.model;

/// How a promise stands.
public enum Outcome {
  PROVED("proved"),
  REFUTED("refuted"),
  NOT_TRIED("not tried");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}

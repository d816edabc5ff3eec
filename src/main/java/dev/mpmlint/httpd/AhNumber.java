package dev.mpmlint.httpd;

/// The number of one of httpd's log messages, shown as `AH00534`.
public record AhNumber(int value) implements Comparable<AhNumber> {
  public AhNumber {
    if (value < 1 || value > 99_999) {
      throw new IllegalArgumentException("no AH number: " + value);
    }
  }

  @Override
  public int compareTo(AhNumber o) {
    return Integer.compare(value, o.value);
  }

  @Override
  public String toString() {
    return String.format("AH%05d", value);
  }
}

package dev.mpmlint.httpd;

import java.util.Optional;

/// A version of httpd, such as 2.4.71; a part that is not stated is 0.
public record HttpdVersion(int major, int minor, int patch) implements Comparable<HttpdVersion> {
  /// The newest one whose behaviour the tables were checked against.
  public static final HttpdVersion NEWEST = new HttpdVersion(2, 4, 71);

  /// `2.4.71`, or `2.4` for the newest of that series; anything else is empty.
  public static Optional<HttpdVersion> parse(String text) {
    int[] parts = new int[3];
    int count = 0;
    int digits = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c >= '0' && c <= '9' && digits < 4 && count < 3) {
        parts[count] = parts[count] * 10 + (c - '0');
        digits++;
      } else if (c == '.' && digits > 0) {
        count++;
        digits = 0;
      } else {
        return Optional.empty();
      }
    }
    if (count < 2) {
      return Optional.empty();
    }
    int patch = count == 3 ? parts[2] : lastOf(parts[0], parts[1]);
    return Optional.of(new HttpdVersion(parts[0], parts[1], patch));
  }

  /// The last release of a closed series (2.0.65, 2.2.34), the newest known of 2.4.
  private static int lastOf(int major, int minor) {
    return switch (major * 100 + minor) {
      case 200 -> 65;
      case 202 -> 34;
      case 204 -> NEWEST.patch;
      default -> 0;
    };
  }

  public boolean atLeast(int wantMajor, int wantMinor, int wantPatch) {
    return compareTo(new HttpdVersion(wantMajor, wantMinor, wantPatch)) >= 0;
  }

  /// 2.3.3 and later load their MPM with LoadModule; before, it is compiled in.
  public boolean loadsMpm() {
    return atLeast(2, 3, 3);
  }

  @Override
  public int compareTo(HttpdVersion o) {
    int byMajor = Integer.compare(major, o.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, o.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, o.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}

package dev.mpmlint.httpd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of httpd, such as 2.4.71; a part that is not stated is 0.
public record HttpdVersion(int major, int minor, int patch) implements Comparable<HttpdVersion> {
  /// The newest one whose behaviour the tables were checked against.
  public static final HttpdVersion NEWEST = new HttpdVersion(2, 4, 71);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");

  /// `2.4.71`, or `2.4` for the newest of that series; anything else is empty.
  public static Optional<HttpdVersion> parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(m.group(1));
    int minor = Integer.parseInt(m.group(2));
    String patch = m.group(3);
    return Optional.of(
        new HttpdVersion(major, minor, patch != null ? Integer.parseInt(patch) : lastOf(major, minor)));
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

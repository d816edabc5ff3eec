package dev.mpmlint.server.settings;

/// How the server calls itself: in the log, in the Server field, in server-status. A child is told by system properties,
/// which cost it nothing to read. Stateless.
public final class Product {
  /// The httpd that is imitated where a configuration does not say which.
  public static final String HTTPD = "2.4.71";

  private static final String VERSION = "mpmlint.version";
  private static final String BUILT = "mpmlint.built";

  private Product() {}

  /// Options of Java that tell a child.
  ///
  /// @param version mpmlint's
  /// @param built when mpmlint was built, as shown
  public static String[] options(String version, String built) {
    return new String[] {"-D" + VERSION + "=" + version, "-D" + BUILT + "=" + built};
  }

  /// The full name: `Apache/2.4.71 (Unix) mpmlint/0.1.0`.
  ///
  /// @param httpd the version of httpd
  /// @param version mpmlint's; may be empty
  public static String full(String httpd, String version) {
    return "Apache/" + httpd + " (Unix) mpmlint" + (version.isEmpty() ? "" : "/" + version);
  }

  /// The full name in a child.
  public static String full() {
    return full(HTTPD, System.getProperty(VERSION, ""));
  }

  /// When it was built, in a child; empty where it was not told.
  public static String built() {
    return System.getProperty(BUILT, "");
  }
}

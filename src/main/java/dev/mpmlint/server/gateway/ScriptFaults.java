package dev.mpmlint.server.gateway;

/// Messages that more than one kind of script can cause.
final class ScriptFaults {
  private ScriptFaults() {}

  /// @param name a field's name that HTTP does not allow
  static String badName(String name) {
    return name.isEmpty()
        ? "AH02428: Empty response header name, aborting request"
        : "AH02429: Response header name '" + name + "' contains invalid characters, aborting request";
  }
}

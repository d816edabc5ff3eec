package dev.mpmlint.verify.model;

/// By how much a configuration's numbers were divided to fit this machine.
///
/// @param factor 1 for none
/// @param reason one sentence; empty for none
public record Scale(int factor, String reason) {
  public static final Scale NONE = new Scale(1, "");

  public boolean isNone() {
    return factor == 1;
  }
}

package dev.mpmlint.advise;

/// Who wants to know how far reading has come.
@FunctionalInterface
public interface Progress {
  /// Nobody.
  Progress NONE = (_, _) -> {};

  /// Called now and then, by the reading thread.
  ///
  /// @param done bytes of the file that were read
  /// @param total all of them, 0 where that is not known
  void at(long done, long total);
}

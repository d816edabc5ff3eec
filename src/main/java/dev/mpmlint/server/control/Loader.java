package dev.mpmlint.server.control;

/// Reads the configuration: at the start, and again at each restart.
@FunctionalInterface
public interface Loader {
  Loaded load() throws RefusedException;
}

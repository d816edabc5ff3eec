package dev.mpmlint.lint;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Overlay;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.SavedHttpdV;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.rules.RuleOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the user states; null where it is to be found out.
///
/// @param kind what each file is
/// @param layout how httpd is laid out
/// @param version which httpd reads the configuration
/// @param saved what the httpd in question printed
/// @param mpm the MPM that is compiled in, or that a fragment is meant for
/// @param root the folder that stands for `/`, absolute
/// @param defines flags as `-D` gives them
/// @param environment variables of httpd's environment, before those of the layout
/// @param checkFiles whether module files and folders that are not on this machine are missed, even when the tree is not
///     that of this machine's own httpd
/// @param overlay what of the files is to be read otherwise than it stands on disk: unsaved buffers, what-ifs
/// @param options the numbers by which rules judge
public record Settings(
    @Nullable InputKind kind,
    @Nullable Layout layout,
    @Nullable HttpdVersion version,
    @Nullable SavedHttpdV saved,
    @Nullable Mpm mpm,
    @Nullable Path root,
    List<String> defines,
    Map<String, String> environment,
    boolean checkFiles,
    Overlay overlay,
    RuleOptions options) {
  /// Nothing is stated.
  public static final Settings NONE = new Settings(null, null, null, null, null, null, List.of(), Map.of(), false);

  public Settings {
    defines = List.copyOf(defines);
    environment = Map.copyOf(environment);
  }

  /// All files as they stand on disk.
  public Settings(
      @Nullable InputKind kind,
      @Nullable Layout layout,
      @Nullable HttpdVersion version,
      @Nullable SavedHttpdV saved,
      @Nullable Mpm mpm,
      @Nullable Path root,
      List<String> defines,
      Map<String, String> environment,
      boolean checkFiles) {
    this(kind, layout, version, saved, mpm, root, defines, environment, checkFiles, Overlay.NONE, RuleOptions.USUAL);
  }

  /// The same for files that are not as on disk.
  public Settings withOverlay(Overlay to) {
    return new Settings(kind, layout, version, saved, mpm, root, defines, environment, checkFiles, to, options);
  }

  /// The same with rules judging by other numbers.
  public Settings withOptions(RuleOptions to) {
    return new Settings(
        kind, layout, version, saved, mpm, root, defines, environment, checkFiles, overlay, to);
  }
}

package dev.mpmlint.policy;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.rules.RuleOptions;
import dev.mpmlint.rules.Selector;
import dev.mpmlint.source.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a settings file says; null or empty where it says nothing. Filled by [SettingsFile] and not changed afterwards.
public final class FileSettings {
  /// Something in the file that cannot be meant.
  ///
  /// @param message one sentence without a final period
  public record Fault(Span at, String message) {}

  final @Nullable Path file;
  @Nullable Profile profile;
  final List<Selector> select = new ArrayList<>();
  final List<Selector> ignore = new ArrayList<>();
  final List<Policy.RuleLevel> levels = new ArrayList<>();
  final Map<String, Integer> options = new HashMap<>();
  @Nullable Layout layout;
  @Nullable HttpdVersion version;
  @Nullable Mpm mpm;
  @Nullable Path root;
  @Nullable InputKind kind;
  final List<String> defines = new ArrayList<>();
  final Map<String, String> environment = new HashMap<>();
  boolean checkFiles;
  @Nullable Boolean comments;
  @Nullable Boolean reasons;
  @Nullable String failOn;
  @Nullable Integer maxWarnings;
  @Nullable String format;
  @Nullable Path baseline;
  final List<Fault> faults = new ArrayList<>();
  /// Where a setting stands: its name in lower case, with what it is about where it may be given again.
  final Map<String, Span> places = new HashMap<>();

  FileSettings(@Nullable Path file) {
    this.file = file;
  }

  /// No file, nothing said.
  public static FileSettings none() {
    return new FileSettings(null);
  }

  /// Where it stands; null where there is none.
  public @Nullable Path file() {
    return file;
  }

  public @Nullable String failOn() {
    return failOn;
  }

  public @Nullable Integer maxWarnings() {
    return maxWarnings;
  }

  public @Nullable String format() {
    return format;
  }

  public @Nullable Path baseline() {
    return baseline;
  }

  public @Nullable Profile profile() {
    return profile;
  }

  /// Where the file sets something; null where it does not.
  ///
  /// @param setting its name; that of a rule's option; `Define` and `Env` with the name behind it
  public @Nullable Span place(String setting) {
    return places.get(setting.toLowerCase(Locale.ROOT));
  }

  /// What is wrong with the file, in its order.
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /// What the command line says, and where it says nothing, what stands here.
  public Settings under(Settings asked) {
    List<String> allDefines = new ArrayList<>(defines);
    allDefines.addAll(asked.defines());
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(asked.environment());
    return new Settings(
        asked.kind() != null ? asked.kind() : kind,
        asked.layout() != null ? asked.layout() : layout,
        asked.version() != null || asked.saved() != null ? asked.version() : version,
        asked.saved(),
        asked.mpm() != null || asked.saved() != null ? asked.mpm() : mpm,
        asked.root() != null ? asked.root() : root,
        allDefines,
        variables,
        asked.checkFiles() || checkFiles,
        asked.overlay(),
        new RuleOptions(options));
  }

  /// @param profileAsked what the command line says; null for nothing
  /// @param selectAsked likewise; empty for nothing
  /// @param ignoreAsked rules to be ignored in addition
  /// @param commentsAsked whether the command line lets comments suppress findings
  /// @param reasonsAsked whether it wants reasons
  public Policy policy(
      @Nullable Profile profileAsked,
      List<Selector> selectAsked,
      List<Selector> ignoreAsked,
      boolean commentsAsked,
      boolean reasonsAsked) {
    Profile holds = profileAsked != null ? profileAsked : profile != null ? profile : Profile.RECOMMENDED;
    List<Selector> ignored = new ArrayList<>(ignoreAsked);
    for (Selector each : ignore) {
      if (selectAsked.stream().noneMatch(s -> s.toString().startsWith(each.toString()))) {
        ignored.add(each);
      }
    }
    boolean why = reasons != null ? reasons : holds == Profile.STRICT;
    return new Policy(
        holds,
        selectAsked.isEmpty() ? select : selectAsked,
        ignored,
        selectAsked,
        levels,
        commentsAsked && (comments == null || comments),
        reasonsAsked || why);
  }
}

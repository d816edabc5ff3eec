package dev.mpmlint.server.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What holds for a folder, file or location: httpd's per-directory configuration. A field that is null, or a collection
/// that is empty, says nothing. Filled by [DirConfReader], then never changed; shared by all threads.
final class DirConf {
  static final int INDEXES = 1;
  static final int INCLUDES = 2;
  static final int EXEC_CGI = 4;
  static final int FOLLOW = 8;
  static final int FOLLOW_OWNER = 16;
  static final int MULTIVIEWS = 32;
  static final int INC_NO_EXEC = 64;
  static final int ALL = INDEXES | INCLUDES | EXEC_CGI | FOLLOW;

  /// Options, absolute; null when only additions and removals are said.
  @Nullable Integer options;
  int optionsAdded;
  int optionsRemoved;

  @Nullable Boolean acceptPathInfo;
  UriPath.@Nullable EncodedSlashes encodedSlashes;
  @Nullable Integer fileEtag;
  @Nullable String defaultCharset;
  @Nullable String setHandler;
  @Nullable String forceType;
  @Nullable String signature;
  @Nullable Long limitRequestBody;
  @Nullable String authType;
  @Nullable String authName;
  @Nullable Integer maxRanges;
  @Nullable Integer maxRangeOverlaps;
  @Nullable Integer maxRangeReversals;
  Map<Integer, String> errorDocuments = Map.of();
  @Nullable Access access;
  @Nullable Access authz;
  @Nullable Satisfy satisfy;
  AuthMerging authMerging = AuthMerging.OFF;
  MimeMap mime = MimeMap.NONE;

  List<String> directoryIndex = List.of();
  @Nullable Boolean directorySlash;
  @Nullable Boolean checkHandler;
  @Nullable String fallback;
  IndexStyle indexStyle = IndexStyle.NONE;

  List<HeaderRule> headers = List.of();
  List<AliasRule> redirects = List.of();
  @Nullable AliasRule alias;
  RunAs runAs = RunAs.NOTHING;
  Map<String, String> setEnv = Map.of();
  List<String> unsetEnv = List.of();
  List<EnvRule> envRules = List.of();
  /// What this was made of by [#with]; null for what a section says.
  @Nullable DirConf lower;
  @Nullable DirConf upper;
  /// `<Files>` sections.
  List<SectionConf> files = List.of();

  /// Satisfy.
  enum Satisfy { ALL, ANY }

  /// AuthMerging: how rules of an inner section go with those of the outer one.
  enum AuthMerging { OFF, AND, OR }

  /// httpd's own values, below everything that is written.
  static DirConf defaults() {
    DirConf d = new DirConf();
    d.options = FOLLOW;
    return d;
  }

  /// This one with another one over it.
  DirConf with(DirConf over) {
    DirConf m = new DirConf();
    m.lower = this;
    m.upper = over;
    mergeOptions(over, m);
    m.acceptPathInfo = Merge.or(over.acceptPathInfo, acceptPathInfo);
    m.encodedSlashes = Merge.or(over.encodedSlashes, encodedSlashes);
    m.fileEtag = Merge.or(over.fileEtag, fileEtag);
    m.defaultCharset = Merge.or(over.defaultCharset, defaultCharset);
    m.setHandler = Merge.or(over.setHandler, setHandler);
    m.forceType = Merge.or(over.forceType, forceType);
    m.signature = Merge.or(over.signature, signature);
    m.limitRequestBody = Merge.or(over.limitRequestBody, limitRequestBody);
    m.authType = Merge.or(over.authType, authType);
    m.authName = Merge.or(over.authName, authName);
    m.maxRanges = Merge.or(over.maxRanges, maxRanges);
    m.maxRangeOverlaps = Merge.or(over.maxRangeOverlaps, maxRangeOverlaps);
    m.maxRangeReversals = Merge.or(over.maxRangeReversals, maxRangeReversals);
    m.errorDocuments = Merge.maps(errorDocuments, over.errorDocuments);
    m.access = Merge.or(over.access, access);
    m.authz = Access.merge(authz, over.authz, over.authMerging);
    m.authMerging = over.authMerging;
    m.satisfy = Merge.or(over.satisfy, satisfy);
    m.mime = mime.with(over.mime);
    m.directoryIndex = over.directoryIndex.isEmpty() ? directoryIndex : over.directoryIndex;
    m.directorySlash = Merge.or(over.directorySlash, directorySlash);
    m.checkHandler = Merge.or(over.checkHandler, checkHandler);
    m.fallback = Merge.or(over.fallback, fallback);
    m.indexStyle = indexStyle.with(over.indexStyle);
    m.headers = Merge.lists(headers, over.headers);
    m.redirects = Merge.lists(over.redirects, redirects);
    m.alias = Merge.or(over.alias, alias);
    m.runAs = runAs.with(over.runAs);
    m.envRules = Merge.lists(envRules, over.envRules);
    m.files = Merge.lists(files, over.files);
    mergeEnvironment(over, m);
    return m;
  }

  private void mergeOptions(DirConf over, DirConf m) {
    if (over.options != null) {
      m.options = over.options;
      m.optionsAdded = over.optionsAdded;
      m.optionsRemoved = over.optionsRemoved;
      return;
    }
    m.optionsAdded = optionsAdded & ~over.optionsRemoved | over.optionsAdded;
    m.optionsRemoved = optionsRemoved & ~over.optionsAdded | over.optionsRemoved;
    if (options != null) {
      m.options = options & ~m.optionsRemoved | m.optionsAdded;
    }
  }

  private void mergeEnvironment(DirConf over, DirConf m) {
    m.unsetEnv = Merge.lists(unsetEnv, over.unsetEnv);
    m.setEnv = setEnv;
    if (!over.unsetEnv.isEmpty() && !setEnv.isEmpty()) {
      Map<String, String> left = new HashMap<>(setEnv);
      left.keySet().removeAll(over.unsetEnv);
      m.setEnv = left;
    }
    m.setEnv = Merge.maps(m.setEnv, over.setEnv);
  }

  /// Whether the same sections, in the same order, made it: what httpd finds by comparing pointers.
  boolean isMadeAs(DirConf other) {
    DirConf one = this;
    DirConf two = other;
    while (one != two) {
      if (one == null || two == null || one.upper == null || one.upper != two.upper) {
        return false;
      }
      one = one.lower;
      two = two.lower;
    }
    return true;
  }

  boolean option(int bit) {
    return options != null && (options & bit) != 0;
  }

  /// Adds to a list that may be one of the shared empty ones.
  static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }
}

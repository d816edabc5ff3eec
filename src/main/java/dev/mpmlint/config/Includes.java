package dev.mpmlint.config;

import dev.mpmlint.config.FileTree.Entry;
import dev.mpmlint.config.Problem.Kind;
import dev.mpmlint.glob.Wildcards;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Which files an Include or IncludeOptional means, in httpd's order (`process_resource_config_fnmatch` and
/// `_nofnmatch`, server/config.c). Not safe for use by several threads.
final class Includes {
  /// The deepest tree of directories that a directory may be included with.
  static final int DEEPEST_DIRECTORY = 128;

  /// One step of an Include.
  sealed interface Target {
    /// A file to read.
    record Found(Entry.File file) implements Target {}

    /// Something that is not there or cannot be read.
    ///
    /// @param fatal whether httpd gives up
    /// @param what the fault, a clause without the Include's name: "/etc/x.conf does not exist"
    record Failed(Kind kind, boolean fatal, String what, String httpd) implements Target {}
  }

  private final FileTree tree;
  private final boolean optional;
  private final List<Target> targets = new ArrayList<>();

  private Includes(FileTree tree, boolean optional) {
    this.tree = tree;
    this.optional = optional;
  }

  static List<Target> of(FileTree tree, String argument, boolean optional) {
    Includes includes = new Includes(tree, optional);
    String path = tree.absolute(argument);
    if (Wildcards.isPattern(path)) {
      int drive = path.startsWith("/") ? 0 : path.indexOf('/');
      includes.wildcard(path.substring(0, drive), path.substring(drive + 1));
    } else {
      includes.path(path, 0);
    }
    return includes.targets;
  }

  /// What to do about a fault, appended to its message.
  static String wayOut(Kind kind) {
    return switch (kind) {
      case INCLUDE_NOT_FOUND, INCLUDE_NO_MATCH -> "; correct the path, or write IncludeOptional";
      case INCLUDE_BROKEN_LINK -> "; remove the link or bring its target back";
      default -> "";
    };
  }

  /// @param done the path so far, without a final slash; empty for `/`
  /// @param rest components still to be matched
  private void wildcard(String done, String rest) {
    int slash = rest.indexOf('/');
    String component = slash < 0 ? rest : rest.substring(0, slash);
    String after = slash < 0 ? "" : rest.substring(slash + 1);
    if (!Wildcards.isPattern(component)) {
      String path = component.isEmpty() ? done : done + "/" + component;
      if (slash < 0) {
        path(path, 0);
      } else {
        wildcard(path, after);
      }
      return;
    }
    String directory = done.isEmpty() ? "/" : done;
    List<String> names;
    switch (tree.look(directory)) {
      case Entry.Directory _ -> {
        try {
          names = tree.list(directory);
        } catch (IOException e) {
          fail(Kind.INCLUDE_UNREADABLE, directory + " cannot be listed: " + FileTree.reason(e), directory);
          return;
        }
      }
      case Entry.Missing _ -> {
        if (!optional) {
          String httpd = "Include/IncludeOptional: Could not open directory " + directory + ": No such file or directory";
          targets.add(new Target.Failed(Kind.INCLUDE_NOT_FOUND, true, "the directory " + directory + " does not exist", httpd));
        }
        return;
      }
      case Entry.Outside _ -> {
        outside(directory);
        return;
      }
      case Entry.File _, Entry.Special _ -> {
        String httpd = "Include/IncludeOptional: Could not open directory " + directory + ": Not a directory";
        targets.add(new Target.Failed(Kind.INCLUDE_NOT_FOUND, true, directory + " is no directory", httpd));
        return;
      }
      case Entry.Unreadable(String why, boolean _) -> {
        fail(Kind.INCLUDE_UNREADABLE, directory + " cannot be listed: " + why, directory);
        return;
      }
    }
    boolean any = false;
    for (String name : names) {
      if (!Wildcards.visibleName(component, name)) {
        continue;
      }
      String path = done + "/" + name;
      if (slash < 0) {
        any = true;
        path(path, 0);
      } else if (tree.look(path) instanceof Entry.Directory) {
        any = true;
        wildcard(path, after);
      }
      if (tooMany(directory)) {
        return;
      }
    }
    if (!any && !optional) {
      targets.add(
          new Target.Failed(
              Kind.INCLUDE_NO_MATCH,
              true,
              "nothing in " + directory + " matches " + component,
              "Include/IncludeOptional: No matches for the wildcard '" + component + "' in '" + directory + "', failing"));
    }
  }

  /// A file, or a directory with everything in it.
  private void path(String path, int depth) {
    switch (tree.look(path)) {
      case Entry.File file -> targets.add(new Target.Found(file));
      case Entry.Directory _ -> directory(path, depth + 1);
      case Entry.Missing(boolean brokenLink) -> missing(path, brokenLink);
      case Entry.Special _ ->
          targets.add(
              new Target.Failed(
                  Kind.INCLUDE_UNREADABLE,
                  true,
                  path + " is not a regular file",
                  "Could not open configuration file " + path + ": Bad file descriptor"));
      case Entry.Unreadable(String why, boolean found) -> {
        if (found || !optional) {
          fail(Kind.INCLUDE_UNREADABLE, path + " cannot be read: " + why, path);
        }
      }
      case Entry.Outside _ -> outside(path);
    }
  }

  private void directory(String path, int depth) {
    if (depth > DEEPEST_DIRECTORY) {
      String httpd =
          "Directory " + path + " exceeds the maximum include directory nesting level of " + DEEPEST_DIRECTORY
              + ". You have probably a recursion somewhere.";
      targets.add(new Target.Failed(Kind.INCLUDE_CYCLE, true, path + " is nested too deeply", httpd));
      return;
    }
    try {
      for (String name : tree.list(path)) {
        path(path.equals("/") ? "/" + name : path + "/" + name, depth);
        if (tooMany(path)) {
          return;
        }
      }
    } catch (IOException e) {
      fail(Kind.INCLUDE_UNREADABLE, path + " cannot be listed: " + FileTree.reason(e), path);
    }
  }

  private void missing(String path, boolean brokenLink) {
    if (brokenLink) {
      targets.add(
          new Target.Failed(
              Kind.INCLUDE_BROKEN_LINK,
              !optional,
              path + " is a symbolic link that leads to nothing",
              "Could not open configuration file " + path + ": No such file or directory"));
    } else if (!optional) {
      fail(Kind.INCLUDE_NOT_FOUND, path + " does not exist", path, "No such file or directory");
    }
  }

  private boolean tooMany(String where) {
    if (!tree.exhausted()) {
      return false;
    }
    if (targets.isEmpty() || !(targets.getLast() instanceof Target.Failed f && f.kind == Kind.TOO_LARGE)) {
      String what = where + " and the folders read before hold too many files; mpmlint reads no more of them";
      targets.add(new Target.Failed(Kind.TOO_LARGE, false, what, ""));
    }
    return true;
  }

  private void outside(String path) {
    targets.add(
        new Target.Failed(Kind.INCLUDE_OUTSIDE_ROOT, false, path + " leads out of the root folder and is not read", ""));
  }

  private void fail(Kind kind, String what, String path) {
    fail(kind, what, path, what.substring(what.lastIndexOf(": ") + 2));
  }

  private void fail(Kind kind, String what, String path, String reason) {
    targets.add(new Target.Failed(kind, true, what, "Could not open configuration file " + path + ": " + reason));
  }
}

package dev.mpmlint.server.site;

import dev.mpmlint.server.content.Entity;
import dev.mpmlint.server.http.HttpDate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// From a path to what it means: redirects, aliases, the walk over folders with their sections, the file's type
/// (server/request.c, mod_alias, mod_mime). Thread-safe.
final class Walk {
  private static final int DEFAULT_ETAG = Entity.ETAG_MTIME | Entity.ETAG_SIZE;

  private final MimeFinder mime;

  Walk(MimeFinder mime) {
    this.mime = mime;
  }

  boolean isFresh(Resolution r) {
    return System.nanoTime() - r.made < ResolutionCache.FRESH;
  }

  /// @param path decoded
  Resolution resolve(HostConf host, String path) {
    Resolution known = host.cache().fresh(path);
    if (known != null) {
      return known;
    }
    Resolution r = find(host, path);
    host.cache().put(path, r);
    return r;
  }

  /// The same without remembering it.
  Resolution look(HostConf host, String path) {
    Resolution known = host.cache().fresh(path);
    return known != null ? known : find(host, path);
  }

  /// What holds for a path that no file stands for.
  Resolution unmapped(HostConf host, String path) {
    return new Resolution(path, withLocations(host, path, host.base()));
  }

  private Resolution find(HostConf host, String path) {
    for (AliasRule rule : host.redirects()) {
      String target = rule.apply(path, true);
      if (target != null) {
        Resolution r = new Resolution(path, withLocations(host, path, host.base()));
        r.kind = Resolution.Kind.REDIRECT;
        r.status = rule.status();
        r.location = target;
        return r;
      }
    }
    String handler = "";
    String file = null;
    AliasRule located = host.locations().isEmpty() ? null : withLocations(host, path, host.base()).alias;
    if (located != null) {
      file = located.to();
      handler = located.handler();
    } else {
      for (AliasRule rule : host.aliasRules()) {
        file = rule.apply(path, false);
        if (file != null) {
          handler = rule.handler();
          break;
        }
      }
    }
    return walk(host, path, file != null ? file : host.documentRoot() + path, handler);
  }

  private static DirConf withLocations(HostConf host, String path, DirConf conf) {
    DirConf merged = conf;
    for (SectionConf section : host.locations()) {
      if (section.isLocation(path)) {
        merged = merged.with(section.conf());
      }
    }
    return merged;
  }

  /// What the walk over the folders of a file's path finds.
  private static final class Steps {
    DirConf conf;
    String file = "";
    String pathInfo = "";
    @Nullable BasicFileAttributes attributes;
    int status;
    String reason = "";

    Steps(DirConf conf) {
      this.conf = conf;
    }

    void refuse(String why) {
      status = 403;
      reason = why;
    }
  }

  private Resolution walk(HostConf host, String path, String file, String handler) {
    Steps steps = new Steps(host.base());
    try {
      folders(host, file, steps);
    } catch (InvalidPathException _) {
      steps.file = file;
    }
    for (SectionConf section : host.folderRegexes()) {
      if (section.regex() != null && section.regex().matches(steps.file)) {
        steps.conf = steps.conf.with(section.conf());
      }
    }
    String name = steps.file.substring(steps.file.lastIndexOf('/') + 1);
    for (SectionConf section : steps.conf.files) {
      if (section.isFile(name)) {
        steps.conf = steps.conf.with(section.conf());
      }
    }
    Resolution r = new Resolution(path, withLocations(host, path, steps.conf));
    r.file = steps.file;
    r.pathInfo = steps.pathInfo;
    r.handler = handler;
    if (steps.status != 0) {
      r.kind = Resolution.Kind.REFUSED;
      r.status = steps.status;
      r.reason = steps.reason;
      return r;
    }
    complete(host, r, name, steps.attributes);
    return r;
  }

  private void complete(HostConf host, Resolution r, String name, @Nullable BasicFileAttributes attributes) {
    boolean folder = attributes != null && attributes.isDirectory();
    MimeFinder.Found found = folder ? MimeFinder.Found.NOTHING : mime.find(name, r.conf);
    if (found.handler() != null) {
      r.handler = found.handler();
    }
    if (r.conf.setHandler != null && !r.conf.setHandler.isEmpty()) {
      r.handler = r.conf.setHandler;
    }
    String type = found.type();
    if (r.handler.isEmpty() && type != null && type.startsWith("application/x-httpd-")) {
      // Without a handler its type is asked for, as with `AddType application/x-httpd-php .php`.
      r.handler = type;
    }
    if (folder) {
      r.kind = Resolution.Kind.FOLDER;
    } else if (attributes != null) {
      r.kind = Resolution.Kind.FILE;
      r.entity = entity(host, r, found, attributes);
    }
  }

  /// One folder after the other from the root, each with its sections; stops at the first thing that is no folder.
  private static void folders(HostConf host, String file, Steps steps) {
    StringBuilder at = new StringBuilder(file.length() + 1).append('/');
    sections(host, at.toString(), 1, steps);
    int depth = 1;
    int from = 1;
    while (from < file.length()) {
      int slash = file.indexOf('/', from);
      int end = slash < 0 ? file.length() : slash;
      if (end == from) {
        from = end + 1;
        continue;
      }
      at.append(file, from, end);
      BasicFileAttributes found = look(at.toString(), steps);
      steps.file = at.toString();
      if (found == null || steps.status != 0) {
        steps.attributes = null;
        steps.pathInfo = slash < 0 ? "" : file.substring(slash);
        return;
      }
      if (!found.isDirectory()) {
        steps.pathInfo = slash < 0 ? "" : file.substring(slash);
        steps.attributes = found;
        if (!found.isRegularFile()) {
          steps.refuse("AH00038: object is not a file, directory or symlink: " + at);
        }
        return;
      }
      at.append('/');
      sections(host, at.toString(), ++depth, steps);
      steps.attributes = found;
      steps.file = slash < 0 ? at.substring(0, at.length() - 1) : at.toString();
      from = end + 1;
    }
  }

  private static void sections(HostConf host, String folder, int depth, Steps steps) {
    for (SectionConf section : host.folders()) {
      if (section.components() > depth) {
        return;
      }
      if (section.components() == depth && section.isFolder(folder)) {
        steps.conf = steps.conf.with(section.conf());
      }
    }
  }

  /// The attributes of what a path names; null when there is nothing.
  private static @Nullable BasicFileAttributes look(String name, Steps steps) {
    Path path = Path.of(name);
    boolean follow = steps.conf.option(DirConf.FOLLOW) && !steps.conf.option(DirConf.FOLLOW_OWNER);
    try {
      if (!follow) {
        BasicFileAttributes link = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!link.isSymbolicLink()) {
          return link;
        }
        if (!steps.conf.option(DirConf.FOLLOW_OWNER) || !sameOwner(path)) {
          steps.refuse("AH00037: Symbolic link not allowed or link target not accessible: " + name);
          return null;
        }
      }
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException | NotDirectoryException _) {
      if (Files.isSymbolicLink(path)) {
        steps.refuse("AH00037: Symbolic link not allowed or link target not accessible: " + name);
      }
      return null;
    } catch (AccessDeniedException _) {
      steps.refuse("AH00035: access to %PATH% denied (filesystem path '" + name + "') because search permissions are missing on a component of the path");
      return null;
    } catch (IOException e) {
      steps.refuse("AH00036: access to %PATH% failed (filesystem path '" + name + "')");
      return null;
    }
  }

  private static boolean sameOwner(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path));
  }

  private static Entity entity(HostConf host, Resolution r, MimeFinder.Found found, BasicFileAttributes attributes) {
    Path path = Path.of(r.file);
    long modified = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    int parts = r.conf.fileEtag == null ? DEFAULT_ETAG : r.conf.fileEtag;
    long inode = (parts & Entity.ETAG_INODE) == 0 ? 0 : inode(attributes);
    ByteBuffer bytes = r.handler.isEmpty() ? bytes(host, r.path, path, attributes.size(), modified) : null;
    return new Entity(
        path,
        attributes.size(),
        modified,
        HttpDate.format(Math.floorDiv(modified, 1000L)),
        etag(parts, inode, attributes.size(), modified),
        found.type(),
        found.encoding(),
        found.language(),
        bytes);
  }

  /// Weak while the file is so new that it may change again within its time stamp (`ap_make_etag`).
  private static @Nullable String etag(int parts, long inode, long size, long modified) {
    String strong = Entity.etag(parts, inode, size, modified);
    boolean isNew = System.currentTimeMillis() * 1000 - modified < 1_000_000;
    return strong != null && isNew ? "W/" + strong : strong;
  }

  /// The contents of a small file: those of a second ago when it has not changed.
  private static @Nullable ByteBuffer bytes(HostConf host, String key, Path path, long size, long modified) {
    Resolution last = host.cache().last(key);
    if (last != null && last.entity != null) {
      Entity e = last.entity;
      if (e.bytes() != null && e.size() == size && e.modified() == modified && e.path().equals(path)) {
        return e.bytes();
      }
    }
    if (size > ResolutionCache.Budget.LARGEST_FILE || !host.cache().budget().take(size)) {
      return null;
    }
    try {
      byte[] all = Files.readAllBytes(path);
      if (all.length == size) {
        return ByteBuffer.wrap(all);
      }
    } catch (IOException _) {
      // Sending it will fail in the same way, and say so.
    }
    host.cache().budget().give(size);
    return null;
  }

  /// From `(dev=803,ino=1234)`.
  private static long inode(BasicFileAttributes attributes) {
    String key = String.valueOf(attributes.fileKey());
    int at = key.indexOf("ino=");
    return at < 0 ? 0 : Numbers.number(key.substring(at + 4), 0);
  }
}

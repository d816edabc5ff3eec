package dev.mpmlint.server.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// mod_autoindex's plain list. Stateless.
public final class FolderListing {
  /// More than this are not listed: a listing's memory is bounded.
  private static final int MOST = 20_000;

  private FolderListing() {}

  /// Decides about one name.
  @FunctionalInterface
  public interface Filter {
    boolean listed(String name, boolean directory);
  }

  /// @param uri of the folder, decoded
  /// @param footer the server's signature, may be empty
  /// @param foldersFirst IndexOptions FoldersFirst
  /// @throws IOException when the folder cannot be read
  public static String page(Path folder, String uri, String footer, boolean foldersFirst, boolean ignoreCase, Filter filter)
      throws IOException {
    List<String> names = names(folder, filter);
    names.sort(ignoreCase ? FolderListing::ignoringCase : String::compareTo);
    if (foldersFirst) {
      List<String> sorted = new ArrayList<>(names.size());
      names.stream().filter(n -> n.endsWith("/")).forEach(sorted::add);
      names.stream().filter(n -> !n.endsWith("/")).forEach(sorted::add);
      names = sorted;
    }
    String title = Escapes.html(uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
    StringBuilder page = new StringBuilder(500 + names.size() * 60);
    page.append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n");
    page.append("<html>\n <head>\n  <title>Index of ").append(title).append("</title>\n </head>\n <body>\n<h1>Index of ");
    page.append(title).append("</h1>\n<ul>");
    if (uri.length() > 1) {
      String parent = uri.substring(0, uri.lastIndexOf('/', uri.length() - 2) + 1);
      page.append("<li><a href=\"").append(Escapes.html(Escapes.path(parent, false)));
      page.append("\"> Parent Directory</a></li>\n");
    }
    for (String name : names) {
      page.append("<li><a href=\"").append(Escapes.html(Escapes.path(name, false))).append("\"> ");
      page.append(Escapes.html(name)).append("</a></li>\n");
    }
    return page.append("</ul>\n").append(footer).append("</body></html>\n").toString();
  }

  private static int ignoringCase(String a, String b) {
    int c = String.CASE_INSENSITIVE_ORDER.compare(a, b);
    return c != 0 ? c : a.compareTo(b);
  }

  private static List<String> names(Path folder, Filter filter) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Path last = entry.getFileName();
        if (last == null || names.size() >= MOST) {
          continue;
        }
        boolean directory = Files.isDirectory(entry);
        if (filter.listed(last.toString(), directory)) {
          names.add(directory ? last + "/" : last.toString());
        }
      }
    }
    return names;
  }
}

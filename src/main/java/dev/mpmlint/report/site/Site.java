package dev.mpmlint.report.site;

import dev.mpmlint.httpd.AhMessage;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.AhNumbers;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Catalogue;
import dev.mpmlint.mpm.Explanations;
import dev.mpmlint.report.html.Badge;
import dev.mpmlint.report.html.Html;
import dev.mpmlint.report.html.MarkdownHtml;
import dev.mpmlint.report.html.Page;
import dev.mpmlint.report.html.SearchIndex;
import dev.mpmlint.report.html.Table;
import dev.mpmlint.report.html.Tags;
import dev.mpmlint.rules.Pages;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes the site. Each page stands alone; the first one has the search, with the words of all pages in it.
///
///     java dev.mpmlint.report.site.Site FOLDER VERSION
public final class Site {
  private static final String FIRST = "index.html";
  private static final String MESSAGES = "messages.html";

  private final String foot;
  private final List<RuleInfo> rules = RuleSet.all().rules().stream().map(Rule::info).toList();
  /// A word in lower case → the page about it.
  private final Map<String, String> places = new HashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<SearchIndex.Entry> found = new ArrayList<>();

  private Site(String version) {
    foot = "mpmlint " + version + ", which knows httpd up to " + HttpdVersion.NEWEST + ".";
    rules.forEach(rule -> places.put(key(rule.code()), rule.code() + ".html"));
    Explanations.names().forEach(name -> places.put(key(name), file(name)));
    AhNumbers.all().forEach(message -> places.put(key(message.number().toString()), MESSAGES + "#" + message.number()));
  }

  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), args[1]);
  }

  /// Writes all pages into a folder, which is made where it is missing.
  static void write(Path folder, String version) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : pages(version).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /// File name → its HTML; the first page is `index.html`.
  static Map<String, String> pages(String version) {
    return new Site(version).make();
  }

  private Map<String, String> make() {
    rules.forEach(this::rule);
    for (String name : Explanations.names()) {
      String page = Explanations.find(name, HttpdVersion.NEWEST).orElseThrow();
      boolean mpm = isMpm(name);
      String title = mpm ? "The MPM " + name : "The directive " + name;
      add(file(name), title, firstSentence(page), List.of(), page);
    }
    messages();
    index();
    return files;
  }

  private static String key(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static boolean isMpm(String name) {
    return Catalogue.find(name).isPresent();
  }

  private static String file(String name) {
    return (isMpm(name) ? "mpm-" : "") + name + ".html";
  }

  private void rule(RuleInfo rule) {
    Html facts =
        Tags.p(severity(rule.severity()), Html.text(" since mpmlint " + rule.since()));
    add(rule.code() + ".html", rule.code() + " " + rule.name(), rule.summary(), List.of(facts), Pages.of(rule));
  }

  private static Html severity(Severity severity) {
    Badge badge =
        switch (severity) {
          case ERROR -> Badge.BAD;
          case MISSING, WARNING -> Badge.CAREFUL;
          case INFO -> Badge.OPEN;
        };
    return Tags.badge(badge, severity.word());
  }

  private void add(String file, String title, String hint, List<Html> before, String markdown) {
    List<Html> content = new ArrayList<>(List.of(crumbs()));
    content.addAll(before);
    content.addAll(MarkdownHtml.of(markdown, word -> place(word, file)));
    files.put(file, new Page(title, content, foot).html());
    String words = markdown.replaceAll("(?m)^#.*$|```\\w*|[`*|]", " ").replaceAll("\\s+", " ").strip();
    found.add(new SearchIndex.Entry(file, title, hint, words));
  }

  /// Where a word has a page of its own; a page does not lead to itself, and small words are words of English.
  private Optional<String> place(String word, String from) {
    boolean name = Character.isUpperCase(word.charAt(0)) || word.equals("prefork") || word.equals("mpm-itk");
    return name ? Optional.ofNullable(places.get(key(word))).filter(to -> !to.equals(from)) : Optional.empty();
  }

  private static Html crumbs() {
    return Html.element("nav", Tags.link(FIRST, "All pages and search")).classed("crumbs").with("aria-label", "Site");
  }

  private static String firstSentence(String page) {
    StringBuilder text = new StringBuilder();
    for (String line : page.lines().skip(1).toList()) {
      if (line.isBlank() && !text.isEmpty()) {
        break;
      }
      text.append(line.isBlank() ? "" : line.strip() + " ");
    }
    int end = text.indexOf(". ");
    return end < 0 ? text.toString().strip() : text.substring(0, end + 1);
  }

  private void messages() {
    List<Html> content = new ArrayList<>(List.of(crumbs()));
    content.add(Tags.p("Numbered messages of httpd that have to do with its MPMs and with reading the configuration. %d and %s stand for values."));
    for (AhMessage message : AhNumbers.all()) {
      AhNumber number = message.number();
      String level = message.level().name().toLowerCase(Locale.ROOT);
      List<Html> meaning = MarkdownHtml.of(message.meaning(), word -> place(word, MESSAGES));
      content.add(
          Html.element("section", Tags.h2(number.toString()), Tags.pre(message.text()), Html.several(meaning))
              .and(Tags.note("Level " + level + ", from " + message.source() + " of httpd's sources."))
              .with("id", number.toString()));
      found.add(new SearchIndex.Entry(MESSAGES + "#" + number, number.toString(), message.text(), message.text() + " " + message.meaning()));
    }
    files.put(MESSAGES, new Page("Messages of httpd", content, foot).html());
  }

  private void index() {
    List<Html> content = new ArrayList<>();
    content.add(Tags.p("What mpmlint looks for in configurations of Apache httpd, and what it knows of MPMs, their directives and messages.").classed("lead"));
    content.add(SearchIndex.box());
    content.add(Tags.section("rules", "Rules", List.of(ruleTable())));
    List<Html> mpms = new ArrayList<>();
    List<Html> directives = new ArrayList<>();
    for (String name : Explanations.names()) {
      (isMpm(name) ? mpms : directives).add(Tags.link(file(name), name));
    }
    content.add(Tags.section("mpms", "MPMs", List.of(Tags.ul(mpms).classed("columns"))));
    content.add(Tags.section("directives", "Directives of MPMs", List.of(Tags.ul(directives).classed("columns"))));
    content.add(Tags.section("messages", "Messages", List.of(Tags.p(Tags.link(MESSAGES, "Numbered messages of httpd"), Html.text(", such as AH00484, and what they mean.")))));
    content.add(2, Tags.contents(content));
    files.put(FIRST, new Page("mpmlint: all rules and explanations", content, foot).html(new SearchIndex(found)));
  }

  private Html ruleTable() {
    Table table = new Table(rules.size() + " rules", "code", "severity", "name", "finds").blocks();
    for (RuleInfo rule : rules) {
      Html code = Tags.link(rule.code() + ".html", rule.code());
      table.row(List.of(code, severity(rule.severity()), Tags.code(rule.name()), Html.text(rule.summary())));
    }
    return table.html();
  }
}

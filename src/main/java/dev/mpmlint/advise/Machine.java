package dev.mpmlint.advise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What Linux tells of a machine and of the httpd and php-fpm that run on it (proc(5), cgroups(7)). Whatever is missing
/// or must not be read is left out. Immutable.
///
/// @param root where `/proc`, `/sys` and `/etc` are: `/`, or a folder with a copy of them
public record Machine(Path root) {
  private static final List<String> HTTPD = List.of("httpd", "apache2");
  private static final List<String> FPM = List.of("php-fpm");
  /// Of all children, so many are no larger than what counts as the size of one.
  private static final double MOST = 0.9;
  private static final double KIB = 1024;
  /// Linux lets no pid_max be lower (PIDS_PER_CPU_MIN and RESERVED_PIDS of kernel/pid.c); sandboxes show what they like.
  private static final double LEAST_TASKS = 301;
  private static final double LEAST_BACKLOG = 16;
  private static final int MOST_BYTES = 1 << 20;

  /// @throws UnusableInputException when this is no Linux
  public Inputs observe(Inputs inputs) throws UnusableInputException {
    if (!Files.isReadable(root.resolve("proc/meminfo"))) {
      throw new UnusableInputException(
          "--from-system reads /proc of Linux, and there is none here; give --ram and --process-size instead");
    }
    List<ProcessMemory> all = ProcessMemory.all(root.resolve("proc"));
    Processes httpd = processes(all, HTTPD);
    Processes fpm = processes(all, FPM);
    Inputs more = memory(inputs, httpd, fpm);
    more = sizes(more, httpd, Quantity.PROCESS_SIZE, "httpd");
    if (!fpm.children.isEmpty()) {
      more = sizes(more, fpm, Quantity.BACKEND_SIZE, "php-fpm");
    }
    return limits(more, httpd);
  }

  /// Those of one program: the ones whose parent is one of them too, and the others.
  private record Processes(List<ProcessMemory> parents, List<ProcessMemory> children) {
    double bytes() {
      double sum = 0;
      for (ProcessMemory p : parents) {
        sum += p.bytes();
      }
      for (ProcessMemory p : children) {
        sum += p.bytes();
      }
      return sum;
    }
  }

  private static Processes processes(List<ProcessMemory> all, List<String> names) {
    List<ProcessMemory> parents = new ArrayList<>();
    List<ProcessMemory> children = new ArrayList<>();
    List<ProcessMemory> own = all.stream().filter(p -> names.stream().anyMatch(n -> p.name().startsWith(n))).toList();
    for (ProcessMemory p : own) {
      boolean child = own.stream().anyMatch(other -> other.pid() == p.parent());
      (child ? children : parents).add(p);
    }
    return new Processes(parents, children);
  }

  private Inputs memory(Inputs inputs, Processes httpd, Processes fpm) {
    double total = meminfo("MemTotal:");
    double available = meminfo("MemAvailable:");
    long who = httpd.parents.isEmpty() ? -1 : httpd.parents.getFirst().pid();
    Optional<Cgroup.Limit> limit = new Cgroup(root, who).memory();
    if (limit.isPresent() && limit.get().value() < total) {
      return inputs
          .with(Quantity.MEMORY, limit.get().value(), Known.Source.CGROUP)
          .seeing("the cgroup " + limit.get().name() + " may use " + Unit.BYTES.show(limit.get().value()) + " of the machine's " + Unit.BYTES.show(total));
    }
    Inputs more = inputs.with(Quantity.MEMORY, total, Known.Source.SYSTEM);
    double others = total - available - httpd.bytes() - fpm.bytes();
    return available > 0 ? more.with(Quantity.RESERVE, Math.max(0, others), Known.Source.SYSTEM) : more;
  }

  private static Inputs sizes(Inputs inputs, Processes processes, Quantity quantity, String program) {
    List<ProcessMemory> children = processes.children;
    if (children.isEmpty()) {
      return inputs.seeing(
          processes.parents.isEmpty()
              ? "no " + program + " runs here, so the size of its processes cannot be measured"
              : program + " runs here without a child, so the size of its processes cannot be measured");
    }
    double[] sizes = children.stream().mapToDouble(ProcessMemory::bytes).sorted().toArray();
    double size = sizes[Math.max(0, (int) Math.ceil(MOST * sizes.length) - 1)];
    boolean pss = children.stream().allMatch(ProcessMemory::isPss);
    Inputs more =
        inputs
            .with(quantity, size, Known.Source.SYSTEM)
            .seeing(
                children.size() + " children of " + program + " have " + Unit.BYTES.show(sizes[0]) + " to "
                    + Unit.BYTES.show(sizes[sizes.length - 1]) + (pss ? " of PSS" : " of RSS") + "; nine of ten "
                    + Unit.BYTES.show(size) + " or less");
    return pss ? more
        : more.seeing("their PSS must not be read, and RSS counts shared pages in each process: run mpmlint as root for the right size");
  }

  private Inputs limits(Inputs inputs, Processes httpd) {
    Inputs more = inputs;
    long who = httpd.parents.isEmpty() ? -1 : httpd.parents.getFirst().pid();
    double cpus = processors();
    if (cpus > 0) {
      more = more.with(Quantity.CPUS, cpus, Known.Source.SYSTEM);
    }
    if (!httpd.children.isEmpty()) {
      double files = openFiles(httpd.children.getFirst().pid());
      if (files > 0) {
        more = more.with(Quantity.OPEN_FILES, files, Known.Source.SYSTEM);
      }
    }
    double tasks =
        Math.min(number("proc/sys/kernel/pid_max", LEAST_TASKS), number("proc/sys/kernel/threads-max", LEAST_TASKS));
    Optional<Cgroup.Limit> pids = new Cgroup(root, who).pids();
    if (pids.isPresent() && pids.get().value() < tasks) {
      more = more.with(Quantity.TASKS, pids.get().value(), Known.Source.CGROUP);
    } else if (tasks < Double.MAX_VALUE) {
      more = more.with(Quantity.TASKS, tasks, Known.Source.SYSTEM);
    }
    double backlog = number("proc/sys/net/core/somaxconn", LEAST_BACKLOG);
    return backlog < Double.MAX_VALUE ? more.with(Quantity.SOMAXCONN, backlog, Known.Source.SYSTEM) : more;
  }

  private double processors() {
    return text("proc/stat").lines().filter(line -> line.matches("cpu[0-9]+ .*")).count();
  }

  /// The soft limit; 0 where there is none.
  private double openFiles(long pid) {
    for (String line : text("proc/" + pid + "/limits").lines().toList()) {
      if (line.startsWith("Max open files")) {
        String soft = line.substring("Max open files".length()).strip().split("\\s+", 2)[0];
        return soft.matches("[0-9]{1,15}") ? Double.parseDouble(soft) : 0;
      }
    }
    return 0;
  }

  private double meminfo(String key) {
    for (String line : text("proc/meminfo").lines().toList()) {
      if (line.startsWith(key)) {
        String value = line.substring(key.length()).toLowerCase(Locale.ROOT).replace("kb", "").strip();
        return value.matches("[0-9]{1,15}") ? Double.parseDouble(value) * KIB : 0;
      }
    }
    return 0;
  }

  /// The largest of all where there is none, or one below the least that makes sense.
  private double number(String file, double least) {
    String text = text(file).strip();
    double value = text.matches("[0-9]{1,15}") ? Double.parseDouble(text) : 0;
    return value >= least ? value : Double.MAX_VALUE;
  }

  private String text(String file) {
    return text(root.resolve(file));
  }

  /// Empty where it cannot be read.
  static String text(Path file) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    // Files of /proc/sys answer one read, the first, and to Java their size is 0: it has to be a large one.
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int got = in.read(buffer); got >= 0 && all.size() < MOST_BYTES; got = in.read(buffer)) {
        all.write(buffer, 0, got);
      }
      return all.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  /// The php-fpm pools that a configuration passes requests to, by the sockets and addresses in it.
  ///
  /// @param addresses as `proxy:unix:…` and `fcgi://…` have them
  /// @throws UnusableInputException when a pool's file is none
  List<FpmPool> pools(List<String> addresses) throws UnusableInputException {
    List<FpmPool> pools = new ArrayList<>();
    for (Path file : poolFiles()) {
      for (FpmPool pool : FpmPool.parse(file.toString(), text(file))) {
        if (addresses.stream().anyMatch(address -> listensAt(pool.listen(), address))) {
          pools.add(pool);
        }
      }
    }
    return pools;
  }

  private List<Path> poolFiles() {
    List<Path> files = new ArrayList<>();
    for (Path versions : list(root.resolve("etc/php"), "*")) {
      files.addAll(list(versions.resolve("fpm/pool.d"), "*.conf"));
    }
    files.addAll(list(root.resolve("etc/php-fpm.d"), "*.conf"));
    files.addAll(list(root.resolve("usr/local/etc/php-fpm.d"), "*.conf"));
    return files;
  }

  private static List<Path> list(Path folder, String pattern) {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      entries.forEach(found::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException _) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  private boolean listensAt(String listen, String address) {
    if (listen.startsWith("/")) {
      return listen.equals(address) || address.startsWith("/") && real(listen).equals(real(address));
    }
    String port = listen.substring(listen.lastIndexOf(':') + 1);
    return !port.isEmpty() && !address.startsWith("/") && address.endsWith(":" + port);
  }

  /// Debian's `/run/php/php-fpm.sock` is a link to the socket of a version.
  private Path real(String path) {
    Path file = root.resolve(path.substring(1));
    try {
      return file.toRealPath();
    } catch (IOException _) {
      return file;
    }
  }
}

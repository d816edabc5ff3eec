package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// /proc and /sys as they would be, in a folder.
class MachineTest {
  private static final double MIB = 1 << 20;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void process(int pid, int parent, String name, int pssMib, int rssMib) throws IOException {
    write("proc/" + pid + "/comm", name + "\n");
    write("proc/" + pid + "/status", "Name:\t" + name + "\nPPid:\t" + parent + "\nVmRSS:\t  " + rssMib * 1024 + " kB\n");
    if (pssMib > 0) {
      write("proc/" + pid + "/smaps_rollup", "00400000-7ff ---p [rollup]\nRss: 1 kB\nPss:     " + pssMib * 1024 + " kB\nPss_Dirty: 3 kB\n");
    }
  }

  @BeforeEach
  void aMachineOf8GiB() throws IOException {
    write("proc/meminfo", "MemTotal:        8388608 kB\nMemFree: 1 kB\nMemAvailable:    6291456 kB\n");
    write("proc/stat", "cpu  1 2 3\ncpu0 1 2\ncpu1 1 2\ncpu2 1 2\nintr 1\n");
    write("proc/sys/kernel/pid_max", "32768\n");
    write("proc/sys/kernel/threads-max", "60000\n");
    write("proc/sys/net/core/somaxconn", "128\n");
    write("proc/self/cgroup", "0::/\n");
  }

  private Inputs observe() throws UnusableInputException {
    return new Machine(root).observe(Inputs.NONE);
  }

  @Test
  void sizesOfChildrenAreTheirPss() throws Exception {
    process(10, 1, "apache2", 30, 90);
    for (int i = 0; i < 10; i++) {
      process(20 + i, 10, "apache2", 10 + i, 90);
    }
    write("proc/20/limits", "Limit  Soft Limit  Hard Limit  Units\nMax open files            8192                 1048576    files\n");
    process(50, 1, "php-fpm8.2", 10, 40);
    process(51, 50, "php-fpm8.2", 40, 70);
    process(60, 1, "mariadbd", 500, 600);
    Inputs inputs = observe();

    assertThat(inputs.value(Quantity.MEMORY)).isEqualTo(8192 * MIB);
    assertThat(inputs.value(Quantity.PROCESS_SIZE)).as("nine of ten are no larger").isEqualTo(18 * MIB);
    assertThat(inputs.value(Quantity.BACKEND_SIZE)).isEqualTo(40 * MIB);
    assertThat(inputs.value(Quantity.RESERVE)).isEqualTo((2048 - 30 - 145 - 50) * MIB);
    assertThat(inputs.value(Quantity.OPEN_FILES)).isEqualTo(8192);
    assertThat(inputs.value(Quantity.TASKS)).isEqualTo(32768);
    assertThat(inputs.value(Quantity.CPUS)).isEqualTo(3);
    assertThat(inputs.value(Quantity.SOMAXCONN)).isEqualTo(128);
    assertThat(inputs.evidence()).anyMatch(s -> s.equals("10 children of httpd have 10 MiB to 19 MiB of PSS; nine of ten 18 MiB or less"));
  }

  @Test
  void withoutRightsRssIsTakenAndSaid() throws Exception {
    process(10, 1, "httpd", 0, 20);
    process(11, 10, "httpd", 0, 90);
    Inputs inputs = observe();

    assertThat(inputs.value(Quantity.PROCESS_SIZE)).isEqualTo(90 * MIB);
    assertThat(inputs.evidence()).anyMatch(s -> s.contains("run mpmlint as root"));
  }

  @Test
  void withoutHttpdNothingIsMeasured() throws Exception {
    Inputs inputs = observe();

    assertThat(inputs.has(Quantity.PROCESS_SIZE)).isFalse();
    assertThat(inputs.evidence()).contains("no httpd runs here, so the size of its processes cannot be measured");
  }

  @Test
  void theLimitOfTheCgroupComesBeforeTheMemoryOfTheMachine() throws Exception {
    process(10, 1, "httpd", 20, 20);
    write("proc/10/cgroup", "0::/system.slice/httpd.service\n");
    write("sys/fs/cgroup/system.slice/memory.max", "1073741824\n");
    write("sys/fs/cgroup/system.slice/httpd.service/memory.max", "max\n");
    write("sys/fs/cgroup/system.slice/httpd.service/pids.max", "512\n");
    Inputs inputs = observe();

    assertThat(inputs.known(Quantity.MEMORY)).contains(new Known(1024 * MIB, Known.Source.CGROUP));
    assertThat(inputs.known(Quantity.TASKS)).contains(new Known(512, Known.Source.CGROUP));
    assertThat(inputs.has(Quantity.RESERVE)).isFalse();
    assertThat(inputs.evidence().getFirst()).isEqualTo("the cgroup /system.slice may use 1 GiB of the machine's 8 GiB");
  }

  @Test
  void versionOneOfCgroups() throws Exception {
    write("proc/self/cgroup", "8:pids:/box\n4:memory,hugetlb:/box/inner\n0::/\n");
    write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "2147483648\n");
    write("sys/fs/cgroup/memory/box/inner/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/pids/box/pids.max", "100\n");
    Inputs inputs = observe();

    assertThat(inputs.known(Quantity.MEMORY)).contains(new Known(2048 * MIB, Known.Source.CGROUP));
    assertThat(inputs.known(Quantity.TASKS)).contains(new Known(100, Known.Source.CGROUP));
  }

  @Test
  void aLimitAboveTheMemoryIsNone() throws Exception {
    write("sys/fs/cgroup/memory.max", "99999999999999\n");

    assertThat(observe().known(Quantity.MEMORY)).contains(new Known(8192 * MIB, Known.Source.SYSTEM));
  }

  @Test
  void poolsAreFoundByTheirSocketsAlsoThroughLinks() throws Exception {
    write("etc/php/8.2/fpm/pool.d/www.conf", "[www]\nlisten = /run/php/php8.2-fpm.sock\npm.max_children = 9\n");
    write("etc/php-fpm.d/app.conf", "[app]\nlisten = 127.0.0.1:9000\npm.max_children = 20\n");
    write("run/php/php8.2-fpm.sock", "");
    Files.createSymbolicLink(root.resolve("run/php/php-fpm.sock"), Path.of("php8.2-fpm.sock"));
    Machine machine = new Machine(root);

    assertThat(machine.pools(List.of("/run/php/php-fpm.sock"))).extracting(FpmPool::name).containsExactly("www");
    assertThat(machine.pools(List.of("localhost:9000"))).extracting(FpmPool::name).containsExactly("app");
    assertThat(machine.pools(List.of("localhost:9001"))).isEmpty();
  }

  @Test
  void garbageIsLeftOut() throws Exception {
    process(11, 10, "httpd", 5, 5);
    write("proc/11/status", "nonsense");
    write("proc/meminfo", "MemTotal: lots\nMemAvailable:\n");
    write("proc/stat", "");
    write("proc/sys/kernel/pid_max", "-1");
    write("proc/self/cgroup", "garbage\n0::\n:::::\n");

    assertThat(observe().has(Quantity.PROCESS_SIZE)).isFalse();
  }

  @Test
  void otherSystemsAreToldSo() throws Exception {
    Files.delete(root.resolve("proc/meminfo"));

    assertThatExceptionOfType(UnusableInputException.class)
        .isThrownBy(this::observe)
        .withMessageContaining("there is none here; give --ram and --process-size instead");
  }
}

package dev.mpmlint.compare;

/// What a running httpd needs to take a change over, from the least to the most.
public enum Need {
  /// Nothing differs in effect.
  NOTHING("nothing", "nothing differs in effect, so nothing needs to be done"),
  /// `-k graceful` (USR1), which is what a reload does: nobody is cut off.
  RELOAD("reload", "a reload (graceful restart) is enough"),
  /// `-k restart` (HUP): the control process stays, all children are replaced at once.
  RESTART("restart", "a restart is needed (httpd -k restart): a reload (graceful restart) is not enough"),
  /// The control process itself keeps something from its first start on.
  STOP_AND_START("stop-and-start", "a full restart is needed: stop httpd and start it again"),
  /// httpd does not start or does not serve with the new configuration, and a running one ends when it is told to read it.
  FORBIDDEN("forbidden", "neither: httpd does not run with the new configuration, and a running one would end; mend it first");

  private final String word;
  private final String sentence;

  Need(String word, String sentence) {
    this.word = word;
    this.sentence = sentence;
  }

  /// As in JSON.
  public String word() {
    return word;
  }

  public String sentence() {
    return sentence;
  }
}

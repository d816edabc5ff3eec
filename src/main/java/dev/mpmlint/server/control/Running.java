package dev.mpmlint.server.control;

import dev.mpmlint.server.log.PipedLogs;
import dev.mpmlint.server.scoreboard.Scoreboard;

/// What holds as long as the server runs, over all generations.
record Running(RunFolder folder, Listeners listeners, PipedLogs pipes, Scoreboard board, Brood brood) {}

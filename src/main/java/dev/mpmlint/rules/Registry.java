package dev.mpmlint.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Every rule, once. A test compares the list with the classes on disk.
final class Registry {
  private Registry() {}

  /// Sorted by code.
  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(96);
    Collections.addAll(rules, ReadingFault.values());
    Collections.addAll(rules, SuppressionFault.values());
    Collections.addAll(rules, DirectiveFault.values());
    Collections.addAll(
        rules,
        new MalformedSectionTag(),
        new SectionWithoutArgument(),
        new UnterminatedQuote(),
        new NoMpmLoaded(),
        new SeveralMpmsLoaded(),
        new MpmLoadedTwice(),
        new ThreadUnsafeModuleWithThreadedMpm(),
        new ItkWithThreadedMpm(),
        new Http2WithPrefork(),
        new CgiWithThreadedMpm(),
        new DirectiveOfAnotherMpm(),
        new IfmoduleNeverMatches(),
        new IfmoduleBeforeLoadmodule(),
        new TrailingComment(),
        new RemovedDirective(),
        new MutexMpmAcceptNotValid(),
        new MpmDirectiveInSection(),
        new ValueHttpdRejects(),
        new MpmDirectiveArgumentCount());
    Collections.addAll(
        rules,
        new ThreadsPerChildAboveThreadLimit(),
        new MaxRequestWorkersAboveServerLimit(),
        new MaxRequestWorkersNotMultipleOfThreadsPerChild(),
        new MaxRequestWorkersBelowThreadsPerChild(),
        new NumberOutOfRange(),
        new NotAnInteger(),
        new NegativeMaxConnectionsPerChild(),
        new FractionalAsyncRequestWorkerFactor(),
        new NegativeGracefulShutdownTimeout(),
        new SpareInversion(),
        new StartServersBeyondLimit(),
        new StartServersAboveMaxSpare(),
        new MinSpareReachesMaxRequestWorkers(),
        new ServerLimitFarAboveNeed(),
        new ServerLimitWithoutSlack(),
        new LowMaxConnectionsPerChild(),
        new DeprecatedDirectiveName(),
        new OverriddenSetting(),
        new ThreadStackSizeInappropriate(),
        new LongKeepAliveWithProcessPerConnection(),
        new SlowClientsNotLimited(),
        new AssignUserIdMissing(),
        new AssignUserIdRoot(),
        new UserIdOutsideLimitRange(),
        new FullRestartNeeded(),
        new WebsocketWithSmallCeiling(),
        new ProxyToItself(),
        new HistoricMpm());
    Collections.addAll(
        rules,
        new LogFolderNotFound(),
        new StartFileNotFound(),
        new DocumentRootNotFound(),
        new ListenAddressesOverlap(),
        new NoListen(),
        new ShadowedVirtualHost(),
        new VirtualHostWithoutServerName(),
        new VirtualHostOnUnheardPort(),
        new OldAccessControl(),
        new MixedAccessControl(),
        new DirectiveWithoutEffect(),
        new DeprecatedDirective(),
        new LoadModuleInSection(),
        new OverrideNotAllowed(),
        new HtaccessIgnored(),
        new MisreadNumber());
    rules.sort((a, b) -> a.info().code().compareTo(b.info().code()));
    return rules;
  }
}

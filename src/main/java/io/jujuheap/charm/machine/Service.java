// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.charm.tool.Systemd;
import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.FileTree;
import io.jujuheap.io.Programs;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The service on this machine. Makes it match the configuration, or removes it. */
public final class Service {
    private static final Duration START = Duration.ofSeconds(30);

    private final MachineLayout layout;
    private final Systemd systemd;
    private final Secret secret;
    private final Releases releases;
    private final Consumer<String> log;

    /** Creates the service of a machine; {@code log} receives a line for each change. */
    public Service(MachineLayout layout, Systemd systemd, Consumer<String> log) {
        this.layout = layout;
        this.systemd = systemd;
        this.secret = new Secret(layout);
        this.releases = new Releases(layout);
        this.log = log;
    }

    /** Tells whether the version in this charm still has to be installed, which takes seconds. */
    public boolean needsInstallation() throws IOException {
        return !releases.carried().isComplete();
    }

    /** Returns the version in this charm. */
    public String version() throws IOException {
        return releases.carried().version();
    }

    /**
     * Installs, configures, starts or restarts the service, as needed. A service that already runs with the
     * configuration is left alone. Any other is changed only after the program has checked the new configuration.
     *
     * @throws UsageException when the service refuses the configuration; the message is its own
     * @throws FailureException when the service does not start
     */
    public void ensure(Settings settings) throws FailureException, IOException {
        Release release = releases.carried();
        ClassArchive archive = new ClassArchive(release);
        if (!release.isComplete()) {
            releases.install(release);
            log.accept("installed version " + release.version());
            make(archive);
        } else if (archive.isInterrupted()) {
            make(archive);
        }
        secret.make(settings.token());
        List<String> arguments = ServiceFile.arguments(settings, layout);
        ServiceFile file = ServiceFile.of(
                Files.readString(layout.unitTemplate()),
                command(release, arguments),
                settings.networks().directives(settings.listen()));
        if (!isApplied(file)) {
            apply(release, arguments, file);
        } else if (!systemd.isActive(MachineLayout.SERVICE)) {
            restart("it was down");
        }
        awaitReady(settings);
        FileTree.write(layout.applied(), file.text());
        secret.removeUnless(settings.token());
        if (!releases.link(release)) {
            log.accept(layout.command() + " is not the charm's and stays as it is");
        }
        releases.keepOnly(release);
    }

    /** Tells whether the service has started successfully with this unit file, and the file has not changed since then. */
    private boolean isApplied(ServiceFile file) throws IOException {
        return ServiceFile.installed(layout).equals(Optional.of(file))
                && FileTree.read(layout.applied()).equals(Optional.of(file.text()));
    }

    private void apply(Release release, List<String> arguments, ServiceFile file) throws FailureException, IOException {
        check(release, arguments);
        FileTree.delete(layout.applied());
        FileTree.write(layout.unitFile(), file.text());
        systemd.reload();
        systemd.enable(MachineLayout.SERVICE);
        restart("its configuration or its version changed");
    }

    /** Stops the service and disables it. */
    public void stop() {
        systemd.disableAndStop(MachineLayout.SERVICE);
    }

    /**
     * Stops the service and deletes all files of the charm on this machine, except the stored profiles if these are to
     * be kept.
     */
    public void remove(boolean keepSnapshots) throws IOException {
        stop();
        FileTree.delete(layout.unitFile());
        systemd.reload();
        FileTree.delete(layout.configuration());
        releases.unlink();
        FileTree.delete(layout.releases());
        if (!keepSnapshots) {
            FileTree.delete(layout.state());
        }
    }

    private SidecarClient sidecar(Settings settings) throws IOException {
        return new SidecarClient(
                settings.listen(),
                secret.authorization(),
                ClientWebConfig.of(settings).certificate());
    }

    private void make(ClassArchive archive) throws IOException {
        try {
            archive.create();
        } catch (ToolException | IOException e) {
            log.accept("no archive of classes, so it starts slower: " + e.getMessage());
        }
    }

    private static List<String> command(Release release, List<String> arguments) {
        boolean archived = Files.isRegularFile(release.archive());
        List<String> command = new ArrayList<>(
                release.run(archived ? List.of("-XX:SharedArchiveFile=" + release.archive()) : List.of(), "serve"));
        command.addAll(arguments);
        return command;
    }

    private void check(Release release, List<String> arguments) {
        List<String> command = new ArrayList<>(command(release, arguments));
        command.add("--check");
        Programs.Result result = Subprocess.of(command).tryRun();
        if (result.exitCode() != 0) {
            throw new UsageException(ServiceFile.inOptions(result.firstWords().replaceFirst("^juju-heap serve: ", "")));
        }
    }

    private void restart(String reason) throws FailureException {
        log.accept("restarting the service: " + reason);
        try {
            systemd.restart(MachineLayout.SERVICE);
        } catch (ToolException e) {
            throw new FailureException(MachineLayout.SERVICE + " does not start: see journalctl -u juju-heap.", e);
        }
    }

    private void awaitReady(Settings settings) throws FailureException, IOException {
        if (!sidecar(settings).awaitReady(START)) {
            throw new FailureException(MachineLayout.SERVICE + " does not answer on " + settings.listen()
                    + ": see journalctl -u juju-heap.");
        }
    }
}

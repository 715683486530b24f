// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.jujuheap.agent.NativeLibrary;
import io.jujuheap.io.FileTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The versions of the program that are installed on this machine. */
final class Releases {
    private final MachineLayout layout;

    Releases(MachineLayout layout) {
        this.layout = layout;
    }

    /** Returns the version in this charm, installed or not. */
    Release carried() throws IOException {
        String version = Files.readString(layout.versionFile()).strip();
        return new Release(version, layout.releases().resolve(version));
    }

    /** Installs the version in this charm beside all others. */
    void install(Release release) throws IOException {
        Path incoming = layout.releases().resolve("." + release.version() + ".incoming");
        FileTree.delete(incoming);
        Files.createDirectories(incoming);
        Release copy = new Release(release.version(), incoming);
        copyRuntime(copy.runtime());
        FileTree.copy(layout.charmProgram(), incoming);
        unpackNativeLibrary(copy.nativeLibrary());
        FileTree.delete(release.home());
        Files.move(incoming, release.home(), ATOMIC_MOVE);
    }

    /**
     * Puts the command of a version on PATH.
     *
     * @return whether it is on PATH now; a command that the charm did not install is left alone
     */
    boolean link(Release release) throws IOException {
        Path link = layout.command();
        if (Files.exists(link, NOFOLLOW_LINKS) && !isOwn(link)) {
            return false;
        }
        Path incoming = Files.createDirectories(link.getParent()).resolve(".juju-heap.incoming");
        FileTree.delete(incoming);
        Files.createSymbolicLink(incoming, release.launcher());
        Files.move(incoming, link, ATOMIC_MOVE);
        return true;
    }

    /** Removes the command from PATH if the charm installed it. */
    void unlink() throws IOException {
        if (isOwn(layout.command())) {
            Files.delete(layout.command());
        }
    }

    private boolean isOwn(Path link) throws IOException {
        return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).startsWith(layout.releases());
    }

    /** Removes every version but one. */
    void keepOnly(Release release) throws IOException {
        for (Path home : FileTree.list(layout.releases())) {
            if (!home.equals(release.home())) {
                FileTree.delete(home);
            }
        }
    }

    /** Copies the charm's own runtime. If that does not run here, links to the Java that runs this process. */
    private void copyRuntime(Path target) throws IOException {
        Path running = Path.of(System.getProperty("java.home"));
        Path carried = layout.charmRuntime();
        if (Files.isDirectory(carried) && Files.isSameFile(carried, running)) {
            FileTree.copy(carried, target);
        } else {
            Files.createSymbolicLink(target, running);
        }
    }

    /** Unpacks the library from the charm's jar, which runs this process. There is none for some processors. */
    private static void unpackNativeLibrary(Path file) throws IOException {
        try {
            NativeLibrary.copyTo(file);
        } catch (FileNotFoundException e) {
            // The service reports this for each agent that it cannot ask.
        }
    }
}

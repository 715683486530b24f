// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** The versions of the program on this machine. */
final class Releases {
    private final Layout layout;

    Releases(Layout layout) {
        this.layout = layout;
    }

    /** The version that this charm carries, installed or not. */
    Release carried() throws IOException {
        String version = Files.readString(layout.versionFile()).strip();
        return new Release(version, layout.releases().resolve(version));
    }

    /** Puts the version that this charm carries in its place, beside all others. */
    void install(Release release) throws IOException {
        Path incoming = layout.releases().resolve("." + release.version() + ".incoming");
        FileTree.delete(incoming);
        Files.createDirectories(incoming);
        Release copy = new Release(release.version(), incoming);
        copyRuntime(copy.runtime());
        FileTree.copy(layout.charmJar(), copy.jar());
        FileTree.copy(layout.charmOptions(), copy.options());
        extractNativeLibrary(copy);
        FileTree.delete(release.home());
        Files.move(incoming, release.home(), ATOMIC_MOVE);
    }

    /** Removes every version but one. */
    void keepOnly(Release release) throws IOException {
        for (Path home : FileTree.list(layout.releases())) {
            if (!home.equals(release.home())) {
                FileTree.delete(home);
            }
        }
    }

    /** The charm's own runtime; or, where that does not run, a link to the Java that runs this. */
    private void copyRuntime(Path target) throws IOException {
        Path running = Path.of(System.getProperty("java.home"));
        Path carried = layout.charmRuntime();
        if (Files.isDirectory(carried) && Files.isSameFile(carried, running)) {
            FileTree.copy(carried, target);
        } else {
            Files.createSymbolicLink(target, running);
        }
    }

    private static void extractNativeLibrary(Release release) throws IOException {
        String form = "lib/" + Pattern.quote(System.getProperty("os.arch"))
                + "-Linux-[^/]+/jni/libjunixsocket-native-[0-9.]+\\.so";
        Pattern name = Pattern.compile(form);
        try (JarFile jar = new JarFile(release.jar().toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (name.matcher(entry.getName()).matches()) {
                    try (InputStream library = jar.getInputStream(entry)) {
                        Files.copy(library, release.nativeLibrary());
                    }
                    return;
                }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import io.jujuheap.agent.AgentException.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFSocket;

/**
 * Loads junixsocket's native library. Without it, Java supports neither abstract sockets nor peer credentials.
 *
 * <p>junixsocket does not load it itself: it would try a dozen places first and print a stack trace on failure. An
 * installation that ships the library beside the jar names it with {@code -D} {@value #GIVEN}. Otherwise the library is
 * unpacked from the jar, loaded and deleted again.
 */
public final class NativeLibrary {
    /** junixsocket's own property: the path of the library, or {@value #PROVIDED}. */
    public static final String GIVEN = "org.newsclub.net.unix.library.override.force";

    /** Tells junixsocket that the library has been loaded. */
    private static final String PROVIDED = "provided";

    private static final String PROPERTIES =
            "/META-INF/maven/com.kohlschutter.junixsocket/junixsocket-common/pom.properties";

    private static boolean loaded;
    private static @Nullable String failure;

    private NativeLibrary() {}

    /**
     * Loads the library if it is not loaded yet.
     *
     * @throws AgentException when it cannot be loaded; later calls do not try again and throw the same
     */
    public static synchronized void ensureLoaded() throws AgentException {
        if (!loaded && failure == null) {
            failure = load();
            loaded = failure == null;
        }
        if (failure != null) {
            throw new AgentException(Reason.PERMISSION, failure);
        }
    }

    private static @Nullable String load() {
        String given = System.getProperty(GIVEN, "");
        try {
            if (AFSocket.getLoadedLibrary() != null) {
                // Other code in this process has loaded it; a second copy would crash the process.
                return null;
            }
            if (given.isEmpty()) {
                unpackAndLoad();
                System.setProperty(GIVEN, PROVIDED);
            } else if (!given.equals(PROVIDED)) {
                System.load(given);
            }
            return null;
        } catch (UnsatisfiedLinkError e) {
            return "The library for UNIX sockets, named by -D" + GIVEN + ", cannot be loaded (" + e.getMessage()
                    + "): correct the path, or leave the option out.";
        } catch (IOException e) {
            return "The library for UNIX sockets cannot be unpacked and loaded (" + e.getMessage()
                    + "): name a directory that is writable and not mounted noexec with -Djava.io.tmpdir=DIRECTORY.";
        }
    }

    /** Tries the temporary folder, then the home folder: the first is often read-only or mounted noexec. */
    private static void unpackAndLoad() throws IOException {
        List<String> problems = new ArrayList<>();
        for (String folder : List.of("java.io.tmpdir", "user.home")) {
            try {
                unpackAndLoad(Path.of(System.getProperty(folder)));
                return;
            } catch (IOException | UnsatisfiedLinkError e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        throw new IOException(String.join("; ", problems));
    }

    private static void unpackAndLoad(Path folder) throws IOException {
        Path file = folder.resolve("juju-heap-" + Long.toHexString(System.nanoTime()) + ".so");
        try {
            copyTo(file);
            System.load(file.toString());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Copies the library out of the jar, so that an installation can name it with {@link #GIVEN}.
     *
     * @param file the new file; it must not exist, so that it cannot be a link or a library of another user
     * @throws FileNotFoundException when the jar has no library for this processor
     */
    public static void copyTo(Path file) throws IOException {
        try (InputStream library = resource(libraryName())) {
            Files.copy(library, file);
        }
    }

    private static String libraryName() throws IOException {
        Properties build = new Properties();
        try (InputStream properties = resource(PROPERTIES)) {
            build.load(properties);
        }
        return "/lib/" + System.getProperty("os.arch") + "-Linux-clang/jni/libjunixsocket-native-"
                + build.getProperty("version") + ".so";
    }

    private static InputStream resource(String name) throws IOException {
        InputStream resource = NativeLibrary.class.getResourceAsStream(name);
        if (resource == null) {
            throw new FileNotFoundException("the jar has no " + name);
        }
        return resource;
    }
}

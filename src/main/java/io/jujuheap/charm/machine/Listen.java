// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.io.UsageException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address on which the service listens.
 *
 * @param host an address or a name, without brackets
 * @param port 1 to 65535
 */
public record Listen(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9_.-]*)):([0-9]{1,5})");
    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.[0-9]{1,3}){3}|::1|localhost");
    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code HOST:PORT}.
     *
     * @throws UsageException when the text has another form, or when the port is 0, which scrapers and actions could
     *     not find
     */
    static Listen parse(String text) {
        Matcher matcher = FORM.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : 0;
        if (port == 0 || port > MAX_PORT) {
            throw new UsageException("listen-address: \"" + text + "\" is not HOST:PORT, such as 127.0.0.1:16060.");
        }
        return new Listen(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), port);
    }

    /** Tells whether only this machine can connect. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** Tells whether the service listens on every address of this machine. */
    public boolean isEverywhere() {
        return EVERYWHERE.contains(host);
    }

    /** Returns the host under which this machine reaches the service. */
    String localHost() {
        return isEverywhere() ? "127.0.0.1" : host;
    }

    @Override
    public String toString() {
        return bracketed(host) + ":" + port;
    }

    /** Returns an address in the form for use before a port: an IPv6 address in brackets. */
    public static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}

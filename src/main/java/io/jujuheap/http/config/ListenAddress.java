// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import io.jujuheap.io.UsageException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on, in the form that every Prometheus exporter takes: {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code :PORT} for
 * all interfaces.
 *
 * @param host a name or an address without brackets, {@code 0.0.0.0} for all interfaces
 * @param port 0 to 65535; 0 picks a free one
 */
public record ListenAddress(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9_.-]*)):(\\d{1,5})");
    private static final String ALL_INTERFACES = "0.0.0.0";

    public ListenAddress {
        if (host.isEmpty()) {
            host = ALL_INTERFACES;
        }
        if (port < 0 || port > 65_535) {
            throw new UsageException("The port " + port + " does not exist: give one from 0 (any free one) to 65535.");
        }
    }

    /**
     * Reads an address.
     *
     * @throws UsageException when the text is not one
     */
    public static ListenAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException(
                    "\"" + text + "\" is not an address to listen on: write HOST:PORT, such as 127.0.0.1:16060.");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return new ListenAddress(host, Integer.parseInt(matcher.group(3)));
    }

    /**
     * Returns the address to bind to.
     *
     * @throws UsageException when this machine cannot resolve the host
     */
    public InetSocketAddress resolved() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UsageException("Cannot listen on " + this + ": this machine knows no host \"" + host + "\".");
        }
        return address;
    }

    /** Returns whether only this machine can connect to it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

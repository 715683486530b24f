// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.http.config.ListenAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of the {@code Host} header that this server answers to. A web page can point its own name at 127.0.0.1 (DNS
 * rebinding), but the browser then still sends that name as {@code Host}.
 */
final class HostAllowList {
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9_.-]{1,253})(?::\\d{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Set<String> names = new HashSet<>(Set.of("localhost"));
    private final Set<InetAddress> addresses = new HashSet<>();
    private final boolean anyAddress;

    /**
     * Allows the loopback names and addresses, the addresses listened on, and further names.
     *
     * @param listening the addresses listened on; with all interfaces among them every address is allowed, as rebinding
     *     needs a name
     * @param further further names of this machine
     */
    HostAllowList(List<ListenAddress> listening, Collection<String> further) {
        boolean wildcard = false;
        for (ListenAddress address : listening) {
            InetAddress bound = address.resolved().getAddress();
            wildcard |= bound.isAnyLocalAddress();
            addresses.add(bound);
            names.add(normal(address.host()));
        }
        further.forEach(name -> names.add(normal(name)));
        this.anyAddress = wildcard;
    }

    /** Returns whether a {@code Host} header, or the authority of an {@code Origin}, names this server. */
    boolean allows(String host) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return false;
        }
        String name = normal(matcher.group(1));
        return names.contains(name) || (ADDRESS.matcher(name).matches() && allowsAddress(name));
    }

    private boolean allowsAddress(String literal) {
        try {
            InetAddress address = InetAddress.getByName(literal);
            return anyAddress || address.isLoopbackAddress() || addresses.contains(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}

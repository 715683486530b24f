// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.io.UsageException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The networks from which the kernel lets packets through to the service. The machine itself always has access.
 *
 * @param allowed addresses or ADDRESS/BITS; when empty, all networks are allowed
 */
record Networks(List<String> allowed) {
    private static final String LOCALHOST = "IPAddressDeny=any\nIPAddressAllow=localhost";

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");
    private static final Pattern SEPARATOR = Pattern.compile("[, ]+");
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    Networks {
        allowed = List.copyOf(allowed);
    }

    /**
     * Parses networks that are separated by commas or spaces. systemd ignores a network that it cannot parse and only
     * logs it, so each network is checked here.
     *
     * @throws UsageException when one is not a network
     */
    static Networks parse(Optional<String> text) {
        List<String> networks = SEPARATOR
                .splitAsStream(text.orElse(""))
                .filter(network -> !network.isEmpty())
                .toList();
        networks.forEach(Networks::check);
        return new Networks(networks);
    }

    private static void check(String network) {
        Matcher matcher = FORM.matcher(network);
        int most = matcher.matches() ? bits(matcher.group(1)) : 0;
        if (most == 0 || (matcher.group(2) != null && Integer.parseInt(matcher.group(2)) > most)) {
            throw new UsageException(
                    "allow-networks: \"" + network + "\" is not a network, such as 10.0.0.0/8 or fc00::/7.");
        }
    }

    /** Returns the number of bits of an address; 0 when the text is not an address. */
    private static int bits(String address) {
        if (IPV4.matcher(address).matches()) {
            return IPV4_BITS;
        }
        return isIpv6(address) ? IPV6_BITS : 0;
    }

    private static boolean isIpv6(String address) {
        try {
            // In brackets, the JDK parses it as an address and does not look it up as a host name.
            return IPV6.matcher(address).matches() && InetAddress.getAllByName("[" + address + "]").length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns the lines of the unit file for a service with that address. */
    String directives(Listen listen) {
        if (listen.isLoopback()) {
            return LOCALHOST;
        }
        if (allowed.isEmpty()) {
            return "";
        }
        // Packets from this machine to its own address have that address as their source, not localhost.
        boolean hasOwnAddress = !listen.isEverywhere() && bits(listen.host()) > 0;
        return LOCALHOST + (hasOwnAddress ? " " + listen.host() : "") + " " + String.join(" ", allowed);
    }
}

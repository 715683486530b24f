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
 * The networks whose packets the kernel lets through to the service. The machine itself is always let in.
 *
 * @param allowed each an address or ADDRESS/BITS; when empty, every network
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
     * Reads networks that are separated by commas or spaces; none lets every network in. systemd passes over what it cannot
     * read, with a line in its journal, so each network is checked here.
     *
     * @throws UsageException when one of them is not a network
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

    /** Returns the length of an address, 0 of anything else. */
    private static int bits(String address) {
        if (IPV4.matcher(address).matches()) {
            return IPV4_BITS;
        }
        return isIpv6(address) ? IPV6_BITS : 0;
    }

    private static boolean isIpv6(String address) {
        try {
            // In brackets, the JDK takes it for an address and never asks for it as a name.
            return IPV6.matcher(address).matches() && InetAddress.getAllByName("[" + address + "]").length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns the lines of the unit file for a service that listens there. */
    String directives(Listen listen) {
        if (listen.isLoopback()) {
            return LOCALHOST;
        }
        if (allowed.isEmpty()) {
            return "";
        }
        // What this machine sends to its own address comes from that address, not from localhost.
        boolean hasOwnAddress = !listen.isEverywhere() && bits(listen.host()) > 0;
        return LOCALHOST + (hasOwnAddress ? " " + listen.host() : "") + " " + String.join(" ", allowed);
    }
}

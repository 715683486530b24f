// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

/** Asks the agents at the addresses given, in a process of its own, and prints what comes of it, a line each. */
final class AskMain {
    private AskMain() {}

    public static void main(String[] addresses) {
        for (String address : addresses) {
            System.out.println(ask(AgentAddress.parse(address)));
        }
    }

    private static String ask(AgentAddress address) {
        try (AgentClient client = new AgentClient(address)) {
            return "ok: " + client.get(AgentQuery.HEAP, AgentLimits.DEFAULT).body().length + " bytes";
        } catch (AgentException e) {
            return e.reason().word() + ": " + e.getMessage();
        }
    }
}

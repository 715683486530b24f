// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.nio.file.Path;
import java.util.List;

/** Looks for the agents under the data directory given, in a process of its own, and prints what it finds. */
final class FindMain {
    private FindMain() {}

    public static void main(String[] arguments) {
        AgentSurvey survey = new AgentFinder(List.of(Path.of(arguments[0])), Path.of("/nowhere")).find();
        System.out.println(survey.problem());
        for (FoundAgent agent : survey.agents()) {
            System.out.println(agent.tag() + " " + agent.isReachable() + " " + agent.note() + " "
                    + agent.conf().problem());
        }
    }
}

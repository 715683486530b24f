// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.io.FailureException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * One call of an action.
 *
 * @param parameters the parameters that the user gave
 * @param unit the unit that runs the action
 * @param heap the source of profiles
 * @param layout the paths of files on this machine
 * @param clock the clock of this machine
 * @param progress shows lines to the waiting user
 */
record Request(
        JsonNode parameters,
        JujuUnit unit,
        ProfileSource heap,
        MachineLayout layout,
        Clock clock,
        Consumer<String> progress) {

    String agent() {
        return text("agent", "");
    }

    int number(String parameter, int otherwise) {
        return parameters.path(parameter).asInt(otherwise);
    }

    boolean flag(String parameter) {
        return parameters.path(parameter).asBoolean();
    }

    String text(String parameter, String otherwise) {
        return Documents.text(parameters, parameter)
                .filter(text -> !text.isEmpty())
                .orElse(otherwise);
    }

    Archive archive() throws FailureException {
        return Archive.open(layout.state());
    }

    /**
     * Returns the command that copies a file from this machine to the user's. It requests no pseudo-terminal, which
     * would turn each line feed in the file into two bytes. It has two lines, because Juju would fold one long line,
     * and then it could not be pasted into a shell.
     */
    String fetch(Path file, String as) {
        return "juju ssh --pty=false " + unit.name() + " -- sudo cat " + file + " \\\n  > " + as;
    }
}

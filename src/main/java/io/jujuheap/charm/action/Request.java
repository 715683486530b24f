// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.tool.JsonObject;
import io.jujuheap.charm.tool.JujuUnit;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What was asked, and what an action works with.
 *
 * @param parameters what the user gave
 * @param unit whose action it is
 * @param heap who has the heaps
 * @param layout where things lie
 * @param clock says what time it is
 * @param progress takes lines for the user who waits
 */
record Request(
        JsonObject parameters,
        JujuUnit unit,
        ProfileSource heap,
        MachineLayout layout,
        Clock clock,
        Consumer<String> progress) {

    String agent() {
        return parameters.text("agent").orElse("");
    }

    int number(String parameter, int otherwise) {
        return parameters.number(parameter).map(Math::toIntExact).orElse(otherwise);
    }

    String text(String parameter, String otherwise) {
        return parameters.text(parameter).filter(text -> !text.isEmpty()).orElse(otherwise);
    }

    Archive archive() throws ActionException {
        return Archive.open(layout.state());
    }

    /**
     * The command that brings a file of this machine to the user's. Without a pseudo-terminal, which would turn every
     * line feed in it into two bytes.
     */
    String fetch(Path file, String as) {
        return "juju ssh --pty=false " + unit.name() + " -- sudo cat " + file + " > " + as;
    }
}

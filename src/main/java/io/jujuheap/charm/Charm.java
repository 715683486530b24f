// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import io.jujuheap.charm.action.Actions;
import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.tool.Dispatch;
import io.jujuheap.charm.tool.JujuTools;
import io.jujuheap.charm.tool.Systemd;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The charm. Juju runs it as one process for each hook and each action. */
public final class Charm {
    /** Names a folder that stands for the machine's root, for tests that play Juju. */
    private static final String ROOT = "JUJU_HEAP_ROOT";

    private Charm() {}

    /**
     * Runs the hook or the action that the environment names.
     *
     * @param environment as Juju sets it
     * @return 0, or 1 when Juju should try the hook again
     * @throws UsageException when the environment is not one of Juju
     */
    public static int dispatch(Map<String, String> environment, Clock clock) {
        Dispatch dispatch = Dispatch.from(environment);
        MachineLayout layout = new MachineLayout(Path.of(environment.getOrDefault(ROOT, "/")), dispatch.charmDir());
        JujuTools tools = new JujuTools();
        try {
            switch (dispatch.kind()) {
                case HOOK -> new Hooks(tools, new Systemd(), layout, clock).run(dispatch);
                case ACTION -> new Actions(tools, layout, clock).run(dispatch.name(), dispatch.unit());
            }
            return 0;
        } catch (IOException | RuntimeException e) {
            return fail(tools, dispatch, e);
        }
    }

    /** Logs one sentence, and the stack trace at debug level only. */
    private static int fail(JujuTools tools, Dispatch dispatch, Exception failure) {
        String sentence = dispatch.name() + " failed: " + sentence(failure);
        tools.log(JujuTools.Level.ERROR, sentence);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        tools.log(JujuTools.Level.DEBUG, trace.toString());
        if (dispatch.kind() == Dispatch.Kind.ACTION) {
            tools.fail(sentence);
            return 0;
        }
        return 1;
    }

    /** Returns the message; of the JDK's file exceptions, whose messages are bare paths, with the name of the exception. */
    private static String sentence(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof IOException ? failure.getClass().getSimpleName() + ": " + message : message;
    }
}

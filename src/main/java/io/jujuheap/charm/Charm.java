// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import io.jujuheap.charm.action.Actions;
import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.tool.Dispatch;
import io.jujuheap.charm.tool.JujuTools;
import io.jujuheap.charm.tool.Systemd;
import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The charm. Juju runs it as one process for each hook and each action. */
public final class Charm {
    /** The environment variable with the folder that takes the place of {@code /} in tests. */
    private static final String ROOT = "JUJU_HEAP_ROOT";

    private Charm() {}

    /**
     * Runs the hook or the action that the environment names.
     *
     * @param environment the environment variables that Juju sets
     * @return 0, or 1 when Juju should try the hook again
     * @throws UsageException when Juju did not set the environment
     * @throws ToolException when a failure cannot be reported to Juju
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

    /**
     * Logs the failure as one sentence, and its stack trace at debug level.
     *
     * @throws ToolException when logging fails; its message contains the failure of the hook or action, too
     */
    private static int fail(JujuTools tools, Dispatch dispatch, Exception failure) {
        String sentence = dispatch.name() + " failed: " + sentence(failure);
        Optional<ToolException> unlogged = log(tools, sentence, failure);
        boolean isAction = dispatch.kind() == Dispatch.Kind.ACTION;
        if (isAction) {
            tools.fail(sentence);
        }
        if (unlogged.isPresent()) {
            throw new ToolException(sentence + " It could not be logged either: "
                    + unlogged.get().getMessage());
        }
        return isAction ? 0 : 1;
    }

    private static Optional<ToolException> log(JujuTools tools, String sentence, Exception failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            tools.log(JujuTools.Level.ERROR, sentence);
            tools.log(JujuTools.Level.DEBUG, trace.toString());
            return Optional.empty();
        } catch (ToolException e) {
            return Optional.of(e);
        }
    }

    /**
     * Returns the message of an exception. An {@link IOException} is named, too: the JDK's messages are often only a
     * path.
     */
    private static String sentence(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof IOException ? failure.getClass().getSimpleName() + ": " + message : message;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.Map;

/** What a charm can ask of Juju, and tell it, while an action runs. Every method throws {@link ToolException}. */
public interface ActionTools {
    /** What the user gave, with the defaults of actions.yaml filled in. */
    JsonObject parameters();

    /** A line the user sees while the action runs. */
    void progress(String message);

    /**
     * Adds to the results.
     *
     * @param results keys of lower-case letters, digits and dashes; values short enough for an argument of a program
     */
    void addResults(Map<String, String> results);

    /** Marks the action as failed; the process still ends with 0. */
    void fail(String message);
}

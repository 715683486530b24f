// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The hook tools about the running action. Every method throws {@link ToolException} when Juju refuses. */
public interface ActionTools {
    /** Returns the action's parameters, with the defaults of actions.yaml filled in. */
    JsonNode parameters();

    /** Shows the user a line while the action runs. */
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

// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.FailureException;
import java.util.Map;

/** An action of the charm. */
interface Action {
    /**
     * Runs the action.
     *
     * @return the results: keys as Juju allows them, values without secrets
     * @throws FailureException when the action cannot be done
     */
    Map<String, String> run(Request request) throws FailureException;
}

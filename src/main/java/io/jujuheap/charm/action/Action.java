// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import java.util.Map;

/** One action. */
interface Action {
    /**
     * Does it.
     *
     * @return the results: keys as Juju allows them, values that anybody may read
     * @throws ActionException when it cannot be done
     */
    Map<String, String> run(Request request) throws ActionException;
}

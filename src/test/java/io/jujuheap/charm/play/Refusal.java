// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

/** Reports that a hook tool refuses a call, as Juju's would. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
